"""External selects of the register's forms: features, patents and claims, standards and clauses, declarations."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.blocks.inputs import option
from bot.blocks.limits import LIMITS
from bot.blocks.linkage.questions import part_words
from bot.context import Sight
from bot.envelope import Body
from bot.grammar import fold, squashed
from bot.ids import Pick, Ref, pack, unpack
from flows.linkage.items import Item
from flows.linkage.register import Register

Parts = Iterator[tuple[Item, str]]
"""An item, with the claim or clause of it that is meant, empty for the whole."""


def suggest(pick: Pick) -> Callable[[Sight, str, Body], list[dict[str, Any]]]:
    """What a select of the project's register offers for the letters typed so far."""

    def find(sight: Sight, typed: str, body: Body) -> list[dict[str, Any]]:
        metadata = (body.get("view") or {}).get("private_metadata") or "-"
        card = sight.card(unpack(metadata).project_id)
        wanted, number, lens = fold(typed), squashed(typed), sight.caller.lens
        offered: list[dict[str, Any]] = []
        for item, part in OFFERS[pick](sight.register(card)):
            words = part_words(item, part, lens)
            if wanted in fold(words) or (number and number in squashed(words)):
                offered.append(option(words, pack(Ref(item_id=item.id, part=part))))
            if len(offered) == LIMITS["select options"]:
                break
        return offered

    return find


def _features(register: Register) -> Parts:
    yield from ((item, "") for item in register.features if not item.retired)


def _families(register: Register) -> Parts:
    yield from ((item, "") for item in register.families)


def _claims(register: Register) -> Parts:
    for family in register.families:
        yield family, ""
        yield from ((family, str(claim.number)) for claim in family.claims)


def _standards(register: Register) -> Parts:
    yield from ((item, "") for item in register.standards)


def _clauses(register: Register) -> Parts:
    for standard in register.standards:
        yield standard, ""
        yield from ((standard, clause.number) for clause in standard.clauses)


def _declarations(register: Register) -> Parts:
    yield from ((item, "") for item in register.declarations)


OFFERS: dict[Pick, Callable[[Register], Parts]] = {
    Pick.FEATURE: _features,
    Pick.FAMILY: _families,
    Pick.CLAIM: _claims,
    Pick.STANDARD: _standards,
    Pick.CLAUSE: _clauses,
    Pick.DECLARATION: _declarations,
}
