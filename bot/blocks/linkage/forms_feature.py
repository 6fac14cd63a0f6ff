"""Forms about technical features, and about the links between items. Fields are named as in ``bot.ids.Form``."""

from typing import Any

from bot.blocks.inputs import option
from bot.blocks.linkage import terms
from bot.blocks.linkage.details import link_line
from bot.blocks.linkage.questions import LINE, LONG, SHORT, Questions, coded
from bot.ids import Form, Pick, Ref
from flows.linkage.codes import Essentiality, LinkKind
from flows.linkage.items import Family, Feature, Standard

TIES = (
    LinkKind.FEATURE_CLAIM, LinkKind.CLAIM_CLAUSE, LinkKind.FAMILY_DECLARATION, LinkKind.RESULT_CLAUSE,
    LinkKind.STAGE_ACTION, LinkKind.BENCHMARK_CLAUSE,
)  # fmt: skip
"""The links that people make; L3 comes from dates."""
WITHDRAWN = "retired"


def feature(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    item = q.item if isinstance(q.item, Feature) else Feature(id="", number=0, name="")
    levels = [option(say("TRL {level}", level=n), str(n)) for n in range(1, 10)]
    blocks = [
        q.text("name", say("Name"), item.name, limit=SHORT, hint=say("One thing that the solution does.")),
        q.choice("trl", say("Technology readiness"), levels, str(item.trl or ""), optional=True),
        q.text("evidence", say("Evidence"), item.evidence, optional=True, hint=say("A web address or a document.")),
        q.text("description", say("Description"), item.description, optional=True, limit=LONG, many=True),
        q.marks(
            say.context("state", "Status"),
            [option(say("Not pursued any more"), WITHDRAWN)],
            [WITHDRAWN] if item.retired else [],
        ),
    ]
    return q.form(Form.FEATURE, say("Technical feature"), blocks)


def evidence(q: Questions) -> dict[str, Any]:
    """Evidence for a feature that is there already."""
    say = q.lens.say
    blocks = [
        q.one("feature", say("Which feature?"), Pick.FEATURE),
        q.text("evidence", say("Evidence"), hint=say("A web address or a document.")),
    ]
    return q.form(Form.EVIDENCE, say("Evidence for a feature"), blocks)


def no_filing(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    reason = q.item.not_patent_relevant if isinstance(q.item, Feature) else ""
    hint = say("It may then go out without a filing. Your name stands beside it. Empty: take it back.")
    why = q.text("reason", say("Why does it need no filing?"), reason, many=True, limit=LONG, optional=True, hint=hint)
    return q.form(Form.NO_FILING, say("Needs no filing"), [why])


def tie(q: Questions) -> dict[str, Any]:
    """One form for all links; which fields a link needs is said at them."""
    say, item = q.lens.say, q.item
    here = Ref(item_id=item.id) if item else None
    kind = LinkKind.CLAIM_CLAUSE if isinstance(item, Family) else LinkKind.FEATURE_CLAIM
    blocks = [
        q.choice("kind", say("What do you link?"), coded(TIES, terms.link_kind, q.lens), kind.value),
        q.one("feature", say("Feature or result"), Pick.FEATURE, here if isinstance(item, Feature) else None,
              optional=True),
        q.one("claim", say("Patent, or one of its claims"), Pick.CLAIM, here if isinstance(item, Family) else None,
              optional=True),
        q.one("clause", say("Standard, or one of its clauses"), Pick.CLAUSE,
              here if isinstance(item, Standard) else None, optional=True),
        q.one("declaration", say("Declaration"), Pick.DECLARATION, optional=True),
        q.text("element", say("Element of the claim"), optional=True, limit=LINE,
               hint=say("For a row of the claim chart: which part of the claim the clause describes.")),
        q.text("why", say("Why?"), optional=True, limit=LINE),
    ]  # fmt: skip
    return q.form(Form.TIE, say("Link two entries"), blocks, submit=say("Link"))


def untie(q: Questions) -> dict[str, Any]:
    say = q.lens.say
    why = q.text("why", say("Why is the link removed?"), many=True)
    return _about_link(q, q.form(Form.UNTIE, say("Remove the link"), [why], submit=say("Remove")))


def check_row(q: Questions) -> dict[str, Any]:
    say, link = q.lens.say, q.link
    hint = say("A second person confirms; whoever charted the row cannot.")
    blocks = [
        q.radio("essentiality", say("Does the claim read on the present text?"),
                coded(Essentiality, terms.essentiality, q.lens), link.essentiality.value if link else "", hint=hint),
        q.text("why", say("Why?"), optional=True, many=True),
    ]  # fmt: skip
    return _about_link(q, q.form(Form.CHECK_ROW, say("Check the row"), blocks))


def _about_link(q: Questions, view: dict[str, Any]) -> dict[str, Any]:
    """The form with the link in words above its fields."""
    if q.link is not None:
        line = {"type": "section", "text": {"type": "mrkdwn", "text": link_line(q.link, q.register, q.lens)}}
        view["blocks"].insert(len(view["blocks"]) - len([b for b in view["blocks"] if b["type"] == "input"]), line)
    return view
