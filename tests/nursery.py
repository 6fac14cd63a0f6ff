"""Processes of the command line that begin as forks of one that has read the code, the words and the templates.

Nearly all of what it takes to start a bot is reading, which tells a journey nothing. That ``python -m bot``
starts from nothing is proved by ``test_command_line.py`` and ``test_launch.py``.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.__main__ import main


def born(
    arguments: tuple[str, ...], *, environment: Mapping[str, str], folder: Path, out: Path, err: Path
) -> ForkServerProcess:
    """Start ``python -m bot ARGUMENTS`` in a folder; what it prints is appended to two files, or to one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.hatchery"])
    process = context.Process(target=live, args=(arguments, dict(environment), folder, out, err), daemon=True)
    process.start()
    return process


def live(arguments: tuple[str, ...], environment: dict[str, str], folder: Path, out: Path, err: Path) -> None:
    """What the process does."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream, path in ((sys.stdout, out), (sys.stderr, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), stream.fileno())
    main(list(arguments), prog_name="bot")


def ended(process: ForkServerProcess, patience: float = 60.0) -> int:
    """Wait for its end, in seconds; the exit code, minus the number of the signal where one ended it."""
    process.join(patience)
    assert process.exitcode is not None, f"process {process.pid} does not end"
    return process.exitcode
