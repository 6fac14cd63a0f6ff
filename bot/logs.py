"""One log for our code and the libraries, for people or as JSON. Message texts and tokens stay out."""

import logging
import sys
from typing import Literal

import structlog

QUIET = ("slack_sdk", "slack_bolt", "apscheduler", "httpx", "waitress", "transitions")
"""Libraries whose debug output would carry payloads, and whose info is of no use to an operator."""
NEEDLESS = ("As you gave `client` as well", "As `installation_store` or `authorize` has been used")
"""Bolt warns that it ignores the token in the environment; the gateway is who uses it."""


def set_up(form: Literal["text", "json"], *, quiet: bool = False) -> None:
    """Send every record to standard error, once. ``quiet``: only errors, for commands that print a report."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor
    if form == "json":
        shared.append(structlog.processors.format_exc_info)
        last = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        last = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler.addFilter(_is_of_use)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.ERROR if quiet else logging.INFO)


def _is_of_use(record: logging.LogRecord) -> bool:
    """A filter and not a level: Bolt sets the levels of its own loggers."""
    if not record.name.startswith(QUIET):
        return True
    return record.levelno >= logging.WARNING and not str(record.msg).startswith(NEEDLESS)
