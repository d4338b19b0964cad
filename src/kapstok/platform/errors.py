"""Refusals: what the product says no to, with a code, the field and a sentence for people."""


class Refusal(Exception):
    """One rule said no. `code` is the published code where a standard has one.

    `forbidden`: the rule is about rights, not about what was sent; an API answers 403.
    """

    forbidden = False

    def __init__(self, code: str, field: str = "", message: str = "") -> None:
        super().__init__(message or code)
        self.code = code
        self.field = field
        self.message = message or code

    @property
    def all(self) -> list["Refusal"]:
        """The refusals in this answer; a single one is a list of itself."""
        return [self]


class Refusals(Refusal):
    """Several refusals in one answer, so that people and machines see all faults at once."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("invalid", "", "; ".join(r.message for r in refusals))
        self.refusals = refusals

    @property
    def all(self) -> list[Refusal]:
        return self.refusals
