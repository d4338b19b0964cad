"""The refusals of OGC API Features: a code and a description."""


class Geweigerd(Exception):
    """An answer that is no answer."""

    def __init__(self, status: int, code: str, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.document = {"code": code, "description": description}


def parameter(name: str, why: str) -> Geweigerd:
    """400: a parameter that is not there or has no meaning."""
    return Geweigerd(400, "InvalidParameterValue", f"{name[:50]}: {why}")


def niet_gevonden() -> Geweigerd:
    """404."""
    return Geweigerd(404, "NotFound", "Dit bestaat niet.")
