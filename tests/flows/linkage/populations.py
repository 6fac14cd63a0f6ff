"""Registers of three sizes for benchmarks and pictures: the same register for the same size, in either language."""

from dataclasses import dataclass
from datetime import timedelta

from flows.linkage.codes import Body, Essentiality, LinkKind, OutwardKind, OutwardState
from flows.linkage.dealings import Declaration
from flows.linkage.items import Claim, Clause, Family, Feature, Link, Outward, Standard
from flows.linkage.register import Register
from tests.flows.linkage.registers import AT, TODAY, application, declaration

_ZH = ("毫米波雷达波形设计", "多目标检测算法", "相位噪声补偿", "自适应恒虚警", "角度超分辨估计", "时钟同步协议",
       "干扰抑制与频谱共享", "车内生命体征感知", "在线校准流程", "数据融合接口")  # fmt: skip
_EN = ("Chirp waveform design", "Multi-target detection", "Phase noise compensation", "Adaptive false alarm rate",
       "Super-resolution of angles", "Clock synchronisation", "Interference and spectrum sharing",
       "Vital signs inside the car", "Online calibration", "Data fusion interface")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """``claims`` and ``clauses`` are in each family and standard."""

    features: int
    families: int
    standards: int
    links: int
    outwards: int = 20
    claims: int = 8
    clauses: int = 10


SMALL, MIDDLE, LARGE = Size(125, 32, 19, 1_250, 8), Size(500, 125, 75, 5_000, 40), Size(2_000, 500, 300, 20_000, 200)
"""Each four times the one before, but for the smallest; LARGE is what the product promises to carry."""
PICTURE = Size(40, 10, 8, 200, 6, 4, 5)
"""Forty features, claims and clauses each."""


def population(size: Size, *, chinese: bool = False) -> Register:
    names = _ZH if chinese else _EN
    features = tuple(
        Feature(id=f"fea_{n}", number=n, name=f"{names[n % 10]} {n}",
                not_patent_relevant="Known for long" if n % 13 == 5 else "")
        for n in range(1, size.features + 1)
    )  # fmt: skip
    standards = tuple(_standard(n, size, names) for n in range(1, size.standards + 1))
    return Register(
        team_id="T1",
        project_id="prj_1",
        features=features,
        families=tuple(_family(n, size, names) for n in range(1, size.families + 1)),
        standards=standards,
        outwards=tuple(_outward(n, size) for n in range(1, size.outwards + 1)),
        declarations=tuple(_declaration(n) for n in range(1, size.families + 1) if n % 3),
        links=(*_covers(size), *_rows(size)),
    )


def _family(n: int, size: Size, names: tuple[str, ...]) -> Family:
    filed = None if n % 9 == 0 else TODAY - timedelta(days=30 + n % 400)
    claims = tuple(Claim(number=c, text=f"{names[c % 10]}", independent=c == 1) for c in range(1, size.claims + 1))
    return Family(
        id=f"fam_{n}", number=n, title=names[(3 * n) % 10], members=(application(filed=filed),), claims=claims
    )


def _standard(n: int, size: Size, names: tuple[str, ...]) -> Standard:
    clauses = tuple(
        Clause(number=f"{5 + c // 4}.{c % 4 + 1}", title=names[(n + c) % 10], version="CD 2", text_hash=f"{n}-{c}")
        for c in range(size.clauses)
    )
    return Standard(id=f"std_{n}", number=n, body=Body.ISO if n % 2 else Body.CN_NATIONAL, version="CD 2",
                    reference=f"ISO/CD {23000 + n}" if n % 2 else f"GB/T {40000 + n}", title=names[n % 10],
                    clauses=clauses)  # fmt: skip


def _outward(n: int, size: Size) -> Outward:
    day = TODAY - timedelta(days=2 * n) if n % 2 else TODAY + timedelta(days=n)
    return Outward(id=f"out_{n}", number=n, kind=OutwardKind.CONTRIBUTION, title=f"Proposal {n}",
                   features=tuple(f"fea_{(7 * n + k) % size.features + 1}" for k in range(3)), available_on=day,
                   state=OutwardState.MADE if n % 2 else OutwardState.PLANNED, made_on=day if n % 2 else None,
                   body=Body.ISO, standard_id=f"std_{n % size.standards + 1}")  # fmt: skip


def _declaration(n: int) -> Declaration:
    return declaration(number=n, body=Body.ISO if n % 2 else Body.CN_NATIONAL, families=(f"fam_{n}",))


def _covers(size: Size) -> tuple[Link, ...]:
    """A quarter of the links; every eleventh feature has none."""
    places = dict.fromkeys(
        (n % size.features + 1, (n * 5 + n // size.features) % size.families + 1, n * 3 % size.claims + 1)
        for n in range(size.links // 4)
        if (n % size.features) % 11
    )
    return tuple(
        Link(
            id=f"l1_{f}_{p}_{c}",
            kind=LinkKind.FEATURE_CLAIM,
            source=f"fea_{f}",
            target=f"fam_{p}",
            claim=c,
            by="U1",
            at=AT,
        )
        for f, p, c in places
    )


def _rows(size: Size) -> tuple[Link, ...]:
    """The other links: rows of claim charts in every state."""
    states = (Essentiality.CHARTED, Essentiality.CHARTED, Essentiality.CONFIRMED, Essentiality.REJECTED)
    found = []
    for n in range(size.links - size.links // 4):
        family, standard, clause = n * 7 % size.families + 1, n * 11 % size.standards + 1, n * 3 // 2 % size.clauses
        found.append(
            Link(id=f"l2_{n}", kind=LinkKind.CLAIM_CLAUSE, source=f"fam_{family}", target=f"std_{standard}",
                 claim=(n + n // 30) % size.claims + 1 if n % 29 else 1, clause=f"{5 + clause // 4}.{clause % 4 + 1}",
                 element=f"element {n}", version="CD 2", by="U1", at=AT, essentiality=states[n % 4],
                 recheck="clause_changed" if n % 10 == 3 else "")
        )  # fmt: skip
    return tuple(found)
