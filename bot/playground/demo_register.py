"""The demo organisation's register: one project with something of everything, and a proposal planned too early."""

from collections.abc import Callable
from datetime import date, timedelta

from flows.linkage.codes import ApplicationStatus, Body, LinkKind, OutwardKind
from flows.linkage.commands import (
    LinkageCommand,
    PlanOutward,
    RecordApplication,
    RecordClaims,
    RecordClauses,
    RecordFamily,
    RecordFeature,
    RecordStandard,
    TieItems,
)
from flows.linkage.items import Application, Claim, Clause, Family, Feature, Outward, Standard

from .demo_projects import CHEN, WANG, ZHAO

Do = Callable[[str, LinkageCommand], str]
"""Carries a command out for a member; the id of the item it made."""


def tell(project_id: str, today: date, do: Do) -> None:
    """One feature is protected by a filed patent and charted on a clause; the other is not, and goes out next month."""
    covered = do(CHEN, RecordFeature(project_id=project_id, item=Feature(
        id="", number=0, name="抗干扰波形", description="两部雷达同频工作而互不干扰。", trl=5)))  # fmt: skip
    bare = do(CHEN, RecordFeature(project_id=project_id, item=Feature(
        id="", number=0, name="快速切换序列", description="2 毫秒内切换波形。", trl=4)))  # fmt: skip
    family = do(ZHAO, RecordFamily(project_id=project_id, item=Family(
        id="", number=0, title="雷达波形及其生成方法", owners=("联动示范公司",), inventors=(CHEN,))))  # fmt: skip
    filed = Application(office="CN", status=ApplicationStatus.FILED, filed_on=today - timedelta(days=40))
    do(ZHAO, RecordApplication(project_id=project_id, family_id=family, application=filed))
    claims = (
        Claim(1, "一种雷达波形的生成方法，其特征在于……", independent=True),
        Claim(2, "根据权利要求 1 所述的方法……"),
    )
    do(ZHAO, RecordClaims(project_id=project_id, family_id=family, claims=claims))
    standard = do(WANG, RecordStandard(project_id=project_id, item=Standard(
        id="", number=0, body=Body.CN_GROUP, reference="T/CAAMTB 999-2026", title="车载毫米波雷达抗干扰要求",
        committee="智能网联汽车分会", stage="征求意见")))  # fmt: skip
    clauses = (Clause(number="5.2", title="波形要求"), Clause(number="6.1", title="切换时间"))
    do(WANG, RecordClauses(project_id=project_id, standard_id=standard, version="征求意见稿", clauses=clauses))
    do(CHEN, TieItems(project_id=project_id, kind=LinkKind.FEATURE_CLAIM, source=covered, target=family, claim=1))
    do(CHEN, TieItems(project_id=project_id, kind=LinkKind.CLAIM_CLAUSE, source=family, target=standard, claim=1,
                      clause="5.2", element="波形"))  # fmt: skip
    do(WANG, PlanOutward(project_id=project_id, item=Outward(
        id="", number=0, kind=OutwardKind.CONTRIBUTION, title="关于切换时间的技术提案", features=(bare,),
        available_on=today + timedelta(days=20), body=Body.CN_GROUP, standard_id=standard,
        document="提案 7")))  # fmt: skip
