"""What is wrong with one's wishes about what comes when, for ``bot/errors.py``."""

from bot.words import Words
from flows.rhythm.preferences import MOST_MUTED


def rhythm_problems(say: Words) -> dict[str, str]:
    """Problem code -> words at the field."""
    return {
        "unreadable_hours": say("Please write two times of the day, such as 09:00-18:00."),
        "hours_backwards": say("The working day must begin before it ends, such as 09:00-18:00."),
        "quiet_all_day": say("These quiet hours cover your whole working day: no reminder could ever reach you."),
        "snooze_day": say("Please choose a day that is still to come, within a year."),
        "too_many_muted": say("You can mute at most {n} projects. Hear of one again first.", n=MOST_MUTED),
        "own_deputy": say("Please choose somebody else: you cannot stand in for yourself."),
        "unknown_country": say("I do not know the holidays of this country. Please use its code of two letters: CN."),
    }
