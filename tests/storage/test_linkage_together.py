"""Two people, one register, at the same moment: nobody's work is lost, and who saw an older version is told so."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from flows.errors import LiandongError, StaleProject
from flows.linkage import commands as c
from flows.linkage.codes import Body, LinkKind
from flows.linkage.evolve import replay
from flows.linkage.house import House
from flows.linkage.importing import MOST, ImportRefused
from flows.linkage.items import Family, Feature, Standard
from flows.linkage.register import Register
from flows.linkage.situation import no_dates
from flows.linkage.usecases import perform_linkage
from storage import SqliteStore
from tests.builders import LEAD, NOW, PATENT, PROJECT_ID, STD, TEAM, build_actor
from tests.flows.linkage.registers import Weekdays
from tests.storage.conftest import Open
from tests.storage.test_projects import created

EMPTY = Register(team_id=TEAM, project_id=PROJECT_ID)
EACH = 8


class Person:
    """Somebody at a store of their own, as another process has it."""

    numbers = count(1)

    def __init__(self, store: SqliteStore, user_id: str) -> None:
        self.store, self.user_id = store, user_id
        self.refused: list[LiandongError] = []

    def ask(self, command: c.LinkageCommand) -> None:
        with self.store.write() as uow:
            perform_linkage(
                replace(command, project_id=PROJECT_ID), actor=build_actor(self.user_id), uow=uow, follow_up=no_dates,
                calendars=Weekdays(), house=House(), now=NOW, today=NOW.date(),
                new_id=lambda prefix: f"{prefix}_{next(self.numbers):010d}", request_key=f"cmd:{next(self.numbers)}",
            )  # fmt: skip

    def register(self) -> Register:
        with self.store.read() as reads:
            return reads.register(TEAM, PROJECT_ID)


@pytest.fixture
def people(open_it: Open) -> tuple[Person, Person]:
    stores = open_it(), open_it()
    created(stores[0])
    return Person(stores[0], LEAD), Person(stores[1], PATENT)


def at_once(*works: Callable[[], None]) -> None:
    """Each in a thread of its own, begun together."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        work()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_what_two_people_add_at_the_same_time_is_all_there_each_with_a_number_of_its_own(
    people: tuple[Person, Person],
) -> None:
    def adds(person: Person) -> Callable[[], None]:
        def add() -> None:
            for n in range(EACH):
                person.ask(c.RecordFeature(item=Feature(id="", number=0, name=f"{person.user_id} {n}")))

        return add

    at_once(*(adds(person) for person in people))
    book = people[0].register()
    assert book == people[1].register()
    assert Counter(f.name.partition(" ")[0] for f in book.features) == {LEAD: EACH, PATENT: EACH}
    assert [f.number for f in book.features] == list(range(1, 2 * EACH + 1))
    assert (len({f.id for f in book.features}), book.version) == (2 * EACH, 2 * EACH)
    with people[0].store.write() as uow:
        events = uow.history.register_events(TEAM, PROJECT_ID)
    assert replace(replay(events, EMPTY), version=book.version) == book
    assert people[0].store.verify_history() == ()


def test_of_two_forms_that_showed_the_same_version_one_is_kept_and_the_other_is_told(
    people: tuple[Person, Person],
) -> None:
    people[0].ask(c.RecordFeature(item=Feature(id="", number=0, name="Sweep")))
    (known,), shown = people[0].register().features, people[0].register().version

    def renames(person: Person) -> Callable[[], None]:
        def rename() -> None:
            try:
                person.ask(c.RecordFeature(item=replace(known, name=f"By {person.user_id}"), shown=shown))
            except LiandongError as error:
                person.refused.append(error)

        return rename

    at_once(*(renames(person) for person in people))
    (loser,) = (person for person in people if person.refused)
    (winner,) = (person for person in people if not person.refused)
    (error,) = loser.refused
    assert isinstance(error, StaleProject)
    assert (error.shown, error.current) == (shown, shown + 1)
    book = loser.register()
    assert (book.features[0].name, book.version) == (f"By {winner.user_id}", shown + 1)
    loser.ask(c.RecordFeature(item=replace(book.features[0], trl=5), shown=book.version))
    assert (winner.register().features[0].name, winner.register().features[0].trl) == (f"By {winner.user_id}", 5)


def large(lines: int) -> c.ImportItems:
    """Features, families, standards and links that name them, so many lines in all."""
    each = lines // 4
    return c.ImportItems(
        source="large.csv",
        features=tuple(Feature(id=f"new f{n}", number=0, name=f"特征 {n}") for n in range(1, each + 1)),
        families=tuple(Family(id=f"new p{n}", number=0, title=f"Family {n}") for n in range(1, each + 1)),
        standards=tuple(
            Standard(id="", number=0, body=Body.ISO, reference=f"ISO {9000 + n}") for n in range(1, each + 1)
        ),
        ties=tuple(
            c.TieItems(kind=LinkKind.FEATURE_CLAIM, source=f"new f{n}", target=f"new p{n}") for n in range(1, each + 1)
        ),
    )


def test_a_thousand_lines_are_one_step_all_or_nothing(people: tuple[Person, Person]) -> None:
    person, wish = people[0], large(MOST)
    spoilt = replace(wish, ties=(*wish.ties[:-1], replace(wish.ties[-1], target="new p9999")))
    with pytest.raises(ImportRefused) as refusal:
        person.ask(spoilt)
    assert [(p.kind, p.place, p.field) for p in refusal.value.problems] == [("tie", 250, "new p9999")]
    assert person.register() == EMPTY
    with person.store.write() as uow:
        assert uow.history.register_events(TEAM, PROJECT_ID) == ()
    person.ask(wish)
    book = person.register()
    assert (len(book.features), len(book.families), len(book.standards), len(book.links)) == (250, 250, 250, 250)
    assert book.version == 1
    assert Person(person.store, STD).register() == book
