"""What this wing refuses beyond the refusals of ``flows/errors.py``; words for it only in ``bot/errors.py``."""

from dataclasses import dataclass

from flows.errors import LiandongError
from flows.linkage.codes import LicenceOption
from flows.linkage.judgements import Finding


@dataclass(eq=False)
class StaleRegister(LiandongError):
    """Somebody changed the register after the form was opened: ``shown`` and ``current`` versions."""

    project_id: str
    shown: int
    current: int


@dataclass(eq=False)
class NotCleared(LiandongError):
    """It may not go out: nothing that was granted holds for this day and these features (DOMAIN.md R01).

    ``outward_id`` and its ``label`` (``C4``). ``state`` is that of the latest clearance, or ``none``;
    ``findings`` are what the engine says today.
    """

    outward_id: str
    label: str
    state: str
    findings: tuple[Finding, ...] = ()


@dataclass(eq=False)
class WorseOption(LiandongError):
    """A declaration may only be replaced by a more favourable one (DOMAIN.md R23).

    ``label`` is the earlier declaration (``D1``), ``option`` what it promised; ``reciprocity``: the option is as good,
    but the earlier one asked nothing in return.
    """

    label: str
    option: LicenceOption
    reciprocity: bool = False


@dataclass(eq=False)
class OwnWork(LiandongError):
    """Nobody confirms their own statutory date, claim-chart row or override. ``can`` are those who may instead."""

    action: str
    can: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class LineFault:
    """What is wrong in an import. ``line`` counts from 1 as in the file, ``column`` is a field name or empty text.

    ``problem`` is a problem code of ``InvalidFields`` or of ``numbers.NumberFault``, or ``unknown_label``, ``twice``,
    ``not_a_day``, ``not_a_number``, ``unknown_column``, ``too_many``; ``value`` what stood there; ``expected`` a check
    digit or the words that would do.
    """

    line: int
    column: str
    problem: str
    value: str = ""
    expected: str = ""


@dataclass(eq=False)
class ImportFault(LiandongError):
    """Nothing was imported, and why not: every line with a fault, never only the first."""

    source: str
    faults: tuple[LineFault, ...]
