"""Whether what a notice asks for is still to be done."""

from bot.blocks.lifecycle import prompts
from flows.lifecycle.readmodels import ProjectCard
from flows.notices import Notice, NoticeKind


def is_wanted(notice: Notice, project: ProjectCard) -> bool:
    """Whether a notice still has anything to ask of its person; what tells rather than asks always has."""
    match notice.kind:
        case NoticeKind.ASK:
            return prompts.asks(project, notice.audience)
        case NoticeKind.REVIEW:
            return prompts.waits(project, notice.audience)
        case NoticeKind.BALLOT:
            return project.gate is not None and project.gate.id == (notice.post_key or "").split(":")[1]
        case _:
            return True
