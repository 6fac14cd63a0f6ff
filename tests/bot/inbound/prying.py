"""Two workspaces that differ in one thing: the first has a secret project, the second has none and never had.

Whoever may not see the project sends both the very same payloads; not one byte of what comes back may differ.
"""

import itertools
import json
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.ids import Form, Ref
from flows.lifecycle import commands as do
from flows.linkage import commands as ln
from flows.linkage.codes import ApplicationStatus, Body, LicenceOption, LinkKind, OutwardKind
from flows.linkage.dealings import Declaration
from flows.linkage.items import Application, Claim, Clause, Family, Feature, Outward, Standard
from flows.names import Confidentiality
from flows.notices import NoticeKind, ask_key
from flows.ports import NewId, Person, Post
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import CHEN, GUEST, LIN, SOFIA, STRANGER, WANG, ZHAO, Office
from tests.bot.inbound.payloads import TEAM, Json
from tests.bot.inbound.scheduling import usual_digest

SECRET_CHANNEL, KEY, NAME = "C0BATTERY", "LD-2", "Quasar lens"
ASK_TS, TYPED, VIEW = "1790000000.000200", "EvTYPED", "VINSIDE"
OTHER_TEAM = "T0PARTNER"
Row = tuple[object, ...]


def counting(first: int = 1) -> NewId:
    """Ids that are the same in every run, so that both workspaces name what they share alike."""
    numbers = itertools.count(first)
    return lambda prefix: f"{prefix}_{next(numbers):020d}"


@dataclass(frozen=True)
class Prier:
    """Somebody who may not see the project. ``team`` is the workspace they write from."""

    user: str
    team: str = TEAM
    becomes: Mapping[str, Any] | None = None
    """What Slack says of this person now, where it says anything new."""


PRIERS = {
    "a stranger": Prier(STRANGER),
    "a guest": Prier(GUEST),
    "somebody nobody knows yet": Prier("U0NEW"),
    "somebody of another organisation": Prier("U0PARTNER", OTHER_TEAM),
    "a member's id under another organisation": Prier(CHEN, OTHER_TEAM),
    "a member who became a guest": Prier(CHEN, becomes={"is_guest": True}),
    "a member with open work, who became a guest": Prier(WANG, becomes={"is_guest": True}),
    "the lead, who became a guest": Prier(LIN, becomes={"is_guest": True}),
    "a member who was deactivated": Prier(CHEN, becomes={"deleted": True}),
}
"""Who tries, against a restricted project."""

OUTSIDE = ("a stranger", "a guest", "somebody nobody knows yet", "somebody of another organisation")
"""Those of them who are no members, and so may not see a project for members either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret(Ref):
    """The secret project with one of its deliverables and features. ``watched`` are its watch, a hit, an indicator with
    a value of it, and what that asks for, as their buttons name them."""

    watched: tuple[Ref, ...] = ()


@dataclass
class Pair:
    """Both workspaces and what the secret project's ids are."""

    here: Office
    there: Office
    secret: Ref
    folder: Path

    def close(self) -> None:
        self.here.store.close()
        self.there.store.close()

    def both(self, body: Json) -> tuple[str, str]:
        """Everything that comes back from either workspace, as text."""
        return said(self.here, body), said(self.there, body)

    def stored(self, office: str = "here") -> dict[str, list[Row]]:
        """Every row of a workspace's database, by table."""
        db = sqlite3.connect(self.folder / office / "liandong.db")
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        rows = {table: db.execute(f"select * from {table}").fetchall() for table in tables}  # noqa: S608
        db.close()
        return rows


def said(office: Office, body: Json) -> str:
    """The acknowledgement and everything that was asked of Slack, bytes and order as they are."""
    slack = office.slack
    slack.views.clear()
    slack.answers.clear()
    slack.posts.clear()
    slack.files.clear()
    office.learned.clear()
    ack = office.send(body)
    heard = [ack, slack.views, slack.answers, slack.posts, slack.files, office.learned]
    return json.dumps(heard, default=readable, sort_keys=True)


def readable(said: Any) -> Any:
    """A message or the content of a file as JSON values."""
    return said.decode() if isinstance(said, bytes) else {"text": said.text, "blocks": said.blocks}


def prepare(folder: Path, confidentiality: Confidentiality) -> Secret:
    """Write both databases below ``folder``; the secret project's ids."""
    secret = Secret()
    for name in ("here", "there"):
        (folder / name).mkdir(parents=True)
        office = Office(folder / name, new_id=counting())
        office.create("Radar", confidentiality=Confidentiality.OPEN)
        if name == "here":
            secret = _hide(office, confidentiality)
        office.store.close()
        office = Office(folder / name, new_id=counting(500))
        if name == "there":
            _skip_key(office)
        office.create("Sonar", confidentiality=Confidentiality.OPEN)
        office.notices(NoticeKind.CARD)  # empties the outbox: what is queued later is the prier's doing
        office.store.close()
    return secret


def _skip_key(office: Office) -> None:
    """Projects after the secret one have the same keys in both workspaces."""
    with office.store.write() as uow:
        assert uow.projects.next_key(TEAM) == KEY
        uow.commit()


def _hide(office: Office, confidentiality: Confidentiality) -> Secret:
    """A project with work in every state, an open question, a prompt, a typed answer and a handed-in form."""
    project_id = office.create(NAME, channel=SECRET_CHANNEL, confidentiality=confidentiality)
    usual_digest(office, project_id)
    card = office.card(project_id)
    first = next(d for d in card.deliverables if d.assignee == CHEN)
    with office.store.write() as uow:
        uow.posts.keep(TEAM, Post(post_key=ask_key(project_id, card.stage, CHEN), channel_id="D0DM", ts=ASK_TS))
        uow.commit()
    office.send(p.dm("Bends light twice", CHEN, thread_ts=ASK_TS, event_id=TYPED))
    item_id = _register(office, project_id)
    ref = Secret(project_id=project_id, deliverable_id=first.id, stage=card.stage, number=1, shown=card.version,
                 item_id=item_id, watched=_watch(office, project_id))  # fmt: skip
    office.send(p.submission(Form.SUBMIT, ref, {"text": p.text("First version")}, CHEN, view_id=VIEW))
    other = next(d for d in card.deliverables if d.assignee == ZHAO)
    office.do(do.SayNotNeeded(project_id=project_id, deliverable_id=other.id, reason="No patent here"), ZHAO)
    return ref


DOCUMENT = "R1-2412345"
"""The number of what the secret project plans to contribute."""


def _register(office: Office, project_id: str) -> str:
    """A little of everything: a feature with a claim on a clause, a plan with its clearance, a declaration, dates.
    The feature's id."""
    day = office.clock.now().date()
    base: dict[str, Any] = {"project_id": project_id}
    feature = _made(office, ln.RecordFeature(item=Feature(id="", number=0, name="Quasar waveform"), **base), CHEN)
    family = _made(office, ln.RecordFamily(item=Family(id="", number=0, title="Quasar patent"), **base), ZHAO)
    filed = Application(office="CN", status=ApplicationStatus.FILED, filed_on=day)
    office.do(ln.RecordApplication(family_id=family, application=filed, **base), ZHAO)
    office.do(ln.RecordClaims(family_id=family, claims=(Claim(1, "A lens", independent=True),), **base), ZHAO)
    standard = _made(office, ln.RecordStandard(
        item=Standard(id="", number=0, body=Body.ISO, reference="ISO 99999"), **base), WANG)  # fmt: skip
    clauses = (Clause(number="7.2", title="Lens"),)
    office.do(ln.RecordClauses(standard_id=standard, version="1", clauses=clauses, **base), WANG)
    office.do(ln.TieItems(kind=LinkKind.FEATURE_CLAIM, source=feature, target=family, claim=1, **base), CHEN)
    office.do(
        ln.TieItems(kind=LinkKind.CLAIM_CLAUSE, source=family, target=standard, claim=1, clause="7.2", **base), CHEN
    )
    plan = Outward(id="", number=0, kind=OutwardKind.CONTRIBUTION, title="Quasar proposal", features=(feature,),
                   available_on=day, body=Body.ISO, standard_id=standard, document=DOCUMENT)  # fmt: skip
    office.do(ln.PlanOutward(item=plan, **base), CHEN)
    promise = Declaration(id="", number=0, body=Body.ISO, option=LicenceOption.PAID, families=(family,),
                          declared_on=day, declared_by=ZHAO)  # fmt: skip
    office.do(ln.Declare(item=promise, **base), SOFIA)
    return feature


def _watch(office: Office, project_id: str) -> tuple[Ref, ...]:
    """A watch with a hit, and an indicator whose values ask somebody to act."""
    about = Ref(project_id=project_id)
    watch = {"name": p.text("Quasar watch"), "sources": p.text(""), "keywords": p.text("quasar")}
    office.send(p.submission(Form.WATCH, replace(about, extra="patent", part="patent"), watch, WANG))
    with office.store.read() as reads:
        watch_id = reads.watches_of(TEAM, project_id)[0].id
    hit = {"watch": p.option(watch_id), "title": p.text("Quasar hit"), "text": p.text(""), "link": p.text("")}
    office.send(p.submission(Form.BRING, about, hit, CHEN))
    indicator = {"name": p.text("Quasar gain"), "unit": p.text("dB"), "direction": p.option("higher")}
    office.send(p.submission(Form.BENCHMARK, about, indicator, CHEN))
    with office.store.read() as reads:
        indicator_id, hit_id = (
            reads.benchmarks(TEAM, project_id)[0].id,
            reads.hits_of(TEAM, project_id, limit=1)[0].hit.id,
        )
    for side, holder, figure in (("ours", "", "3"), ("rival", "Quasar Ltd", "5")):
        value = {
            "side": p.option(side), "holder": p.text(holder), "value": p.text(figure), "unit": p.text("dB"),
            "source": p.text("Report"), "measured_on": p.day("2026-11-20"),
        }  # fmt: skip
        office.send(p.submission(Form.BENCHMARK_VALUE, replace(about, item_id=indicator_id), value, CHEN))
    with office.store.read() as reads:
        value_id, action_id = (
            reads.benchmarks(TEAM, project_id)[0].values[0].id,
            reads.actions_of(TEAM, project_id)[0].id,
        )
    items = ((watch_id, ""), (hit_id, ""), (indicator_id, value_id), (action_id, ""))
    return tuple(replace(about, item_id=item, part=part, extra="act") for item, part in items)


def _made(office: Office, command: ln.LinkageCommand, by: str) -> str:
    return str(office.do(command, by).params["item_id"])


def open_pair(prepared: Path, secret: Ref, folder: Path, prier: Prier | None = None) -> Pair:
    """Fresh copies of the prepared workspaces, in which the prier is what they have become."""
    for name in ("here", "there"):
        shutil.copytree(prepared / name, folder / name)
    here, there = (Office(folder / name, new_id=counting(1000)) for name in ("here", "there"))
    pair = Pair(here, there, secret, folder)
    for office in (pair.here, pair.there):
        if prier and prier.becomes:
            with office.store.write() as uow:
                uow.people.upsert([Person(team_id=TEAM, user_id=prier.user, name="x", locale="en", **prier.becomes)])
                uow.commit()
    return pair
