"""Whole sources at their real size: ISO's 80,000 records and a day's 500,000 rows of ETSI, compared with yesterday's.

Each runs in a process of its own, which generates both days, takes down the first, and then reads, parses and compares
the second as production does: from a file, record by record, against fingerprints. Run by ``make bench``; fails where
a promise is broken (README, "Sources of the watches").
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.feeds.asks import Reply
from bot.feeds.connectors import Connector
from bot.feeds.etsi import EtsiDeclarations
from bot.feeds.iso import IsoDeliverables
from flows.watches.snapshots import Sighting, changes

ISO_RECORDS, ETSI_ROWS = 80_000, 500_000
ISO_SECONDS, ETSI_SECONDS, MEGABYTES = 30.0, 60.0, 300.0
CHANGED_EVERY = 400
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
SCOPE = "<p class=MsoNormal>This document specifies <b>requirements</b> for &nbsp;examples. </p>" * 10


@dataclass(frozen=True)
class Size:
    """A source and how it is made as large as the real one."""

    connector: Connector
    records: int
    seconds: float


SIZES = {
    "iso": Size(IsoDeliverables(), ISO_RECORDS, ISO_SECONDS),
    "etsi": Size(EtsiDeclarations("https://example.org/ISLD-export.csv"), ETSI_ROWS, ETSI_SECONDS),
}


def iso_lines(records: int, day: int) -> Iterator[str]:
    """About 1.3 KB each; on the second day the first is gone, one in 400 is in another stage, the last is new."""
    for number in range(day, records + day):
        stage = 9092 if day and not number % CHANGED_EVERY else 6060
        yield json.dumps({
            "id": number, "deliverableType": "IS", "supplementType": None, "reference": f"ISO {number}:2020",
            "publicationDate": "2020-09-22", "edition": 1, "icsCode": ["03.120.10", "03.100.70"],
            "ownerCommittee": f"ISO/TC {number % 300}/SC 2", "currentStage": stage, "replaces": [number + 1],
            "replacedBy": None, "languages": ["en", "fr"], "pages": {"en": 29}, "scope": {"en": SCOPE},
        })  # fmt: skip


def etsi_lines(rows: int, day: int) -> Iterator[str]:
    """A declaration in ten rows; on the second day one row in 400 is made public."""
    yield (
        "IPRD_ID,IPRD_REFERENCE,IPRD_SIGNATURE_DATE,Reflected Date,COMP_LEGAL_NAME,DIPG_ID,ETPR_ACRONYM,Standard,"
        "PATT_ID,PATT_APPLICATION_NUMBER,PUBL_NUMBER,LICD_DEC_PREP_TO_GRANT_FLAG,LICD_REC_CONDI_FLAG,2G,3G,4G,5G"
    )
    for number in range(day, rows + day):
        public = "2026-01-20" if not day or number % CHANGED_EVERY else "2026-01-21"
        yield (
            f"{number // 10},ISLD-2026-{number // 10:06},2026-01-12,{public},Example Company {number % 200} Ltd,"
            f"{number % 10},NR,TS 38.{number % 900},{number},CN2025{number:08},CN12{number:07}A,1,0,0,0,0,1"
        )


LINES = {"iso": iso_lines, "etsi": etsi_lines}


def written(folder: Path, name: str, records: int, day: int) -> Path:
    file = folder / f"{name}-{day}"
    with file.open("w", encoding="utf-8") as text:
        text.writelines(line + "\n" for line in LINES[name](records, day))
    return file


def compared(name: str, file: Path, previous: dict[str, str] | None) -> tuple[dict[str, str], Counter[str]]:
    """Fingerprints that are new or different, and how many events of each kind."""
    connector, kinds, marks = SIZES[name].connector, Counter[str](), dict[str, str]()
    with file.open("rb") as body:
        reply = Reply(url="https://example.org/", status=200, headers={}, body=body)
        for outcome in changes(previous, connector.read(reply), observed_at=NOW):
            if not isinstance(outcome, Sighting):
                raise outcome
            marks[outcome.native_id] = outcome.fingerprint
            kinds.update(event.kind for event in outcome.events)
    return marks, kinds


def measure(name: str, records: int) -> dict[str, float]:
    """Seconds for the second day, megabytes at the peak of both, bytes of a fingerprint."""
    with tempfile.TemporaryDirectory() as folder:
        yesterday, _ = compared(name, written(Path(folder), name, records, 0), None)
        today = written(Path(folder), name, records, 1)
        started = time.perf_counter()
        _, kinds = compared(name, today, yesterday)
        took = time.perf_counter() - started
    expected = {"first_seen": 1, "vanished": 1, "changed": records // CHANGED_EVERY - 1}
    found = Counter[str]()
    for kind, count in kinds.items():
        found[kind.rpartition("_")[2] if kind.endswith("changed") else kind.partition(".")[2]] += count
    if found != expected:
        raise AssertionError(kinds)
    # Linux counts in kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": took, "megabytes": peak, "bytes": sum(map(len, yesterday.values())) / len(yesterday)}


def main() -> int:
    """0 where both promises hold."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
        return 0
    broken = []
    for name, size in SIZES.items():
        command = [sys.executable, "-m", "tests.benchmarks.bench_feeds", name, str(size.records)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(
            f"{name}: {size.records:,} records in {found['seconds']:.1f} s (at most {size.seconds:.0f}), "
            f"peak {found['megabytes']:.0f} MB (at most {MEGABYTES:.0f}), fingerprint {found['bytes']:.0f} bytes"
        )
        if found["seconds"] > size.seconds or found["megabytes"] > MEGABYTES:
            broken.append(name)
    print("\n".join(f"BROKEN {name}" for name in broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
