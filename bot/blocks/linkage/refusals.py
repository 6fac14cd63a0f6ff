"""Why something in a register was not done, in words: problems of fields, and deeds that are not everybody's."""

from bot.blocks.kit import inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle.parts import everyone
from bot.blocks.linkage import import_words, rule_words, terms
from bot.vocabulary import Say
from flows.linkage.codes import ClearanceState, Severity
from flows.linkage.errors import ImportFault, NotCleared, OwnWork, WorseOption

_FAULTS = 10


def linkage_problems(say: Say) -> dict[str, str]:
    """What is wrong with one field of a register's form, by code."""
    return {
        "not_a_number": say("Please give a whole number."),
        "no_claim_number": say("Each claim begins with its number, for example: 1* A method that …"),
        "no_clause_number": say("Each line begins with the number of the clause, for example: 7.2 Waveform"),
        "number_twice": say("A number stands here twice."),
        "no_kind_column": say("The first line must name the columns, and one of them must be “kind”."),
        "too_many_lines": say("This list is too long. Please send it in parts of at most 5,000 lines."),
        "unreadable_table": say("This is no table that I can read. Please send CSV or Excel (.xlsx)."),
    }


def linkage_deeds(say: Say) -> dict[str, str]:
    """What a person wanted to do, as the object of "you cannot"."""
    recording = say("change the linkage register of this project")
    deciding = say("decide whether something may go out")
    return {
        **dict.fromkeys(
            ("record_feature", "record_family", "record_application", "record_claims", "record_standard",
             "record_clauses", "record_licence", "record_reward", "tie_items", "untie_items", "import_items",
             "note_reception", "withdraw_outward"), recording,
        ),
        "clear_feature": say("say that a feature needs no filing"),
        "plan_outward": say("plan what goes out of this project"),
        "ask_clearance": say("plan what goes out of this project"),
        "make_outward": say("record that something went out"),
        "decide_clearance": deciding,
        "declare": say("record a declaration"),
        "check_row": say("check this row of the claim chart"),
        **dict.fromkeys(("close_docket_item", "drop_docket_item", "reopen_docket_item"), say("close this date")),
        "confirm_docket_item": say("confirm this date; a second person must do it"),
    }  # fmt: skip


def not_cleared(error: NotCleared, lens: Lens) -> str:
    """Why something may not go out, with the rules that stop it today."""
    say, known = lens.say, set(ClearanceState)
    lines = [say("{item} may not go out on this day: there is no clearance that holds for it.", item=error.label)]
    if error.state in known:
        state = terms.clearance_state(ClearanceState(error.state), say)
        lines.append(say("Its clearance: {state}", state=state))
    rules = dict.fromkeys(f.rule for f in error.findings if f.severity is not Severity.INFO)
    lines += [f"• {rule}: {rule_words.meaning(rule, say) or lens.rule(rule)}" for rule in rules]
    lines.append(say("`/liandong contribution` shows what would help and who can decide."))
    return "\n".join(lines)


def worse_option(error: WorseOption, lens: Lens) -> str:
    say, option = lens.say, terms.licence_option(error.option, lens.say)
    if error.reciprocity:
        return say("{item} asked nothing in return. A later declaration cannot.", item=error.label)
    return say(
        "{item} promised “{option}”. A later declaration may only promise more.", item=error.label, option=option
    )


def own_work(error: OwnWork, lens: Lens) -> str:
    say = lens.say
    text = say("A second person must do this: nobody confirms their own work.")
    return f"{text} " + say("These people can: {people}", people=everyone(error.can, lens)) if error.can else text


def import_fault(error: ImportFault, lens: Lens) -> str:
    """Every line with a fault, as far as there is room."""
    say = lens.say
    lines = [say("Nothing was imported. Correct the list and send it again.")]
    for fault in error.faults[:_FAULTS]:
        problem = import_words.problem(fault.problem, inline(fault.column, 40), say)
        lines.append(say("Line {n}: {problem}", n=fault.line, problem=problem))
    return "\n".join(lines)
