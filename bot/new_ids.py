"""Ids we make: sortable by time, and nobody can guess the next one."""

import secrets
import time
from collections.abc import Callable

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def id_maker(
    clock: Callable[[], float] = time.time, token: Callable[[int], int] = secrets.randbelow
) -> Callable[[str], str]:
    """A maker of ids that sort by time: ten characters of milliseconds, ten of chance (50 bits)."""

    def new_id(prefix: str) -> str:
        return f"{prefix}_{_base32(int(clock() * 1000), 10)}{_base32(token(1 << 50), 10)}"

    return new_id


def _base32(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
