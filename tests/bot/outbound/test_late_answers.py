"""What is answered after its day counts like any other answer, and reaches the report."""

from datetime import date

import pytest

from bot.rendering import Renderer
from flows.lifecycle.commands import SubmitDeliverable
from flows.ports import Store
from tests.wordbooks import shipped_templates, word_book

from .conftest import LEAD, TEAM
from .digesting import SHANGHAI, composer
from .test_digests import create, drain, queued, shanghai, ticking
from .test_my_day import do


@pytest.mark.complaint(17)
def test_an_answer_after_its_day_counts_and_the_next_digest_tells_it(store: Store) -> None:
    project, ticks = create(store, shanghai("2026-11-02T08:00:00")), ticking(store)
    ticks.fire(shanghai("2026-11-20T09:00:00"))
    drain(store)
    with store.read() as reads:
        card = reads.card(TEAM, project)
    assert card is not None
    owed = min((d for d in card.deliverables if d.assignee == LEAD), key=lambda d: d.due)
    assert owed.due < date(2026, 11, 20)
    late = SubmitDeliverable(project_id=project, deliverable_id=owed.id, text="Here it is")
    do(store, late, shanghai("2026-11-20T15:00:00"))
    drain(store)
    ticks.fire(shanghai("2026-11-23T09:00:00"))
    (parcel,) = queued(store, shanghai("2026-11-23T09:01:00"))
    renderer = Renderer(store, word_book(), shipped_templates(), SHANGHAI, digests=composer())
    told = renderer.gather(parcel.notice, now=shanghai("2026-11-23T09:01:00")).digest
    assert told is not None
    assert f"提交了《{owed.title.zh}》" in told.message.text
