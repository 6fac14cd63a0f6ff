"""What may follow a verb beside a project, and the nearest of it to what was typed instead. Pure."""

from bot.grammar import SPELLINGS, Verb, fold, most_like, project_key

SECOND: dict[Verb, tuple[str, ...]] = {
    Verb.SCHEDULE: ("add", "添加"),
    Verb.WATCH: ("actions", "template", "待办", "模板"),
    Verb.DOCKET: ("calendar", "日历"),
}


def nearest_phrase(typed: str) -> str:
    """``schedule add`` for ``schedule ad digest``: what was probably meant where a second word is not known.

    Empty text where what follows the verb is a project's key, or nothing is alike.
    """
    first, _, rest = typed.strip().partition(" ")
    verb, words = SPELLINGS.get(fold(first)), rest.split()
    if verb not in SECOND or not words or project_key(words[0]):
        return ""
    best = most_like(words[0], SECOND[verb])
    return f"{first} {best}" if best else ""
