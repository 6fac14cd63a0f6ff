"""Why something in a register was not done, in words: problems of fields, and deeds that are not everybody's."""

from bot.blocks.kit import inline
from bot.blocks.lens import Lens
from bot.blocks.linkage import terms
from bot.vocabulary import Say
from flows.linkage.codes import ClearanceState, DocketState, OutwardState
from flows.linkage.importing import ImportRefused

_FAULTS = 10


def linkage_problems(say: Say) -> dict[str, str]:
    """What is wrong with one field of a register's form, by code."""
    return {
        "unknown_form": say("This does not look like a number of this office. Check it, or choose another office."),
        "check_digit": say(
            "The last digit does not fit the number: something was mistyped. Compare it with the document."
        ),
        "kind_code": say(
            "The letter at the end is no kind of document of this office. Write it as it stands on the document."
        ),
        "other_office": say("This number belongs to another office. Choose that office, or correct the number."),
        "in_the_future": say("This day has not come yet. Record it when it has."),
        "before_filing": say("This day is before the filing. Correct one of the two."),
        "after_filing": say("This day is after the filing. Correct one of the two."),
        "before_request": say("This day is before the review was asked for. Correct one of the two."),
        "before_start": say("This day is before the contract began. Correct one of the two."),
        "known_already": say("This is recorded already. Search for it by its number and change that entry."),
        "unknown_entry": say("This names something that is not there. Write its name or its label as it is recorded."),
        "not_allowed": say("Your role may not record this. Ask the project lead."),
        "no_claim_number": say("Each claim begins with its number, for example: 1* A method that …"),
        "no_clause_number": say("Each line begins with the number of the clause, for example: 7.2 Waveform"),
        "number_twice": say("A number stands here twice. Each may stand here once."),
        "no_kind_column": say("The first line must name the columns, and one of them must be “kind”."),
        "too_many_lines": say("This list is too long. Please send it in parts of at most 1,000 lines."),
        "unreadable_table": say("This is no table that I can read. Please send CSV or Excel (.xlsx)."),
    }


def linkage_deeds(say: Say) -> dict[str, str]:
    """What a person wanted to do, as the object of "you cannot"."""
    recording = say("change the linkage register of this project")
    deciding = say("decide whether something may go out")
    return {
        **dict.fromkeys(
            ("record_feature", "record_family", "record_application", "record_claims", "record_standard",
             "record_clauses", "note_new_text", "record_licence", "record_reward", "tie_items", "untie_items",
             "import_items", "note_reception", "withdraw_outward"), recording,
        ),
        "clear_feature": say("say that a feature needs no filing"),
        "plan_outward": say("plan what goes out of this project"),
        "ask_clearance": say("plan what goes out of this project"),
        "make_outward": say("record that something went out"),
        "decide_clearance": deciding,
        "agree_with_oneself": say("agree for legal to what you decided yourself; a second person must do it"),
        "declare": say("record a declaration"),
        "check_row": say("check this row of the claim chart"),
        **dict.fromkeys(("close_docket_item", "drop_docket_item", "reopen_docket_item"), say("close this date")),
        "confirm_docket_item": say("confirm this date"),
        "confirm_own_date": say("confirm a date that you closed yourself; a second person must do it"),
        "confirm_row": say("confirm a row that you charted yourself; a second person must do it"),
    }  # fmt: skip


def linkage_states(say: Say) -> dict[str, str]:
    """Why something does not fit the state of a plan, a clearance or a date, as half a sentence."""
    told = {code.value: terms.outward_state(code, say) for code in OutwardState}
    told |= {code.value: terms.clearance_state(code, say) for code in ClearanceState}
    told |= {code.value: terms.docket_state(code, say) for code in DocketState if code is not DocketState.OPEN}
    return {code: text[:1].lower() + text[1:] for code, text in told.items()} | {
        "not_cleared": say(
            "there is no clearance that holds on this day; `/liandong contribution` shows what would help"
        ),
        "blocked": say("a rule stops it; only an override with a reason lets it out"),
        "append_only": say("a declaration cannot be changed; record another one that promises no less"),
        "worse_option": say("an earlier declaration promised more, and a later one may only promise more still"),
        "no_row": say("this link is no row of the claim chart; only a link between a claim and a clause is"),
    }


def import_refused(error: ImportRefused, lens: Lens) -> str:
    """What stands against an import that read well: by kind and place in the list."""
    say, problems = lens.say, linkage_problems(lens.say)
    lines = [say("Nothing was imported. Correct the list and send it again.")]
    for found in error.problems[:_FAULTS]:
        why = problems.get(found.problem) or say("This cannot be recorded.")
        lines.append(f"{inline(found.kind)} {found.place} · {inline(found.field)}: {why}")
    return "\n".join(lines)
