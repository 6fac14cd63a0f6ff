"""What a list would bring, and what is wrong with its lines, in words."""

from bot.blocks.linkage.refusals import linkage_problems
from bot.vocabulary import Say

COLUMNS = {
    "application_number": "number", "reference": "number", "title": "name", "clauses": "number", "claims": "number",
    "claim": "number", "clause": "number", "document": "number", "source": "from", "target": "to",
}  # fmt: skip
"""The column that holds a field which a register calls otherwise."""


def problem(code: str, column: str, say: Say) -> str:
    """What is wrong with a line. ``column`` is the name of the column as the template has it."""
    problems = {
        "missing": say("{column} is empty", column=column),
        "unknown_kind": say("{column} must be feature, patent, claim, standard, clause, contribution or link",
                            column=column),
        "unknown_code": say("this word is not known in {column}", column=column),
        "no_day": say("{column} is no day; write it as 2026-11-23", column=column),
        "no_trl": say("{column} must be a number from 1 to 9", column=column),
        "no_claim_number": say("{column} must hold the number of a claim", column=column),
        "no_link_kind": say("{column} must be L1, L2, L5, L6 or L7", column=column),
        "not_known": say("nothing of this kind is called what {column} says", column=column),
        "not_of_list": say("what {column} names is recorded already; change it in its own form", column=column),
        "twice": say("this stands in the list twice ({column})", column=column),
    }  # fmt: skip
    return problems.get(code) or say("{column} cannot be read", column=column)


def judged(code: str, name: str, say: Say) -> str:
    """What the register says against a line that reads well; ``name`` is what it calls the field."""
    known, column = linkage_problems(say), COLUMNS.get(name, name)
    return f"{column}: {known[code]}" if code in known else problem(code, column, say)
