"""What the zakenmagazijn refuses. The code is the standard's where it has one."""

from kapstok.platform.errors import Refusal


class ZaakRefused(Refusal):
    """A rule of the zakenmagazijn said no."""


class ZaakForbidden(ZaakRefused):
    """A rule about rights said no: 403 with code permission_denied in the API."""

    forbidden = True


class ZaakNotFound(ZaakRefused):
    """There is no such zaak in this municipality."""

    def __init__(self) -> None:
        super().__init__("not_found", "zaak", "Deze zaak is er niet (meer).")
