"""Everything a person can send us about a project, made from the enums: a new verb, act or form is in at once."""

from collections.abc import Iterator
from dataclasses import replace

from bot.grammar import ADMIN_SPELLINGS, SPELLINGS
from bot.ids import Act, Form, Pick, Ref, Shortcut, pack
from bot.listeners.events import _EVENTS
from bot.schedule_deeds import Deed
from flows.names import Role, Strand
from flows.rhythm.defaults import digest_id
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import LIN, RADAR, STRANGER
from tests.bot.inbound.payloads import TEAM, Json
from tests.bot.inbound.prying import ASK_TS, DOCUMENT, KEY, NAME, SECRET_CHANNEL, TYPED, VIEW, Secret

Attempt = tuple[str, Json]
"""What it is, for people, and the payload."""


def attempts(user: str, team: str, secret: Ref) -> Iterator[Attempt]:
    """Every payload this person can aim at the secret project."""
    found = (
        *_commands(user, secret), *_clicks(user, secret), *_home_clicks(user, secret), *_forms(user, secret),
        *_selects(user, secret), *_schedules(user, secret),
        *((f"shortcut {s}", p.shortcut(s, user)) for s in Shortcut), *_events(user, team),
    )  # fmt: skip
    return ((label, sent_from(team, body)) for label, body in found)


def home_attempts(user: str, team: str, secret: Ref) -> Iterator[Attempt]:
    """Those that have to do with the person's own App Home."""
    found = (*_home_clicks(user, secret), ("opened the home", p.home_opened(user)))
    return ((label, sent_from(team, body)) for label, body in found)


def sent_from(team: str, body: Json) -> Json:
    """The payload as Slack fills it in for a member of another workspace, in a channel both share."""
    if team == TEAM:
        return body
    if "command" in body:
        return {**body, "team_id": team}
    if body["type"] != "event_callback":
        return {**body, "user": {**body["user"], "team_id": team}}
    return {**body, "event": {**body["event"], "team": team, "user_team": team, "source_team": team}}


def _commands(user: str, secret: Ref) -> Iterator[Attempt]:
    tails = (
        DOCUMENT,
        f"{KEY} F1",
        KEY,
        "ld 2",
        "ＬＤ－2",
        secret.project_id,
        NAME,
        f"{KEY} votes",
        f"{KEY} {NAME}",
        secret.deliverable_id,
    )
    yield KEY, p.command(KEY, user)
    for spelling in SPELLINGS | ADMIN_SPELLINGS:
        yield f"{spelling} in its channel", p.command(spelling, user, channel=SECRET_CHANNEL, channel_name="secret")
        for tail in tails:
            yield f"{spelling} {tail}", p.command(f"{spelling} {tail}", user)


OF_WATCHES = ("wat.", "bmk.", "form.watch", "form.bring", "form.not_rel", "form.assign", "form.action", "form.release",
              "form.benchmark")  # fmt: skip
"""How the codes of the watches' buttons and forms begin."""


def aims(secret: Ref, code: str = "") -> Iterator[Ref]:
    """The secret project as buttons name it, with everything that ``extra`` can carry; where the ``code`` of the button
    or form is one of the watches, also what is watched there."""
    if isinstance(secret, Secret) and code.startswith(OF_WATCHES):
        yield from secret.watched
    yield Ref(project_id=secret.project_id)
    yield Ref(project_id=KEY)
    yield replace(secret, gate_id="gat_00000000000000000009", channel_id=SECRET_CHANNEL, ts=ASK_TS)
    yield Ref(project_id=secret.project_id, item_id=digest_id(secret.project_id), part="docket", extra=Deed.NEXT)
    for extra in (secret.project_id, KEY, f"evt:{TYPED}", secret.deliverable_id, secret.stage, "1", "act"):
        yield replace(secret, extra=extra)
        yield Ref(extra=extra)


def _clicks(user: str, secret: Ref) -> Iterator[Attempt]:
    for act in set(Act) - {Act.MENU}:
        for aim in aims(secret, act):
            yield f"{act} {aim}", p.click(act, aim, user)
        yield f"{act} in the menu of its card", p.pick_menu(act, secret, user, channel=SECRET_CHANNEL)


def _home_clicks(user: str, secret: Ref) -> Iterator[Attempt]:
    for act in set(Act) - {Act.MENU}:
        yield f"{act} at home", p.click_at_home(act, secret, user)


def _schedules(user: str, secret: Ref) -> Iterator[Attempt]:
    for deed in Deed:
        about = Ref(project_id=secret.project_id, item_id=digest_id(secret.project_id), part="docket", extra=deed)
        yield f"{deed} its digest", p.click(Act.SCHEDULE, about, user)
        yield f"{deed} its digest, without saying whose", p.click(Act.SCHEDULE, replace(about, project_id=""), user)
    for words in (f"add docket {KEY}", f"add digest {KEY} daily 9:00", "add"):
        yield words, p.command(f"schedule {words}", user, channel=SECRET_CHANNEL, channel_name="secret")


def fields(secret: Ref) -> dict[str, Json]:
    """Every field of every form, filled in well. A form takes those it has."""
    texts = {name: p.text("Words") for name in ("name", "summary", "text", "reason", "comment", "note", "title")}
    days = {name: p.day("2027-03-01") for name in ("until", "hold_until", "due", "day")}
    roles = {role.value: p.people(LIN if role is Role.LEAD else STRANGER) for role in Role}
    strands = {strand.value: p.option("drafting") for strand in Strand if strand.value not in roles}
    return {
        **_schedule_fields(), **texts, **days, **roles, **strands, **_linkage_fields(secret), **_watch_fields(secret),
        "link": p.url("https://example.org/1"),
        "file": p.files("report.pdf"),
        "strands": p.options("patent"),
        "lead": p.one_person(LIN),
        "to": p.one_person(STRANGER),
        "channel": p.channel(RADAR),
        "confidentiality": p.option("open"),
        "outcome": p.option("success"),
        "verdict": p.option("success"),
        "changes": p.options("granted"),
        "state": p.option("done"),
        "lesson": p.text("Words"),
        "owner": p.one_person(LIN),
        "decision": p.option("go"),
        "reopen": p.options(secret.deliverable_id),
        "deliverable": p.option(pack(Ref(project_id=secret.project_id, deliverable_id=secret.deliverable_id))),
    }  # fmt: skip


def _schedule_fields() -> dict[str, Json]:
    texts = {"at": "09:00", "zone": "Asia/Shanghai", "which": "1"}
    return {
        **{name: p.text(text) for name, text in texts.items()},
        "every": p.option("workday"), "weekdays": p.options("0"), "language": p.option("own"),
    }  # fmt: skip


def _linkage_fields(secret: Ref) -> dict[str, Json]:
    """The fields of the register's forms. ``kind`` means something else in each: the one of a plan is enough to try."""
    feature = pack(Ref(item_id=secret.item_id))
    days = ("available_on", "made_on", "declared_on", "effective_on", "due_on", "done_on", "filed_on")
    texts = ("why", "note", "evidence", "licensee", "inventor", "reference", "version")
    return {
        **{name: p.day("2026-11-23") for name in days},
        **{name: p.text("Words") for name in texts},
        "kind": p.option("talk"), "features": p.options(feature), "feature": p.option(feature),
        "claims": p.text("1* A lens"), "clauses": p.text("7.2 Lens"), "office": p.option("CN"),
        "status": p.option("planned"), "body": p.option("iso"), "option": p.option("paid"),
        "reception": p.option("noted"), "essentiality": p.option("charted"), "families": p.options(feature),
        "family_id": p.option(feature), "filed_as": p.option("feature"),
        "project": p.option(pack(Ref(project_id=secret.project_id))),
    }  # fmt: skip


def _watch_fields(secret: Ref) -> dict[str, Json]:
    """The fields of the watches' forms that no other form has."""
    texts = ("unit", "holder", "clause", "gap_action", "source", "keywords", "work_items", "answer_within")
    watched = secret.watched[0].item_id if isinstance(secret, Secret) else ""
    return {
        **{name: p.text("3") for name in texts},
        "value": p.text("3"), "measured_on": p.day("2026-11-20"), "side": p.option("ours"),
        "direction": p.option("lower"), "watch": p.option(watched or "wat_1"), "cadence": p.option("daily"),
        "at_once": p.option("urgent"), "exclude": p.option("only"),
    }  # fmt: skip


def _forms(user: str, secret: Ref) -> Iterator[Attempt]:
    filled = fields(secret)
    yield "a follow-on of it", p.submission(Form.NEW, Ref(project_id=secret.project_id), filled, user)
    for form in set(Form) - {Form.NEW}:  # a new project is about no other, unless it follows on
        for aim in aims(secret, form):
            yield f"{form} {aim}", p.submission(form, aim, filled, user)
        yield f"{form} empty", p.submission(form, secret, {}, user)
        yield f"{form}, what a member sent once more", p.submission(form, secret, filled, user, view_id=VIEW)


def _selects(user: str, secret: Ref) -> Iterator[Attempt]:
    for pick in Pick:
        for typed in ("", KEY, "2", NAME, NAME[:3], "i"):
            for ref in (Ref(), Ref(project_id=secret.project_id), Ref(project_id=KEY), secret):
                yield f"{pick} {typed} {ref}", p.suggestion(pick, typed, user, ref=ref)


def _events(user: str, team: str) -> Iterator[Attempt]:
    yield "typed under a member's prompt", p.dm("Let me in", user, thread_ts=ASK_TS)
    yield "typed a key", p.dm(KEY, user)
    yield "opened the home", p.home_opened(user)
    for kind in _EVENTS:
        who: object = user if "user_change" not in kind and kind != "team_join" else _profile(user, team)
        facts = {"user": who, "channel": SECRET_CHANNEL, "channel_type": "C", "text": KEY, "ts": ASK_TS}
        yield f"event {kind}", p.event({"type": kind, **facts})


def _profile(user: str, team: str) -> Json:
    return {"id": user, "team_id": team, "name": "x", "locale": "en-US", "is_restricted": True}
