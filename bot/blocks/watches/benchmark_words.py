"""What benchmarks are called in words: whose value it is, which are better, where we stand, and what is refused."""

from bot.vocabulary import Say
from flows.watches.benchmarks import Direction, Indicator, Side, Standing, verdict


def side(code: Side, say: Say) -> str:
    return {
        Side.OURS: say("Ours"),
        Side.STANDARD: say("The standard's"),
        Side.RIVAL: say("A rival's"),
    }[code]


def direction(code: Direction, say: Say) -> str:
    return {
        Direction.HIGHER: say("higher is better"),
        Direction.LOWER: say("lower is better"),
    }[code]


def standing(found: Indicator, say: Say) -> str:
    """Our value beside the standard's where there is one, else beside the best rival's (优于, 等同, 低于)."""
    code = verdict(found)
    if code is None:
        return say("not known yet")
    if found.standard is not None:
        return {
            Standing.BETTER: say("better than the standard"),
            Standing.EQUAL: say("equal to the standard"),
            Standing.WORSE: say("worse than the standard"),
        }[code]
    return {
        Standing.BETTER: say("better than the best rival"),
        Standing.EQUAL: say("equal to the best rival"),
        Standing.WORSE: say("worse than the best rival"),
    }[code]


def benchmark_problem(kind: str, detail: str, say: Say) -> str:
    """What is wrong with one field of a benchmark's forms; empty text for other codes."""
    return {
        "unsourced": say("A value without its source is refused: nobody could check it. Name a report, a data sheet or "
                         "a web address."),
        "undated": say("A value without its day is refused: nobody could tell whether it still holds."),
        "no_decimal": say("This is no number that can be read for certain. Write 3.5 or 1,200, without unit."),
        "other_unit": say("The values of this indicator are in {unit}. Please convert it.", unit=detail),
        "has_values": say("There are values in {unit} already. Please add another indicator instead.", unit=detail),
        "compared_already": say("Something of this name is compared already."),
        "no_holder": say("Please say who or which standard it is."),
        "no_clause": say("Please say which clause sets the value."),
    }.get(kind, "")  # fmt: skip
