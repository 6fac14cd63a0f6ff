"""The demo organisation: who works there, and where they talk."""

from datetime import datetime

from .conversations import Conversation
from .people import Member
from .workspace import Workspace

ZH, SHANGHAI = "zh-CN", "Asia/Shanghai"


def demo_members() -> tuple[Member, ...]:
    return (
        Member(id="U0LIN", name="linlan", real_name="林岚", title="Project lead", locale=ZH, tz=SHANGHAI),
        Member(id="U0CHEN", name="chensiyuan", real_name="陈思远", title="Technology", locale=ZH, tz=SHANGHAI),
        Member(id="U0ZHAO", name="zhaojing", real_name="赵静", title="Patents", locale=ZH, tz=SHANGHAI),
        Member(id="U0WANG", name="wangli", real_name="王立", title="Standards", locale=ZH, tz=SHANGHAI),
        Member(id="U0EMMA", name="emma", real_name="Emma Fischer", title="Steering", tz="Europe/Berlin", is_admin=True),
        Member(id="U0RAJ", name="raj", real_name="Raj Patel", title="Business", locale="en-IN", tz="Asia/Kolkata"),
        Member(id="U0SOFIA", name="sofia", real_name="Sofia Costa", title="Legal", locale="en-GB", tz="Europe/Lisbon"),
        Member(id="U0LIU", name="liuming", real_name="刘明", title="Steering", locale=ZH, tz=SHANGHAI),
        Member(
            id="U0GUEST", name="guest", real_name="Guest Partner", title="Partner", tz="Europe/Paris", is_guest=True
        ),
    )


def settle_demo(workspace: Workspace, now: datetime) -> None:
    """Move the demo members and channels into a workspace."""
    for member in demo_members():
        workspace.add_member(member)
    staff = [m.id for m in demo_members() if not m.is_guest]
    bot = workspace.app.user_id
    created = int(now.timestamp())
    for channel_id, name, kind, members, shared in (
        ("C0GENERAL", "general", "channel", [*staff, bot], False),
        ("C0RADAR", "proj-radar", "channel", [*staff, bot], False),
        ("C0BATTERY", "proj-battery", "private", ["U0LIN", "U0CHEN", "U0ZHAO", "U0EMMA", bot], False),
        ("C0PARTNER", "partner-forum", "channel", ["U0LIN", "U0WANG", "U0RAJ", "U0EMMA", "U0GUEST", bot], True),
    ):
        workspace.add_conversation(
            Conversation(
                id=channel_id,
                name=name,
                kind=kind,
                creator="U0EMMA",
                created=created,
                members=members,
                is_shared=shared,
            )
        )
    workspace.user_groups.append(
        {"id": "S0STEERING", "handle": "steering", "name": "Steering group", "users": ["U0EMMA", "U0LIU"]}
    )
