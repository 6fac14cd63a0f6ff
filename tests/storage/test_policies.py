"""The rules of a workspace: kept as changes in the history, for their own workspace, and part of its hash chain."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from flows.errors import StalePolicy
from flows.lifecycle.events import ProjectResumed
from flows.lifecycle.institution import ChangeGate, change
from flows.lifecycle.policies import shipped_policy
from flows.lifecycle.template import HouseRule
from flows.lifecycle.workspace_events import WORKSPACE, PolicyChanged
from flows.names import Actor, Role, VoteRule
from flows.ports import Store
from storage import SqliteStore, open_store
from storage.migrate import all_migrations
from tests.builders import NOW, PROJECT_ID, TEAM, build_gate, build_project

ADMIN = Actor(TEAM, "U0ADMIN", is_admin=True)
RULE = HouseRule("initiation", deciders=(Role.STEERING,), floor=VoteRule.ALL, quorum=2, legal_veto=True)


def set_rule(store: Store, rule: HouseRule, shown: int, *, key: str = "", actor: Actor = ADMIN) -> None:
    with store.write() as uow:
        change(ChangeGate(shown=shown, rule=rule), actor=actor, uow=uow, now=NOW, request_key=key or f"r{shown}")


def test_a_workspace_that_changed_nothing_has_what_ships(store: SqliteStore) -> None:
    with store.read() as reads:
        assert reads.policy(TEAM) == shipped_policy()
        assert reads.policy_changes(TEAM, limit=5) == ()


def test_the_last_change_holds_and_every_change_is_kept_with_who_and_when(store: SqliteStore) -> None:
    set_rule(store, RULE, 0)
    set_rule(store, replace(RULE, quorum=3), 1)
    with store.read() as reads:
        policy, (last, first) = reads.policy(TEAM), reads.policy_changes(TEAM, limit=5)
        assert reads.policy_changes(TEAM, limit=5, before=last.seq) == (first,)
    assert policy.gates == (replace(RULE, quorum=3),)
    assert (policy.version, last.after, last.before) == (2, policy, first.after)
    assert (first.before, first.by, first.at) == (shipped_policy(), "U0ADMIN", NOW)


def test_another_workspace_knows_nothing_of_it(store: SqliteStore) -> None:
    set_rule(store, RULE, 0)
    with store.read() as reads:
        assert reads.policy("T0OTHER") == shipped_policy()
        assert reads.policy_changes("T0OTHER", limit=5) == ()


def test_of_two_who_change_the_same_version_the_second_is_told(store: SqliteStore) -> None:
    set_rule(store, RULE, 0)
    with pytest.raises(StalePolicy):
        set_rule(store, replace(RULE, quorum=9), 0, key="other")
    with store.read() as reads:
        assert reads.policy(TEAM).gates == (RULE,)


def test_the_chain_holds_with_changes_of_the_workspace_among_those_of_projects(store: SqliteStore) -> None:
    event = ProjectResumed(project_id="prj_1", by="U1", at=NOW)
    with store.write() as uow:
        uow.history.append(TEAM, (event,))
        uow.commit()
    set_rule(store, RULE, 0)
    with store.write() as uow:
        uow.history.append(TEAM, (event,))
        uow.commit()
    assert store.verify_history() == ()
    with store.write() as uow:
        assert uow.history.events(TEAM, "prj_1") == (event, event)
        (found,) = uow.history.events(TEAM, WORKSPACE)
        assert isinstance(found, PolicyChanged)
        assert [line.event for line in uow.reads.history(TEAM, "prj_1", limit=5)] == ["ProjectResumed"] * 2


def test_an_open_gate_remembers_what_it_was_opened_with(store: SqliteStore) -> None:
    project = build_project(gate=build_gate(house=RULE), version=1)
    with store.write() as uow:
        uow.projects.save(None, project)
        loaded = uow.projects.load(TEAM, PROJECT_ID)
        card = uow.reads.card(TEAM, PROJECT_ID)
        uow.commit()
    assert loaded is not None
    assert loaded.gate == project.gate
    assert card is not None
    assert card.gate == project.gate


def test_gates_of_an_older_database_are_under_no_rule_of_the_house(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as raw:
        old = Database(raw)
        all_migrations().apply(old, stop_before="0009_policies")
        raw.execute(
            "insert into gates (team_id, id, project_id, stage, requested_by, requested_at, note, is_open)"
            " values (?, 'gate_1', 'prj_1', 'ideation', 'U1', '2026-11-23T01:30:00.000000Z', '', 1)",
            (TEAM,),
        )
        raw.commit()
    store = open_store(str(path))
    with store.write() as uow:
        # A gate that is there already keeps working, and one beside it may have a rule.
        uow.projects.save(None, build_project(gate=build_gate(house=RULE), version=1))
        uow.commit()
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        found = dict(raw.execute("select id, house from gates").fetchall())
    assert found["gate_1"] == ""
    assert "initiation" in found["gate_0000000001"]
