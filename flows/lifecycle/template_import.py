"""What a template must be to be taken in beside those that are there: whole, of a size people can work with, and newer
than its namesake."""

from collections.abc import Iterator

from flows.errors import TemplateFault
from flows.lifecycle.template import DeliverableSpec, Stage, Template, Templates
from flows.lifecycle.template_text import parse_template
from flows.lifecycle.toml_lines import locate, nearest_line
from flows.names import Bilingual

TEXT_LIMIT = 200_000
"""Characters. Our largest has some twenty thousand."""
KEY_LIMIT = 40
TITLE_LIMIT = 75
"""What a choice in Slack shows of a text."""
WORDS_LIMIT = 500
MOST_STAGES = 20
MOST_DELIVERABLES = 40
LONGEST_DAYS = 3650
HIGHEST_VERSION = 9999
MOST_DAYS_BEFORE = 10
"""Working days. Whoever looks for what is to be reminded of looks four weeks ahead."""
MOST_REMINDERS, LONGEST_PATIENCE = 50, 100
RESERVED = frozenset({"stopped", "completed"})
"""Places of the machine that are no stages."""


def check_import(text: str, file: str, known: Templates) -> Template:
    """The template in ``text``. Raises ``TemplateFault`` for one that is broken, beyond measure, or not newer."""
    if len(text) > TEXT_LIMIT:
        raise TemplateFault(file, "", 1, f"is longer than {TEXT_LIMIT} characters")
    template = parse_template(text, file)
    for path, problem in (*_beyond_measure(template), *_not_newer(template, known)):
        raise TemplateFault(file, path, nearest_line(locate(text), path), problem)
    return template


def newest_version(name: str, known: Templates) -> int:
    """The newest version of a template, 0 where there is none of that name."""
    return max((template.version for template in known if template.name == name), default=0)


Complaint = tuple[str, str]
"""The path of what is wrong, and what is."""


def _not_newer(template: Template, known: Templates) -> Iterator[Complaint]:
    newest = newest_version(template.name, known)
    if template.version <= newest:
        yield "version", f"must be greater than {newest}, the newest version of {template.name} that is here"


def _beyond_measure(template: Template) -> Iterator[Complaint]:
    yield from _too_long("name", template.name, KEY_LIMIT)
    yield from _too_much("version", template.version, HIGHEST_VERSION)
    yield from _texts("title", template.title, TITLE_LIMIT)
    yield from _persistence(template)
    if len(template.stages) > MOST_STAGES:
        yield f"stages[{MOST_STAGES}]", f"must be at most {MOST_STAGES}"
    for number, stage in enumerate(template.stages):
        yield from _stage(f"stages[{number}]", stage)


def _stage(path: str, stage: Stage) -> Iterator[Complaint]:
    if stage.key in RESERVED:
        yield f"{path}.key", f"is reserved: {stage.key}"
    yield from _too_long(f"{path}.key", stage.key, KEY_LIMIT)
    yield from _texts(f"{path}.name", stage.name, TITLE_LIMIT)
    yield from _texts(f"{path}.purpose", stage.purpose, WORDS_LIMIT)
    yield from _texts(f"{path}.gate.name", stage.gate.name, TITLE_LIMIT)
    yield from _texts(f"{path}.gate.question", stage.gate.question, WORDS_LIMIT)
    for number, criterion in enumerate(stage.gate.criteria):
        yield from _texts(f"{path}.gate.criteria[{number}]", criterion, WORDS_LIMIT)
    if len(stage.deliverables) > MOST_DELIVERABLES:
        yield f"{path}.deliverables[{MOST_DELIVERABLES}]", f"must be at most {MOST_DELIVERABLES}"
    for number, spec in enumerate(stage.deliverables):
        yield from _deliverable(f"{path}.deliverables[{number}]", spec)


def _deliverable(path: str, spec: DeliverableSpec) -> Iterator[Complaint]:
    yield from _too_long(f"{path}.key", spec.key, KEY_LIMIT)
    yield from _too_much(f"{path}.due_days", spec.due_days, LONGEST_DAYS)
    yield from _texts(f"{path}.title", spec.title, TITLE_LIMIT)
    yield from _texts(f"{path}.help", spec.help, WORDS_LIMIT)


def _persistence(template: Template) -> Iterator[Complaint]:
    plan, steps = template.reminding, template.ladder
    days = {
        "reminders.before_days": (plan.before, MOST_DAYS_BEFORE),
        "reminders.every_days": (plan.every, LONGEST_PATIENCE),
        "reminders.most": (plan.most, MOST_REMINDERS), "escalation.deputy": (steps.deputy, LONGEST_PATIENCE),
        "escalation.strand_lead": (steps.strand, LONGEST_PATIENCE), "escalation.lead": (steps.lead, LONGEST_PATIENCE),
        "escalation.steering": (steps.steering, LONGEST_PATIENCE),
    }  # fmt: skip
    for path, (number, most) in days.items():
        yield from _too_much(path, number or 0, most)


def _texts(path: str, text: Bilingual, limit: int) -> Iterator[Complaint]:
    yield from _too_long(f"{path}.zh", text.zh, limit)
    yield from _too_long(f"{path}.en", text.en, limit)


def _too_long(path: str, text: str, limit: int) -> Iterator[Complaint]:
    if len(text) > limit:
        yield path, f"is longer than {limit} characters"


def _too_much(path: str, number: int, limit: int) -> Iterator[Complaint]:
    if number > limit:
        yield path, f"must be at most {limit}"
