"""What the catalogus refuses. The code is the standard's where it has one."""

from kapstok.platform.errors import Refusal


class CatalogusRefused(Refusal):
    """A rule of the catalogus said no."""
