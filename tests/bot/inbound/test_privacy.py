"""The privacy probe: who may not see a project learns nothing of it, not even that it exists (DESIGN.md 5.10)."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.grammar import SPELLINGS, Verb
from bot.ids import Act, Form, Pick, Ref
from bot.rendering import Renderer, home_view
from flows.names import Confidentiality
from flows.notices import Notice, NoticeKind
from tests.bot.inbound import payloads as p
from tests.bot.inbound.attempts import aims, attempts, fields, home_attempts
from tests.bot.inbound.office import CHEN, EMMA, LIN, ZHAO, Office
from tests.bot.inbound.payloads import Json
from tests.bot.inbound.prying import KEY, NAME, OUTSIDE, PRIERS, TYPED, Pair, Prier, Row, open_pair, prepare, said

RESTRICTED, MEMBERS = Confidentiality.RESTRICTED, Confidentiality.MEMBERS
TRIED = [(name, RESTRICTED) for name in PRIERS] + [(name, MEMBERS) for name in OUTSIDE]
OWN_TRACES = {"inbox", "outbox", "counters", "people", "home_openings", "pauses", "outbox_holds", "schedules"}
"""Tables in which a prier leaves traces of their own: what they asked, that they opened their home, their own day."""


@pytest.fixture(scope="module")
def restricted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ref]:
    folder = tmp_path_factory.mktemp("restricted")
    return folder, prepare(folder, RESTRICTED)


@pytest.fixture(scope="module")
def for_members(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ref]:
    folder = tmp_path_factory.mktemp("members")
    return folder, prepare(folder, MEMBERS)


@pytest.fixture(params=TRIED, ids=lambda tried: f"{tried[0]}, {tried[1]}")
def prying(
    request: pytest.FixtureRequest, restricted: tuple[Path, Ref], for_members: tuple[Path, Ref], tmp_path: Path
) -> Iterator[tuple[Pair, Prier]]:
    name, confidentiality = request.param
    pair = open_pair(*(restricted if confidentiality is RESTRICTED else for_members), tmp_path, PRIERS[name])
    yield pair, PRIERS[name]
    pair.close()


WHOLE = [PRIERS["a stranger"], PRIERS["the lead, who became a guest"]]
"""Of those who try, the two furthest apart make every attempt on the restricted project each time."""
SHARE = 5
"""The others make one of so many, each another one, so that together they have made them all."""


def shared_out(prier: Prier, tried: list[tuple[str, Json]]) -> list[tuple[str, Json]]:
    """Attempts come in families that differ in a word: a fifth of them meets every family."""
    return tried[list(PRIERS.values()).index(prier) % SHARE :: SHARE]


def test_no_attempt_gets_another_answer_than_for_what_does_not_exist(
    prying: tuple[Pair, Prier], request: pytest.FixtureRequest
) -> None:
    whole = prying[1] in WHOLE and str(RESTRICTED) in request.node.name
    no_difference(prying, every_one if whole else shared_out)


def every_one(_prier: Prier, tried: list[tuple[str, Json]]) -> list[tuple[str, Json]]:
    return tried


@pytest.mark.soak
def test_not_one_attempt_of_anybody_gets_another_answer(prying: tuple[Pair, Prier]) -> None:
    no_difference(prying, every_one)


def no_difference(
    prying: tuple[Pair, Prier], chosen: Callable[[Prier, list[tuple[str, Json]]], list[tuple[str, Json]]]
) -> None:
    pair, prier = prying
    before, before_there = pair.stored(), pair.stored("there")
    tried = chosen(prier, list(attempts(prier.user, prier.team, pair.secret)))
    assert len(tried) > 100
    assert [label for label, body in tried if len({*pair.both(body)}) != 1] == []
    after, after_there = pair.stored(), pair.stored("there")
    assert {table for table in after if after[table] != before.get(table)} <= OWN_TRACES
    for table in after:
        traces, traces_there = new(after[table], before[table]), new(after_there[table], before_there[table])
        if table == "outbox":  # who joined the channel has its cards looked at anew, for those who read there
            traces, traces_there = ([row for row in rows if prier.user in row] for rows in (traces, traces_there))
        assert len(traces) == len(traces_there), table


def new(rows: list[Row], known: list[Row]) -> list[Row]:
    return [row for row in rows if row not in known]


def test_what_is_queued_for_a_prier_is_their_own_home_and_shows_nothing(prying: tuple[Pair, Prier]) -> None:
    pair, prier = prying
    for _, body in home_attempts(prier.user, prier.team, pair.secret):
        pair.both(body)
    here, there = ([*office_notices(office)] for office in (pair.here, pair.there))
    own = {(NoticeKind.HOME, prier.user), (NoticeKind.FILE, prier.user)}  # a calendar of one's own dates
    assert {(notice.kind, notice.audience) for notice in here} <= own
    assert homes(pair.here, here) == homes(pair.there, there)


def office_notices(office: Office) -> Iterator[Notice]:
    now = office.clock.now()
    with office.store.write() as uow:
        while parcels := uow.outbox.claim(owner="test", now=now, lease_until=now, limit=100):
            for parcel in parcels:
                uow.outbox.sent(parcel.id, now=now)
                yield parcel.notice
        uow.commit()


def homes(office: Office, notices: list[Notice]) -> list[str]:
    """Each App Home as the relay would publish it."""
    renderer = Renderer(office.store, office.desk.words, office.desk.templates, ZoneInfo("Asia/Shanghai"))
    now = office.clock.now()
    shown = [notice for notice in notices if notice.kind is NoticeKind.HOME]
    return [json.dumps(home_view(notice, renderer.gather(notice, now=now))) for notice in shown]


OF_POLICIES = (Act.POLICY, Act.POLICY_GATE, Act.POLICY_HISTORY)
PROJECTLESS = {
    Act.MENU,
    Act.NEW,
    Act.LIST_MORE,
    Act.HOME_PAGE,
    Act.LINK,
    Act.MY_DATES_ICS,
    Act.PREFERENCES,
    Act.CHANNEL_PREFERENCES,
    Act.MY_DAY,
    Act.MY_DAY_STOP,
    Act.PORTFOLIO_PNG,
    Act.SNOOZE_ALL,
    Act.UNSNOOZE_ALL,
    *OF_POLICIES,
}
"""Acts that are about no project: a menu only names another act, and ``test_channel_wishes.py`` tries what is about a
channel, ``test_snoozing_all.py`` what is about a reminder of one's own."""
ONLY_ADMINS = {Form.TEMPLATE_MIGRATE, Form.TEMPLATE_MIGRATE_ALL, Form.APPOINT}
"""No insider gets through with these either; ``test_templates.py`` and ``test_appoint.py`` try them as an admin."""
PROJECTLESS_FORMS = {
    Form.NEW, Form.INFO, Form.TEMPLATE, Form.TEMPLATE_KEEP, Form.POLICY, Form.POLICY_GATE, Form.PREFERENCES,
    Form.CHANNEL_PREFERENCES, *ONLY_ADMINS,
}  # fmt: skip
PROJECTLESS_VERBS = {Verb.HELP, Verb.NEW, Verb.TEMPLATE, Verb.POLICY, Verb.AWAY, Verb.BACK, Verb.PREFERENCES}
INSIDERS = (LIN, CHEN, ZHAO, EMMA)


Tries = Callable[[str, str], list[Json]]
"""What one insider can send with one act, form, verb or select."""


def unreached(names: Iterable[str], prepared: tuple[Path, Ref], folder: Path, tries: Tries) -> list[str]:
    """Those with which no insider gets through to the project: then a prier's was no real attempt.

    Most get through one after the other in the same two workspaces. Who comes too late there, since an act before
    has ended what this one is for, tries once more in workspaces of its own.
    """
    late = through(sorted(names), prepared, folder / "all", tries)
    return [name for name in late if through([name], prepared, folder / name, tries)]


def through(names: list[str], prepared: tuple[Path, Ref], folder: Path, tries: Tries) -> list[str]:
    """The names that did not get through."""
    folder.mkdir()
    pair = open_pair(*prepared, folder)
    try:
        return [
            name
            for name in names
            if not any(len({*pair.both(body)}) == 2 for user in INSIDERS for body in tries(name, user))
        ]
    finally:
        pair.close()


def test_every_act_is_really_tried(restricted: tuple[Path, Ref], tmp_path: Path) -> None:
    def clicks(act: str, user: str) -> list[Json]:
        return [p.click(Act(act), aim, user) for aim in aims(restricted[1], act)]

    assert unreached(set(Act) - PROJECTLESS, restricted, tmp_path, clicks) == []


def test_every_form_is_really_tried(restricted: tuple[Path, Ref], tmp_path: Path) -> None:
    values = fields(restricted[1])

    def submissions(form: str, user: str) -> list[Json]:
        return [p.submission(Form(form), aim, values, user) for aim in aims(restricted[1], form)]

    assert unreached(set(Form) - PROJECTLESS_FORMS, restricted, tmp_path, submissions) == []


def test_every_verb_is_really_tried(restricted: tuple[Path, Ref], tmp_path: Path) -> None:
    def commands(verb: str, user: str) -> list[Json]:
        spelling = next(word for word, meant in SPELLINGS.items() if meant == verb)
        return [p.command(f"{spelling} {tail}", user) for tail in ("", KEY)]

    assert unreached(set(SPELLINGS.values()) - PROJECTLESS_VERBS, restricted, tmp_path, commands) == []


def test_every_select_is_really_tried(restricted: tuple[Path, Ref], tmp_path: Path) -> None:
    about = Ref(project_id=restricted[1].project_id)

    def suggestions(pick: str, user: str) -> list[Json]:
        return [p.suggestion(Pick(pick), typed, user, ref=about) for typed in ("", KEY, NAME)]

    assert unreached(Pick, restricted, tmp_path, suggestions) == []


def test_what_a_member_typed_is_submitted_by_nobody_else(restricted: tuple[Path, Ref], tmp_path: Path) -> None:
    """A forged button: somebody else's words, handed in for a project of one's own."""
    pair = open_pair(*restricted, tmp_path)
    open_project = pair.here.card("LD-1")
    own = next(d for d in open_project.deliverables if d.assignee == ZHAO)
    ref = Ref(project_id=open_project.id, deliverable_id=own.id)
    stolen, made_up = (p.click(Act.USE_TEXT, replace(ref, extra=f"evt:{x}"), ZHAO) for x in (TYPED, "EvNONE"))
    assert said(pair.here, stolen) == said(pair.here, made_up)
    assert pair.here.card("LD-1").deliverables == open_project.deliverables
    pair.close()
