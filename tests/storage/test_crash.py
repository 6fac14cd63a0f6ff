"""A process that dies in the middle of a unit of work leaves nothing of it; what was committed stays."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from storage import open_store
from tests.builders import TEAM
from tests.storage.test_projects import loaded

ROOT = Path(__file__).parent.parent.parent

VICTIM = """
import sys, time
from dataclasses import replace
from storage import open_store
from tests.builders import NOW, TEAM, build_project
from flows.lifecycle.events import ProjectResumed
from tests.storage.outbox_desk import notice

store = open_store(sys.argv[1])
project = build_project(version=1)
with store.write() as unit:
    unit.projects.save(None, project)
    unit.history.append(TEAM, [ProjectResumed(project_id=project.id, by="U1", at=NOW)])
    unit.outbox.put([notice("kept")], now=NOW, new_id=lambda prefix: prefix + "_1")
    unit.commit()
with store.write() as unit:
    unit.projects.save(project, replace(project, name="half done", version=2))
    unit.history.append(TEAM, [ProjectResumed(project_id=project.id, by="U2", at=NOW)])
    unit.outbox.put([notice("lost")], now=NOW, new_id=lambda prefix: prefix + "_2")
    unit.inbox.remember(TEAM, "cmd:1", None, now=NOW)
    print("in the middle", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_leaves_whole_units_only(tmp_path: Path) -> None:
    path = tmp_path / "liandong.db"
    with subprocess.Popen([sys.executable, "-c", VICTIM, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in the middle\n"
        os.kill(process.pid, signal.SIGKILL)
    store = open_store(str(path))
    project = loaded(store)
    assert project is not None
    assert (project.version, project.name) == (1, "Radar without interference")
    with store.write() as unit:
        assert [event.by for event in unit.history.events(TEAM, project.id)] == ["U1"]
        assert unit.outbox.waiting() == 1
        assert unit.inbox.first(TEAM, "cmd:1") is None
    assert store.verify_history() == ()
    store.close()
