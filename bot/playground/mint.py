"""Makes the workspace's ids. A run's ids never repeat those of an earlier run, because a bot remembers them."""

import secrets
import uuid

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAIL = 5


class Mint:
    """Ids such as ``V7KQ2M00001``: a letter, a chance prefix per run, a counter."""

    def __init__(self) -> None:
        self._run = "".join(secrets.choice(_ALPHABET) for _ in range(5))
        self._counts: dict[str, int] = {}

    def next(self, prefix: str) -> str:
        count = self._counts[prefix] = self._counts.get(prefix, 0) + 1
        digits = []
        for _ in range(_TAIL):
            count, digit = divmod(count, len(_ALPHABET))
            digits.append(_ALPHABET[digit])
        return f"{prefix}{self._run}{''.join(reversed(digits))}"

    @staticmethod
    def envelope() -> str:
        return str(uuid.uuid4())

    @staticmethod
    def secret() -> str:
        return secrets.token_hex(16)

    @staticmethod
    def short() -> str:
        """For block and action ids the app left out."""
        return secrets.token_urlsafe(4).replace("-", "x").replace("_", "y")[:5]
