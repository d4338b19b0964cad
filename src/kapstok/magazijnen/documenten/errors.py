"""What the documentenmagazijn refuses. The code is the standard's where it has one."""

from kapstok.platform.errors import Refusal


class DocumentRefused(Refusal):
    """A rule of the documentenmagazijn said no."""


class DocumentNotFound(DocumentRefused):
    """There is no such document in this municipality."""

    def __init__(self) -> None:
        super().__init__("not_found", "informatieobject", "Dit document is er niet (meer).")
