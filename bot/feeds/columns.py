"""The columns of files that people bring: what each field may be called, in English and Chinese, and how it is read.

Chinese standards have no open feed; the names of SAC's own pages are known here (DOMAIN.md 6.9).
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any, get_type_hints

from bot.feeds.headers import normalised
from bot.feeds.shapes import day, moment, words
from flows.watches.subjects import SUBJECTS, Day, Subject

ALSO_CALLED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "ref": ("编号", "number", "reference", "no"),
    "title": ("中文名称", "名称", "标题", "发明名称", "name"),
    "body": ("标准组织", "组织"),
    "committee": ("归口单位", "归口", "技术委员会"),
    "document_type": ("标准类别", "文件类型", "类型", "type"),
    "stage": ("阶段", "标准阶段"),
    "stage_on": ("阶段日期", "stage_date"),
    "status": ("标准状态", "状态", "法律状态"),
    "version": ("版本", "edition"),
    "published_on": ("发布日期", "公开日", "公布日", "publication_date"),
    "ballot_closes_on": ("投票截止", "投票截止日期", "ballot_close", "ballot_closes"),
    "expires_on": ("废止时间", "失效日期", "expiry_date"),
    "replaces": ("代替国标号", "代替标准号"),
    "replaced_by": ("被代替国标号", "被代替标准号"),
    "ics": (),
    "authors": ("起草单位", "作者"),
    "scope": ("范围", "abstract"),
    "office": ("国家", "受理局", "country"),
    "kind_code": ("文献类型",),
    "application_no": ("申请号", "application_number"),
    "publication_no": ("公布公告号", "publication_number"),
    "grant_no": ("授权号", "专利号", "patent_number"),
    "family_id": ("同族号", "family"),
    "applicants": ("申请人", "专利权人", "applicant", "assignee"),
    "inventors": ("发明人", "inventor"),
    "priority_on": ("优先权日", "priority_date"),
    "filed_on": ("申请日", "filing_date"),
    "granted_on": ("授权日", "授权公告日", "grant_date"),
    "declarer": ("声明人", "declaring_company", "company"),
    "standard": ("标准",),
    "project": ("项目",),
    "signed_on": ("签署日期", "signature_date"),
    "made_public_on": ("公开日期", "reflected_date"),
    "licence": ("许可", "license"),
    "reciprocal": ("互惠", "reciprocity"),
    "meeting": ("会议",),
    "sources": ("来源单位", "提案单位"),
    "agenda_item": ("议题",),
    "revision_of": ("修订自", "is_revision_of"),
    "uploaded_at": ("上传时间", "uploaded"),
    "indicator": ("指标",),
    "holder": ("对象", "持有方", "who"),
    "value": ("数值", "值"),
    "unit": ("单位",),
    "source": ("来源", "出处"),
    "measured_on": ("日期", "测量日期", "date"),
    "clause": ("条款",),
    "text": ("正文", "内容"),
    "published_at": ("发布时间",),
})  # fmt: skip

OF_ITS_KIND: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("standard", "ref"): ("标准号",),
        ("patent", "ref"): ("公开号", "公布号"),
        ("patent", "title"): ("发明名称",),
        ("patent", "published_on"): ("公开日", "公布日"),
        ("patent", "status"): ("法律状态",),
        ("declaration", "ref"): ("声明号",),
        ("contribution", "ref"): ("文稿号", "提案号", "tdoc"),
        ("contribution", "status"): ("处理状态", "tdoc_status"),
        ("contribution", "title"): ("标题",),
        ("contribution", "document_type"): ("文稿类型",),
        ("news", "title"): ("标题",),
        ("news", "authors"): ("作者",),
    }
)
"""What a field is called in files of one kind, before its other names."""

NOT_IN_FILES = frozenset({"legal_event", "first_ref", "first_uploaded_at", "general"})
YES, NO = frozenset({"1", "y", "yes", "true", "是"}), frozenset({"0", "n", "no", "false", "否"})
_SEPARATORS = str.maketrans({"；": ";", "\n": ";", "、": ";"})


@dataclass(frozen=True, slots=True)
class Column:
    """One field that a file may have. ``read`` raises ValueError for a value that makes no sense."""

    name: str
    required: bool
    known_as: tuple[str, ...]
    read: Callable[[object], Any]


def kinds() -> Mapping[str, type[Subject]]:
    """What a file may hold, by the word for it."""
    return {subject.WHAT: subject for subject in SUBJECTS}


def columns_of(subject: type[Subject]) -> tuple[Column, ...]:
    """Every field of a subject, in its order."""
    hints = get_type_hints(subject)
    return tuple(
        Column(
            field.name,
            field.default is MISSING,
            tuple(dict.fromkeys(map(normalised, _names(subject.WHAT, field.name)))),
            _reader(hints[field.name]),
        )
        for field in fields(subject)
        if field.name not in NOT_IN_FILES
    )


def _names(what: str, field: str) -> tuple[str, ...]:
    return (field, *OF_ITS_KIND.get((what, field), ()), *ALSO_CALLED.get(field, ()))


def _reader(kind: Any) -> Callable[[object], Any]:
    if kind == tuple[str, ...]:
        return _list
    if kind in {Day, Day | None}:
        return _day
    if kind == datetime | None:
        return _moment
    if kind == bool | None:
        return _flag
    return _text


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        raise ValueError("not_a_text")
    found = words(value)
    if isinstance(value, datetime):
        found = value.isoformat()
    return found[1:] if found.startswith("'") and found[1:2] in set("=+-@＝＋－＠") else found


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(text for part in value if (text := _text(part)))
    text = str(value).translate(_SEPARATORS) if isinstance(value, str) else _text(value)
    return tuple(name for part in text.split(";") if (name := _text(part)))


def _day(value: object) -> Day:
    """``~2026-11-25`` is an estimated day, as our own exports write it."""
    text = words(value, most=40)
    found = day(text.removeprefix("~")) if text.startswith("~") else day(value)
    if found is None:
        raise ValueError("date")
    return Day(found.on, estimated=True, basis="given") if text.startswith("~") else found


def _moment(value: object) -> datetime:
    found = moment(value)
    if found is None:
        raise ValueError("date")
    return found


def _flag(value: object) -> bool:
    text = str(value).strip().lower()
    if text not in YES | NO:
        raise ValueError("yes_or_no")
    return text in YES
