"""Templates in words: what differs between two versions, and what a migration does to a project. Plain text.

The command line and Slack say the same; Slack escapes what comes from here.
"""

import re
from collections.abc import Sequence

from bot.words import Words
from flows.errors import TemplateFault
from flows.lifecycle.migration import Plan
from flows.lifecycle.template import Template
from flows.lifecycle.template_diff import Change, Difference, Piece

_LONG = re.compile(r"is longer than (?P<number>\d+) characters")
_MOST = re.compile(r"must be at most (?P<number>\d+)")
_SHEETLESS = re.compile(r"the stage (?P<stage>\w+) has no score sheet")
_NEWER = re.compile(r"must be greater than (?P<number>\d+), the newest version of (?P<name>\w+)")


def heading(template: Template, say: Words) -> str:
    """``standard 2: Technology–patent–standard linked innovation, 6 stages, 46 deliverables``."""
    asked = sum(len(stage.deliverables) for stage in template.stages)
    size = say("{stages} stages, {deliverables} deliverables", stages=len(template.stages), deliverables=asked)
    return f"{template.name} {template.version} · {say.pick(template.title)} · {size}"


def differences(found: Sequence[Difference], say: Words) -> list[str]:
    """One line for each difference; one that says so where there are none."""
    return [difference(one, say) for one in found] or [say("Nothing but the version number is different.")]


def difference(one: Difference, say: Words) -> str:
    title = say.pick(one.title)
    stage = say.pick(one.stage) if one.stage else ""
    parts = say.listing([_part(part, say) for part in dict.fromkeys(one.parts)])
    match one.piece, one.change:
        case Piece.STAGE, Change.ADDED:
            return say("New stage: {title}", title=title)
        case Piece.STAGE, Change.REMOVED:
            return say("Stage dropped: {title}", title=title)
        case Piece.STAGE, _:
            return say("Stage {title} changes: {parts}", title=title, parts=parts)
        case Piece.DELIVERABLE, Change.ADDED:
            return say("{stage}: {title} is new", stage=stage, title=title)
        case Piece.DELIVERABLE, Change.REMOVED:
            return say("{stage}: {title} is dropped", stage=stage, title=title)
        case Piece.REMINDERS, _:
            return say("How often people are reminded changes")
        case Piece.ESCALATION, _:
            return say("Who hears when of late work changes")
        case Piece.WORKFLOW, _:
            return say("The workflow is called {title} now", title=title)
        case _:
            return say("{stage}: {title} changes: {parts}", stage=stage, title=title, parts=parts)


def _part(part: str, say: Words) -> str:
    """A field of a template, as people call it."""
    words = {
        "title": say("name"),
        "name": say("name"),
        "help": say("help text"),
        "purpose": say("purpose"),
        "strand": say("strand"),
        "role": say("role"),
        "required": say("whether it is required"),
        "due_days": say("time allowed"),
        "order": say("place in the order"),
        "question": say("question"),
        "criteria": say("criteria"),
        "deciders": say("who decides"),
        "voting": say("how it is decided"),
    }
    return words.get(part) or say("other settings")


def migration(plan: Plan, say: Words) -> list[str]:
    """What a migration does, or did, to one project; its first line names the project."""
    if plan.refused:
        return [say("{key} stays with version {number}: {why}", key=plan.project_key, number=plan.from_version,
                    why=_refusal(plan, say))]  # fmt: skip
    lines = [
        *(say("{title} is new", title=say.pick(spec.title)) for spec in plan.added),
        *(say("{title} is not asked for any more and is waived; nobody has begun with it", title=say.pick(d.title))
          for d in plan.retired),
        *(say("{title} keeps its work and is not required any more", title=say.pick(d.title)) for d in plan.released),
        *(say("{title} is asked for again", title=say.pick(r.title)) for r in plan.renewed if r.again),
        *(say("{title} changes its wording, role or need", title=say.pick(r.title))
          for r in plan.renewed if not r.again),
    ]  # fmt: skip
    head = say("{key}: version {before} to {after}", key=plan.project_key, before=plan.from_version,
               after=plan.to_version)  # fmt: skip
    return [head, *(lines or [say("Nothing changes in its present stage.")])]


def _refusal(plan: Plan, say: Words) -> str:
    match plan.refused:
        case "same_version":
            return say("it follows that version already")
        case "gate_open":
            return say("a gate review is open; it must be decided or withdrawn first")
        case "ended":
            return say("the project has ended")
        case "stage_missing":
            return say("it has been in the stage {stage}, which the new version does not have", stage=plan.stage)
        case _:
            return say("that version is not here")


def fault(one: TemplateFault, say: Words) -> str:
    """What is wrong with a template, and where. What TOML itself finds wrong is told in its own English."""
    place = f"{one.file}:{one.line}" + (f" {one.key}" if one.key else "")
    return say("{place}: {problem}", place=place, problem=_problem(one.problem, say))


def _problem(problem: str, say: Words) -> str:
    known = {
        "unknown key": say("this key is not known here"),
        "missing key": say("this key is missing"),
        "must be text": say("this must be text"),
        "is empty": say("this is empty"),
        "must be lower-case letters, digits and underscores": say("only lower-case letters, digits and underscores"),
        "must be a whole number": say("this must be a whole number"),
        "must be at least 1": say("this must be at least 1"),
        "must be true or false": say("this must be true or false"),
        "must be a list": say("this must be a list"),
        "is an empty list": say("this list is empty"),
        "must be a table": say("this must be a table"),
    }
    kind, _, rest = problem.partition(": ")
    if kind == "duplicate":
        return say("{word} is here twice", word=rest)
    if kind == "is reserved":
        return say("{word} cannot be the key of a stage", word=rest)
    if kind.startswith("unknown ") and "; known are " in rest:
        word, _, choices = rest.partition("; known are ")
        return say("{word} is not known; choose one of {choices}", word=word, choices=choices)
    if limit := _LONG.match(problem):
        return say("this is longer than {number} characters", number=limit["number"])
    if limit := _MOST.match(problem):
        return say("this must be at most {number}", number=limit["number"])
    newer = _NEWER.match(problem)
    if sheetless := _SHEETLESS.match(problem):
        return say("the stage {stage} has no score sheet", stage=sheetless["stage"])
    if newer:
        return say("the number must be greater than {number}, which {name} has already", **newer.groupdict())
    return known.get(problem) or problem
