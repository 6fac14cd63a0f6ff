"""A hidden project must not be told from a missing one by the time an answer takes.

Both keys are asked for in turn by a stranger, many times, in process and interleaved, so that a busy machine disturbs
both alike. Fails where the medians differ by more than chance would have it (a permutation test) and by
more than anybody could see from outside. Run by ``make bench``.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.ids import Act, Form, Pick, Ref
from flows.names import Confidentiality
from tests.bot.inbound import payloads as p
from tests.bot.inbound.attempts import fields
from tests.bot.inbound.office import STRANGER, Office
from tests.bot.inbound.payloads import Json

ROUNDS = 1500
RESAMPLES = 400
UNSEEN_SECONDS = 20e-6
"""A row that is read and judged costs some microseconds more than none. The way through Slack varies by milliseconds:
to see so little behind it, a stranger would have to ask tens of thousands of times."""

Ask = Callable[[Ref, str], Json]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        project_id = office.create("Quasar lens", confidentiality=Confidentiality.RESTRICTED)
        hidden = Ref(project_id=project_id, deliverable_id=office.card(project_id).deliverables[0].id)
        missing = Ref(project_id="prj_" + "0" * 20, deliverable_id="dlv_" + "0" * 20)
        broken = [name for name, ask in ASKED.items() if not _alike(office, name, ask, hidden, missing)]
        office.store.close()
    for name in broken:
        print(f"FAILED: {name} tells a hidden project by its time")
    return 1 if broken else 0


ASKED: dict[str, Ask] = {
    "status": lambda _, key: p.command(f"status {key}", STRANGER),
    "history": lambda _, key: p.command(f"history {key}", STRANGER),
    "gate": lambda _, key: p.command(f"gate {key}", STRANGER),
    "a button": lambda ref, _: p.click(Act.EDIT, ref, STRANGER),
    "a button that acts at once": lambda ref, _: p.click(Act.RESUME, ref, STRANGER),
    "a form": lambda ref, _: p.submission(Form.SUBMIT, ref, fields(ref), STRANGER),
    "a select": lambda ref, _: p.suggestion(Pick.DELIVERABLE, "", STRANGER, ref=ref),
}


def _alike(office: Office, name: str, ask: Ask, hidden: Ref, missing: Ref) -> bool:
    times: dict[str, list[float]] = {"LD-1": [], "LD-9": []}
    refs = {"LD-1": hidden, "LD-9": missing}
    for turn in range(ROUNDS):
        order = ("LD-1", "LD-9") if turn % 2 else ("LD-9", "LD-1")
        for key in order:
            body = ask(refs[key], key)
            began = time.perf_counter()
            office.send(body)
            times[key].append(time.perf_counter() - began)
        office.slack.views.clear()
        office.slack.answers.clear()
    there, nowhere = (statistics.median(times[key]) for key in ("LD-1", "LD-9"))
    noise = _noise([*times["LD-1"], *times["LD-9"]])
    print(
        f"{name:30} hidden {there * 1e6:7.1f} us  missing {nowhere * 1e6:7.1f} us  "
        f"difference {abs(there - nowhere) * 1e6:5.1f} us, by chance {noise * 1e6:5.1f} us"
    )
    return abs(there - nowhere) <= max(noise, UNSEEN_SECONDS)


def _noise(pooled: list[float]) -> float:
    """How far the medians of two halves lie apart by chance: the 99th percentile over random splits."""
    chance, apart = random.Random(1), []  # noqa: S311 -- a permutation test, not a secret
    for _ in range(RESAMPLES):
        chance.shuffle(pooled)
        half = len(pooled) // 2
        apart.append(abs(statistics.median(pooled[:half]) - statistics.median(pooled[half:])))
    return statistics.quantiles(apart, n=100)[98]


if __name__ == "__main__":
    sys.exit(main())
