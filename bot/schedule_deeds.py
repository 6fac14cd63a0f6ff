"""What a click on a schedule asks for: travels in ``Ref.extra`` of the one act they share."""

from enum import StrEnum


class Deed(StrEnum):
    ADD = "add"
    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    TEST = "test"
    REMOVE = "remove"
    UNDO = "undo"
