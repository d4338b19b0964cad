"""The one error of the value types: a code for machines, a sentence in Dutch for people."""


class InvalidValue(ValueError):
    """A text that is not a valid value.

    `code` is the validation code of the ZGW standard where it has one (only-digits, invalid, max_length).
    `message` never holds the value itself, so it can be logged and used as the key of a translation.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
