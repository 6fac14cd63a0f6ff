"""The words of the slash command: typed text in, intent out. Pure; knows no project and no person."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

_KEY = re.compile(r"^(?:ld)?[\s\-_‐-―−]*(\d{1,9})$", re.IGNORECASE)
_NEAR_ENOUGH, _NEAR_IN_CHINESE = 60.0, 50.0
"""Likeness out of 100 from which a wrong word gets a suggestion: two of five letters may be wrong, one of two
Chinese characters."""


class Verb(StrEnum):
    """What can be asked with the slash command."""

    HELP = "help"
    NEW = "new"
    LIST = "list"
    PORTFOLIO = "portfolio"
    STATUS = "status"
    MINE = "mine"
    SUBMIT = "submit"
    GATE = "gate"
    HISTORY = "history"
    TEMPLATE = "template"
    SCORE = "score"
    POLICY = "policy"
    AWAY = "away"
    BACK = "back"
    PREFERENCES = "preferences"
    SCHEDULE = "schedule"
    EVALUATION = "evaluation"
    OVERRIDE = "override"
    LINK = "link"
    PATENT = "patent"
    STANDARD = "standard"
    CONTRIBUTION = "contribution"
    DECLARE = "declare"
    MATRIX = "matrix"
    DOCKET = "docket"
    IMPORT = "import"
    WATCH = "watch"
    HIT = "hit"
    BENCHMARK = "benchmark"


SPELLINGS: dict[str, Verb] = {
    "": Verb.HELP, "help": Verb.HELP, "?": Verb.HELP, "帮助": Verb.HELP,
    "new": Verb.NEW, "create": Verb.NEW, "新建": Verb.NEW,
    "list": Verb.LIST, "projects": Verb.LIST, "列表": Verb.LIST, "项目": Verb.LIST,
    "portfolio": Verb.PORTFOLIO, "组合": Verb.PORTFOLIO, "项目组合": Verb.PORTFOLIO,
    "status": Verb.STATUS, "show": Verb.STATUS, "状态": Verb.STATUS,
    "mine": Verb.MINE, "todo": Verb.MINE, "我的": Verb.MINE, "待办": Verb.MINE,
    "submit": Verb.SUBMIT, "提交": Verb.SUBMIT,
    "gate": Verb.GATE, "review": Verb.GATE, "评审": Verb.GATE,
    "score": Verb.SCORE, "scores": Verb.SCORE, "评分": Verb.SCORE,
    "evaluation": Verb.EVALUATION, "evaluate": Verb.EVALUATION, "评价": Verb.EVALUATION, "结项": Verb.EVALUATION,
    "template": Verb.TEMPLATE, "templates": Verb.TEMPLATE, "模板": Verb.TEMPLATE,
    "policy": Verb.POLICY, "policies": Verb.POLICY, "rules": Verb.POLICY, "制度": Verb.POLICY,
    "away": Verb.AWAY, "ooo": Verb.AWAY, "外出": Verb.AWAY, "休假": Verb.AWAY,
    "back": Verb.BACK, "回来": Verb.BACK,
    "preferences": Verb.PREFERENCES, "preference": Verb.PREFERENCES, "settings": Verb.PREFERENCES,
    "schedule": Verb.SCHEDULE, "schedules": Verb.SCHEDULE, "日程": Verb.SCHEDULE,
    "偏好": Verb.PREFERENCES, "设置": Verb.PREFERENCES,
    "history": Verb.HISTORY, "log": Verb.HISTORY, "历史": Verb.HISTORY,
    "link": Verb.LINK, "links": Verb.LINK, "feature": Verb.LINK, "features": Verb.LINK, "关联": Verb.LINK,
    "patent": Verb.PATENT, "patents": Verb.PATENT, "专利": Verb.PATENT,
    "standard": Verb.STANDARD, "standards": Verb.STANDARD, "标准": Verb.STANDARD,
    "contribution": Verb.CONTRIBUTION, "contributions": Verb.CONTRIBUTION, "提案": Verb.CONTRIBUTION,
    "declare": Verb.DECLARE, "declaration": Verb.DECLARE, "声明": Verb.DECLARE,
    "matrix": Verb.MATRIX, "矩阵": Verb.MATRIX,
    "docket": Verb.DOCKET, "dates": Verb.DOCKET, "deadlines": Verb.DOCKET, "期限": Verb.DOCKET,
    "import": Verb.IMPORT, "导入": Verb.IMPORT,
    "watch": Verb.WATCH, "watches": Verb.WATCH, "跟踪": Verb.WATCH, "监测": Verb.WATCH,
    "hit": Verb.HIT, "线索": Verb.HIT,
    "benchmark": Verb.BENCHMARK, "benchmarks": Verb.BENCHMARK, "对标": Verb.BENCHMARK,
}  # fmt: skip
"""Every accepted first word, folded. The help text lists the verbs; a new spelling only needs a line here."""

ADMIN_SPELLINGS: dict[str, Verb] = {"override": Verb.OVERRIDE, "越权查看": Verb.OVERRIDE}
"""What only administrators can say. To anybody else these are words like any other that is no verb."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A verb with what followed it. ``key`` is a project key such as ``LD-12``, or what was typed in its place;
    ``text`` is the rest as typed (a project name, a help topic)."""

    verb: Verb
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A first word that is no verb, and the verb that was probably meant."""

    word: str
    nearest: Verb | None


def parse(typed: str, *, admin: bool = False) -> Intent | Unknown:
    """The intent in the text after the command name. Case and character width do not matter.

    A project key alone asks for its status.
    """
    text = typed.strip()
    if admin and (wish := _of_admin(text)):
        return wish
    if key := project_key(text):
        return Intent(Verb.STATUS, key=key, text=text)
    first, rest = _first_word(text)
    verb = SPELLINGS.get(fold(first))
    if verb is None:
        return Unknown(first, nearest(first))
    if verb is Verb.HELP:
        return Intent(verb, text=SPELLINGS[fold(rest)].value if rest and fold(rest) in SPELLINGS else "")
    return Intent(verb, key="" if verb is Verb.NEW else project_key(rest) or rest, text=rest)


def _of_admin(text: str) -> Intent | None:
    """``override LD-3 reason…``: the first word is the key, what follows the reason."""
    first, _, rest = text.partition(" ")
    verb = ADMIN_SPELLINGS.get(fold(first))
    if verb is None:
        return None
    key, _, reason = rest.strip().partition(" ")
    return Intent(verb, key=project_key(key) or key, text=reason.strip())


def project_key(text: str) -> str:
    """The canonical key in ``ld 12``, ``ＬＤ－12`` or ``12``; empty text where there is none."""
    found = _KEY.match(fold(text))
    return f"LD-{int(found.group(1))}" if found else ""


def key_then_number(text: str) -> tuple[str, str]:
    """``LD-12 CN 2026 1 0123456.7``: the key and what follows. Digits alone are a key only where nothing follows:
    numbers of patents and standards have more to them."""
    words = text.split()
    for count in (2, 1):
        if key := project_key(" ".join(words[:count])):
            rest = " ".join(words[count:])
            if not rest or not fold(words[0]).isdigit():
                return key, rest
    return "", " ".join(words)


def squashed(text: str) -> str:
    """A number as people write it, without its spaces, points and dashes, for comparing."""
    return re.sub(r"[\W_]", "", fold(text))


def nearest(word: str) -> Verb | None:
    """The verb whose spelling is most like a word, or None where nothing is alike."""
    best = most_like(word, [spelling for spelling in SPELLINGS if len(spelling) > 1])
    return SPELLINGS[best] if best else None


def most_like(word: str, choices: Iterable[str]) -> str:
    """The choice that is most like a word; empty text where none is."""
    enough = _NEAR_ENOUGH if word.isascii() else _NEAR_IN_CHINESE
    best = process.extractOne(fold(word), choices, scorer=fuzz.ratio, score_cutoff=enough)
    return best[0] if best else ""


def chinese(verb: Verb) -> str:
    """The first Chinese spelling of a verb."""
    return next(word for word, spelled in SPELLINGS.items() if spelled is verb and not word.isascii())


def fold(text: str) -> str:
    """Text without differences of case and width, for comparing."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _first_word(text: str) -> tuple[str, str]:
    """The first word and the rest. Chinese needs no space after the verb: ``状态LD-12``."""
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    if fold(first) not in SPELLINGS:
        for spelling in SPELLINGS:
            if spelling and not spelling.isascii() and first.startswith(spelling):
                return spelling, text[len(spelling) :].strip()
    return first, rest.strip()
