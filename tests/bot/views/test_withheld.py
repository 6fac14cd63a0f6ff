"""Where others could overhear, a project says its key and its stage and nothing else."""

import pytest

from bot.blocks.kit import Message
from bot.blocks.lifecycle import threads
from bot.blocks.lifecycle.card import headline
from flows.lifecycle.events import EVENTS
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Confidentiality, Status
from flows.notices import Scalar
from tests.builders import LEAD, MEMBERS

from .reading import everything, presses
from .samples import LOCALES, lens, mixed_card

SECRET = mixed_card(
    name="Quasar lens",
    summary="Bends light twice",
    reason="Rival filed first",
    confidentiality=Confidentiality.RESTRICTED,
)


def leaks(message: Message, card: ProjectCard) -> set[str]:
    """What a message gives away besides key and stage."""
    words = {card.name, card.summary, card.reason, card.id, *(m.user_id for m in MEMBERS)}
    for d in card.deliverables:
        words |= {d.title.en, d.title.zh, d.id, d.comment, *(s.text for s in d.submissions)}
    return {word for word in words if word and word in everything(message)}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sample_would_leak_if_nothing_was_withheld(locale: str) -> None:
    told = mixed_card(name=SECRET.name, summary=SECRET.summary)
    assert {"Quasar lens", "Bends light twice", LEAD} <= leaks(headline(told, lens(locale)), SECRET)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("status", Status)
def test_a_withheld_card_leaks_nothing(locale: str, status: Status) -> None:
    card = mixed_card(name=SECRET.name, summary=SECRET.summary, reason=SECRET.reason, status=status)
    message = headline(card, lens(locale), withheld=True)
    assert leaks(message, SECRET) == set()
    assert list(presses(message)) == []
    assert "LD-12" in message.text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_restricted_project_withholds_itself_even_where_nobody_asked_for_it(locale: str) -> None:
    assert leaks(headline(SECRET, lens(locale)), SECRET) == set()


def test_a_restricted_project_without_a_channel_is_told_to_its_lead_in_full() -> None:
    private = mixed_card(confidentiality=Confidentiality.RESTRICTED, channel_id="")
    assert private.name in headline(private, lens("en")).text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event", EVENTS)
def test_a_restricted_project_replies_with_its_stage_alone(event: str, locale: str) -> None:
    params: dict[str, Scalar] = {
        "event": event, "by": LEAD, "deliverable_id": SECRET.deliverables[0].id, "number": 1, "reason": SECRET.reason,
        "decision": "stop", "stage": "ideation", "until": None, "due": "2026-12-01", "to": LEAD,
    }  # fmt: skip
    message = threads.reply(params, SECRET, lens(locale))
    assert leaks(message, SECRET) == set()
    assert "LD-12" in message.text
