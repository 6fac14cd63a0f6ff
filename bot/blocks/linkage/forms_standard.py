"""Forms about standards and work items: where they stand, what they refer to, their clauses."""

from typing import Any

from bot.blocks.inputs import option
from bot.blocks.linkage import terms
from bot.blocks.linkage.questions import LONG, SHORT, Questions, coded
from bot.ids import Form, Pick, Ref
from flows.linkage.codes import Body
from flows.linkage.items import Clause, Standard

ESTIMATED, WITHDRAWN = "next_estimated", "withdrawn"
INFORMATIVE = "~"
"""Before a clause's number: it is not normative."""


def standard(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, _standard(q)
    blocks = [
        q.choice("body", say("Body"), coded(Body, terms.body, q.lens), item.body.value if item.id else ""),
        q.text("reference", say("Number"), item.reference, limit=SHORT, placeholder="GB/T 20003.1-2014"),
        q.text("title", say("Title"), item.title, optional=True, limit=SHORT),
        q.text("committee", say("Committee"), item.committee, optional=True, limit=SHORT, placeholder="SAC/TC 28"),
        q.text("stage", say("Stage, in the body's own words"), item.stage, optional=True, limit=SHORT,
               placeholder="40.20"),
        q.day("stage_on", say("In this stage since"), item.stage_on),
        q.text("next_what", say("What comes next"), item.next_what, optional=True, limit=SHORT),
        q.day("next_on", say("When"), item.next_on),
    ]  # fmt: skip
    return q.form(Form.STANDARD, say("Standard"), blocks)


def standard_more(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, _standard(q)
    marks = [
        option(say("The next date is our own estimate"), ESTIMATED),
        option(say("The standard is withdrawn"), WITHDRAWN),
    ]
    set_now = [name for name, on in ((ESTIMATED, item.next_estimated), (WITHDRAWN, item.withdrawn)) if on]
    blocks = [
        q.text("level", say("Level"), item.level, optional=True, limit=SHORT,
               placeholder=say("recommended, mandatory, …")),
        q.several("references", say("Standards it refers to"), Pick.STANDARD, item.references, optional=True),
        q.one("adopts", say("The standard it adopts word for word"), Pick.STANDARD,
              Ref(item_id=item.adopts) if item.adopts else None, optional=True),
        q.day("published_on", say("Published on"), item.published_on),
        q.marks(say("Also"), marks, set_now),
    ]  # fmt: skip
    return q.form(Form.STANDARD_MORE, say("References, publication"), blocks)


def clauses(q: Questions) -> dict[str, Any]:
    say, item = q.lens.say, _standard(q)
    text = "\n".join(clause_line(clause) for clause in item.clauses)
    hint = say("One clause a line: number, then title. A wave before the number marks an informative clause: ~A.2 …")
    blocks = [
        q.text("version", say("Version of the document"), item.version, limit=SHORT, placeholder=say("draft 4")),
        q.text("clauses", say("Clauses"), text, many=True, limit=LONG, hint=hint, placeholder="7.2 Waveform"),
    ]
    return q.form(Form.CLAUSES, say("Clauses"), blocks)


def clause_line(clause: Clause) -> str:
    """A clause as a line of the form."""
    return f"{'' if clause.normative else INFORMATIVE}{clause.number} {clause.title}".rstrip()


def _standard(q: Questions) -> Standard:
    return q.item if isinstance(q.item, Standard) else Standard(id="", number=0, body=Body.OTHER, reference="")
