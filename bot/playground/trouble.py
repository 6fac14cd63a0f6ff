"""The two ways the workspace says no: to the app (a Web API error code) and to a person (an HTTP error in words)."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """``ok: false`` with a Slack error code; ``messages`` explain a refused payload."""

    def __init__(self, code: str, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.extra = extra

    def body(self) -> Json:
        body: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


class HumanError(Exception):
    """A person tried what the real client would not let them do. ``code`` for programs, the words for people."""

    def __init__(self, code: str, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.status = status
