"""Everything a register knows of one item, with its links and what can be done about it."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.linkage import dealt, entries, labels, open_rules, standing, terms
from bot.blocks.linkage.entries import Able
from bot.blocks.linkage.finding_words import finding_text
from bot.blocks.sheet import Sheet
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.answered import given_clearance
from flows.linkage.codes import Essentiality, LinkKind, OutwardState
from flows.linkage.dealings import Declaration, Licence, Reward
from flows.linkage.items import Application, Family, Feature, Item, Link, Outward, Standard
from flows.linkage.judgements import Finding
from flows.linkage.register import Register

_LINKS, _PARTS = 8, 20


def details(
    card: ProjectCard, register: Register, item: Item, lens: Lens, *, able: Able, found: Sequence[Finding] = ()
) -> Message:
    """``found`` is what the rules say of it as it stands."""
    sheet = Sheet()
    sheet.head(f"{card.key} · {labels.raw(item, lens)}")
    sheet.tell(*_lines(item, register, lens))
    open_rules.about(sheet, item, found, lambda x: finding_text(x, card, register, lens, heading=item.id), lens)
    links = [x for x in register.links if item.id in (x.source, x.target)]
    if links:
        sheet.tell(bold(lens.say("Links")))
    for link in links[:_LINKS]:
        line = link_line(link, register, lens)
        if not sheet.add(line, kit.section(line, accessory=kit.menu(_link_entries(link, item, register, lens, able)))):
            break
    left = parts.left_out(max(0, len(links) - _LINKS), lens)
    sheet.tell(left)
    if isinstance(item, Family):
        _dealings(sheet, item, register, lens, able)
    about, ref = labels.raw(item, lens), entries.row_ref(register, item)
    choices = (*entries.all_choices(item, lens), *dealt.choices(item, lens))
    sheet.show(*entries.buttons(choices, ref, lens, able, about=about))
    return sheet.message()


def _dealings(sheet: Sheet, family: Family, register: Register, lens: Lens, able: Able) -> None:
    """Licences and rewards, each with a way to change it."""
    found = dealt.of_family(family, register)
    if found:
        sheet.tell(bold(lens.say("Licences and rewards")))
    for item in found[:_LINKS]:
        row = entries.Row(dealt.line(item, register, lens), item, dealt.choices(item, lens))
        if not sheet.add(row.line, entries.blocks(row, register, lens, able)):
            break
    sheet.tell(parts.left_out(max(0, len(found) - _LINKS), lens))


def _link_entries(link: Link, item: Item, register: Register, lens: Lens, able: Able) -> list[tuple[str, Act, Ref]]:
    say, ref = lens.say, entries.row_ref(register, link)
    other = link.target if link.source == item.id else link.source
    shown = [(say("Show the other side"), Act.ITEM, Ref(project_id=register.project_id, item_id=other))]
    if link.kind is LinkKind.CLAIM_CLAUSE and "CheckRow" in able:
        shown.append((say("Check this row"), Act.CHECK_ROW, ref))
    if "UntieItems" in able and link.kind is not LinkKind.FAMILY_DECLARATION:  # a promise is never taken back
        shown.append((say("Remove the link"), Act.UNTIE, ref))
    return shown


def link_line(link: Link, register: Register, lens: Lens) -> str:
    """``P1 claim 3 ↔ S1 clause 7.2 (draft 4) · charted by us``."""
    say = lens.say
    left, right = labels.subject(register, link.source, lens), labels.subject(register, link.target, lens)
    claim = say("claim {n}", n=link.claim) if link.claim else ""
    clause = say("clause {number}", number=inline(link.clause, 40)) if link.clause else ""
    if link.kind is LinkKind.FEATURE_CLAIM:
        right = " ".join(filter(None, [right, claim]))
    else:
        left, right = " ".join(filter(None, [left, claim])), " ".join(filter(None, [right, clause]))
    version = f" ({inline(link.version, 30)})" if link.version else ""
    told = [f"{left} ↔ {right}{version}"]
    if link.element:
        told.append(inline(link.element, 120))
    if link.kind is LinkKind.CLAIM_CLAUSE:
        told.append(terms.essentiality(link.essentiality, say))
    if link.recheck:
        told.append(recheck(link.recheck, lens))
    if link.essentiality is Essentiality.CONFIRMED and link.confirmed_by:
        told.append(parts.who(link.confirmed_by, lens))
    return " · ".join(told)


def recheck(cause: str, lens: Lens) -> str:
    """Why a claim-chart row must be looked at again."""
    say = lens.say
    causes = {
        "clause_changed": say("to be checked again: the clause has changed"),
        "clause_gone": say("to be checked again: the clause is gone"),
        "claim_changed": say("to be checked again: the claim has changed"),
        "stage_changed": say("to be checked again: the standard has moved on"),
        "text_changed": say("to be checked again: there is a new version of the text"),
    }
    return causes.get(cause) or say("to be checked again")


def _lines(item: Item, register: Register, lens: Lens) -> Iterator[str]:
    match item:
        case Feature():
            yield labels.feature_line(item, lens)
            yield kit.escape(item.description.strip(), 600)
            yield inline(item.evidence)
        case Family():
            yield from _family(item, lens)
        case Standard():
            yield labels.standard_line(item, lens)
            yield from (f"• {bold(inline(c.number, 40))} {inline(c.title, 100)}" for c in item.clauses[:_PARTS])
            yield parts.left_out(max(0, len(item.clauses) - _PARTS), lens)
        case Outward():
            yield entries.outward_line(item, register, lens)
            if item.state is OutwardState.PLANNED:
                yield standing.state_line(item, standing.latest(register, item.id), lens)
            yield labels.subjects(register, item.features, lens)
            yield lens.say("Planned by {person}", person=parts.who(item.planned_by, lens)) if item.planned_by else ""
            yield _record(item, register, lens)
        case Declaration():
            yield labels.declaration_line(item, register, lens)
        case Licence() | Reward():
            yield dealt.line(item, register, lens)
        case _:
            yield labels.shown(item, lens)


def _record(outward: Outward, register: Register, lens: Lens) -> str:
    """Under which clearance it went out, who decided and why; empty text for what is not out."""
    given = given_clearance(register, outward, outward.made_on) if outward.made_on else None
    if given is None:
        return ""
    state = terms.clearance_state(given.state, lens.say)
    return lens.say("Went out under: {clearance}", clearance=state) + standing.decision(given, lens)


def _family(family: Family, lens: Lens) -> Iterator[str]:
    say = lens.say
    yield labels.family_line(family, lens)
    people = [
        say("Owners: {names}", names=inline(say.listing(family.owners)))
        if family.owners else "",
        say("Inventors: {names}", names=say.listing([labels.named(x) for x in family.inventors]))
        if family.inventors else "",
        say("finished in {country}", country=family.completed_in),
    ]  # fmt: skip
    yield " · ".join(filter(None, people))
    for member in family.members:
        yield "    " + " · ".join(filter(None, [member.office, *_dates(member, lens)]))
    for claim in family.claims[:_PARTS]:
        kind = say(" (independent)") if claim.independent else ""
        yield f"{claim.number}{kind}. {inline(claim.text, 140)}".rstrip()
    yield parts.left_out(max(0, len(family.claims) - _PARTS), lens)


def _dates(application: Application, lens: Lens) -> Iterator[str]:
    say = lens.say
    named: tuple[tuple[str, date | None], ...] = (
        (say("filed"), application.filed_on),
        (say("published"), application.published_on),
        (say("examination requested"), application.examination_requested_on),
        (say("granted"), application.granted_on),
        (say("refused"), application.refused_on),
        (say("annuity paid until"), application.annuity_paid_until),
    )
    yield from (f"{what} {lens.day(day)}" for what, day in named if day)
