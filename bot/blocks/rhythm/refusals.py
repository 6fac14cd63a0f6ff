"""What is wrong with one's wishes about what comes when, and about schedules, for ``bot/errors.py``."""

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
        "not_a_time": say("Please write a time of day, such as 09:00."),
        "no_such_zone": say("I do not know this time zone. Please write it as Asia/Shanghai or Europe/Berlin."),
        "no_weekday": say("Please choose at least one weekday."),
        "not_a_month_day": say("Please write a day of the month: 1 to 31."),
        "not_a_week": say("Please write which one in the month: 1 to 5, or last."),
        "not_a_cron": say("Please write a cron line with five fields and at most four times a day: 0 9 * * 1-5"),
        "admins_only": say("Cron lines are for administrators. Please choose another rule."),
        "too_many_schedules": say("There are many schedules here already. Please change or remove one of them."),
        "restricted": say(
            "Channels hear nothing of a restricted project. Leave the channel empty: it is then sent to you alone."
        ),
        "not_its_channel": say(
            "Only members may hear of this project, so only its own channel can. Choose that one, "
            "or none to have it sent to you alone."
        ),
        "outsiders_read": say(
            "Guests or people of other organisations read in this channel, so nothing of a project "
            "is said there. Please choose another one."
        ),
        "cannot_be_reached": say(
            "I cannot speak in this channel at the moment. Please invite me there with /invite, or choose another one."
        ),
        "unknown_country": say("I do not know the holidays of this country. Please use its code of two letters: CN."),
    }


def rhythm_deeds(say: Words) -> dict[str, str]:
    """What a person wanted to do, as the object of "you cannot"."""
    return {
        "change_schedule": say("change this schedule"),
        "place_schedule": say("schedule messages about this project in a channel"),
        "schedule_for_all": say("schedule messages about all projects in a channel"),
    }


def no_schedule(say: Words) -> str:
    """It was removed, or is somebody else's."""
    return say("This schedule is not there any more. `/liandong schedule` shows those there are.")
