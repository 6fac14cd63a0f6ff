"""Why something in a register was not done, in words: problems of fields, and deeds that are not everybody's."""

from bot.vocabulary import Say


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
