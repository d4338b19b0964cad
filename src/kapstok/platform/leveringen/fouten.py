"""What can be wrong with a delivery."""

from kapstok.platform.errors import Refusal


class LeveringFout(Refusal):
    """The delivery cannot be used; the message names the place in it."""

    def __init__(self, code: str, place: str, message: str) -> None:
        super().__init__(code, "bestand", f"{place}: {message}" if place else message)
        self.place = place
