"""Forms about patents: the family, its application at one office, the notices of an office, its claims."""

from typing import Any

from bot.blocks.inputs import option
from bot.blocks.linkage import terms
from bot.blocks.linkage.questions import LINE, LONG, SHORT, Questions, coded
from bot.ids import Form, Pick, Ref
from flows.linkage.codes import ApplicationStatus, PatentKind
from flows.linkage.items import Application, Family

COUNTRIES = ("CN", "US", "DE", "FR", "GB", "JP", "KR", "IN", "SE", "FI", "NL", "CA", "AU", "SG", "TW", "BR")
COMPANION_DECLARED, BUYER_BOUND, DROPPED = "companion_declared", "buyer_bound", "dropped"
BY_POST = "by_post"


def family(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, _family(q)
    countries = list(dict.fromkeys([*COUNTRIES, item.completed_in]))
    commas = say("Separate several with commas.")
    blocks = [
        q.text("title", say("Title of the invention"), item.title, limit=SHORT),
        q.choice("kind", say("Kind"), coded(PatentKind, terms.patent_kind, q.lens), item.kind.value),
        q.text("owners", say("Owners"), ", ".join(item.owners), optional=True, hint=commas),
        q.text("inventors", say("Inventors"), ", ".join(item.inventors), optional=True, hint=commas),
        q.choice("completed_in", say("Where was the invention finished?"), [option(c, c) for c in countries],
                 item.completed_in,
                 hint=say("Finished in China: a filing abroad needs the secrecy review first.")),
        q.text("co_owner_terms", say("Terms between the owners"), item.co_owner_terms, optional=True, limit=LINE),
        q.day("secrecy_requested_on", say("Secrecy review asked for on"), item.secrecy_requested_on),
        q.day("secrecy_cleared_on", say("Secrecy review passed on"), item.secrecy_cleared_on),
    ]  # fmt: skip
    return q.form(Form.FAMILY, say("Patent"), blocks)


def family_more(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, _family(q)
    marks = [
        option(say("The companion was declared at filing"), COMPANION_DECLARED),
        option(say("The buyer is bound to our declarations"), BUYER_BOUND),
        option(say("We have given this patent up"), DROPPED),
    ]
    set_now = [
        name
        for name, on in (
            (COMPANION_DECLARED, item.companion_declared), (BUYER_BOUND, item.buyer_bound), (DROPPED, item.dropped),
        )
        if on
    ]  # fmt: skip
    blocks = [
        q.one("companion_id", say("Utility model filed on the same day"), Pick.FAMILY,
              Ref(item_id=item.companion_id) if item.companion_id else None, optional=True),
        q.text("assigned_to", say("Sold or assigned to"), item.assigned_to, optional=True),
        q.day("assigned_on", say("On"), item.assigned_on),
        q.marks(say("Also"), marks, set_now),
    ]  # fmt: skip
    return q.form(Form.FAMILY_MORE, say("Sale, companion"), blocks)


def application(q: Questions) -> dict[str, Any]:
    """``ref.part`` is the office; where nothing was chosen yet, the first member, else the country of origin."""
    say, item = q.lens.say, _family(q)
    office = q.ref.part or (item.members[0].office if item.members else item.completed_in)
    now = item.member(office) or Application(office=office)
    offices = list(dict.fromkeys([*terms.OFFICES, office]))
    blocks = [
        q.choice("office", say("Office"), [option(o, o) for o in offices], office,
                 hint=say("WO: an international (PCT) application. Another office adds a member of the family.")),
        q.choice("status", say.context("state", "Status"), coded(ApplicationStatus, terms.application_status, q.lens),
                 now.status.value),
        q.text("application_number", say("Application number"), now.application_number, optional=True, limit=SHORT,
               placeholder="CN 2026 1 0123456.7"),
        q.day("filed_on", say("Filed on"), now.filed_on),
        q.day("priority_on", say("Earliest priority"), now.priority_on,
              hint=say("Leave it empty for a first filing.")),
        q.text("publication_number", say("Publication number"), now.publication_number, optional=True, limit=SHORT),
        q.day("published_on", say("Published on"), now.published_on),
        q.day("granted_on", say("Grant announced on"), now.granted_on),
    ]  # fmt: skip
    return q.form(Form.APPLICATION, say("Filing and dates"), blocks)


def notices(q: Questions) -> dict[str, Any]:
    """The days of an office's letters, which start periods. They belong to one member that is there already."""
    say, item = q.lens.say, _family(q)
    office = q.ref.part or (item.members[0].office if item.members else item.completed_in)
    now = item.member(office) or Application(office=office)
    offices = [m.office for m in item.members] or [office]
    by_post = option(say("By post: give the day on the letter, it counts as received 15 days later (CN)"), BY_POST)
    blocks = [
        q.choice("office", say("Office"), [option(o, o) for o in offices], office),
        q.text("grant_number", say("Patent number"), now.grant_number, optional=True, limit=SHORT),
        q.day("examination_requested_on", say("Examination asked for on"), now.examination_requested_on),
        q.day("examination_notice_on", say("Notice that examination begins"), now.examination_notice_on),
        q.day("grant_notice_on", say("Notice of grant"), now.grant_notice_on),
        q.day("refused_on", say("Refused on"), now.refused_on),
        q.day("annuity_paid_until", say("Annuity paid until"), now.annuity_paid_until),
        q.marks(say("How notices come"), [by_post], [BY_POST] * now.notices_by_post),
    ]
    return q.form(Form.NOTICES, say("Notices of an office"), blocks)


def claims(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, _family(q)
    text = "\n".join(f"{c.number}{'*' if c.independent else ''} {c.text}".rstrip() for c in item.claims)
    hint = say("One claim a line, with its number; a star marks an independent claim: 1* A method that …")
    field = q.text("claims", say("Claims"), text, many=True, limit=LONG, hint=hint)
    return q.form(Form.CLAIMS, say("Claims"), [field])


def _family(q: Questions) -> Family:
    return q.item if isinstance(q.item, Family) else Family(id="", number=0, title="")
