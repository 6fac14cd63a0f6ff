"""When two writings name one standard, or one patent document. Pure; watches and the register compare by these alone.

Texts that no known body or office writes are compared too, only less cleverly: nothing is ever guessed from half a
number.
"""

import re
from functools import lru_cache

from flows.linkage.numbers import UnreadableNumber, plain, read_patent, read_standard, squeezed

_STAGED = re.compile(r"[/ ](?:PWI|NP|NWIP|AWI|WD|CD|CDV|DIS|FDIS|PRF)(?:\.?\d)?(?=[ /.])[ /.]*")
_DRAFT = re.compile(r"(?<=[/ ])D(?=T[SR][ /])")
"""ISO and IEC write the stage of a draft into its reference: ``ISO/DIS 9001``, ``ISO/IEC DIS 23008-2``, ``ISO/DTS 1``;
the last is a technical specification, and another document than ``ISO 1``."""
_YEAR = re.compile(r"[:\-](?:19|20)\d\d$")
_REVISION = re.compile(r"^(DRAFT-.+)-\d\d$")
"""The IETF writes the revision of a draft behind its name."""
_UNSAID = re.compile(r"[ /]|(?<!\d)[-.:]|[-.:](?!\d)")
"""What writings of a reference differ in. Between digits a dash or point tells a part, an edition, a document."""
_DOCDB = re.compile(r"([A-Z]{2})\.(\d+)\.([A-Z]\d?)")
"""As the EPO's data writes a publication: ``EP.1000000.A1``."""
_KIND_CODE = re.compile(r"(?<=\d)[A-Z]\d?$")
_CHECKED = re.compile(r"([A-Z]{2}\S{5,})\.[0-9X]")
"""A number with its check digit."""


@lru_cache(maxsize=4096)  # what a watch looks for is compared with every record that changes
def standard_key(reference: str) -> str:
    """What is the same for every edition, stage and writing of one standard or work item; empty for empty text."""
    text = _DRAFT.sub("", _STAGED.sub(" ", plain(reference))).strip()
    try:
        undated = plain(read_standard(text).undated)
    except UnreadableNumber:
        undated = _YEAR.sub("", text)
    return _UNSAID.sub("", _REVISION.sub(r"\1", undated))


@lru_cache(maxsize=4096)
def patent_key(number: str) -> str:
    """What is the same for every publication and writing of one document: no kind code, no check digit."""
    text = re.sub(r"[ ,]", "", plain(number))
    if docdb := _DOCDB.fullmatch(text):
        text = "".join(docdb.groups())
    try:
        read = read_patent(text)
    except UnreadableNumber:
        checked = _CHECKED.fullmatch(text)
        return _KIND_CODE.sub("", squeezed(checked[1] if checked else text))
    return squeezed(read.text.partition(".")[0].removesuffix(read.kind))
