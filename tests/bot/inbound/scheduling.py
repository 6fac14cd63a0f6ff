"""What the tests of ``/liandong schedule`` share: forms as they are sent, and schedules as they were kept."""

from dataclasses import replace

from slack_sdk import WebClient

from bot.app import build_app
from bot.ids import Act, Form, Ref
from bot.schedule_deeds import Deed
from flows.rhythm.defaults import adopt
from flows.rhythm.schedules import Schedule, ScheduleKind, Usual
from tests.bot.inbound import payloads as p
from tests.bot.inbound.office import LIN, RADAR, Office
from tests.bot.inbound.payloads import TEAM, Json, click, submission
from tests.storage.test_rhythm import HOLIDAYS

DIGEST, DOCKET, MY_DAY = ScheduleKind.PROJECT_DIGEST, ScheduleKind.DOCKET, ScheduleKind.PERSONAL_DIGEST


def filled(**changes: Json) -> dict[str, Json]:
    """The form for a digest in the project's channel, every working day at nine."""
    values: dict[str, Json] = {
        "channel": p.channel(RADAR), "every": p.option("workday"), "weekdays": p.options(), "which": p.text(None),
        "at": p.text("09:00"), "zone": p.text("Asia/Shanghai"), "language": p.option("own"),
    }  # fmt: skip
    return values | changes


def send(
    office: Office, project_id: str, user: str = LIN, *, kind: ScheduleKind = DOCKET, item_id: str = "",
    **changes: Json,
) -> Json:  # fmt: skip
    """The answer to a form with some fields filled in otherwise."""
    return send_all(office, project_id, changes, user, kind=kind, item_id=item_id)


def send_all(
    office: Office, project_id: str, changes: dict[str, Json], user: str = LIN, *, kind: ScheduleKind = DOCKET,
    item_id: str = "",
) -> Json:  # fmt: skip
    ref = Ref(project_id=project_id, item_id=item_id, part=kind.value)
    ack = office.send(submission(Form.SCHEDULE, ref, filled(**changes), user))
    assert isinstance(ack, dict)
    return ack


def about(office: Office, project_id: str) -> list[Schedule]:
    with office.store.read() as reads:
        return list(reads.schedules_about(TEAM, project_id))


def of(office: Office, audience: str) -> list[Schedule]:
    with office.store.read() as reads:
        return list(reads.schedules_for(TEAM, audience))


def usual_digest(office: Office, project_id: str) -> Schedule:
    """The one that the clock makes."""
    usual = Usual(office.desk.settings.digest_at, office.desk.settings.zone, "")
    with office.store.write() as uow:
        adopt(TEAM, project_id, usual, uow=uow, holidays=HOLIDAYS, now=office.clock.now())
        uow.commit()
    (made,) = about(office, project_id)
    return made


def do(office: Office, deed: Deed, schedule: Schedule, user: str = LIN) -> None:
    """A click on what can be done about a schedule."""
    ref = Ref(project_id=schedule.project_id, item_id=schedule.id, extra=deed.value)
    office.send(click(Act.SCHEDULE, ref, user))


def appoint(office: Office, admin: str) -> None:
    """Make somebody an administrator."""
    office.desk = replace(office.desk, settings=office.desk.settings.model_copy(update={"admin_ids": admin}))
    office.app = build_app(office.desk, WebClient(base_url="http://127.0.0.1:9/"))
