"""The eight levels of vertrouwelijkheidaanduiding of the ZGW standard, in order."""

from enum import Enum
from functools import total_ordering


@total_ordering
class Vertrouwelijkheid(Enum):
    """From public to most secret. An application or person sees an object if its level <= their maximum."""

    OPENBAAR = "openbaar"
    BEPERKT_OPENBAAR = "beperkt_openbaar"
    INTERN = "intern"
    ZAAKVERTROUWELIJK = "zaakvertrouwelijk"
    VERTROUWELIJK = "vertrouwelijk"
    CONFIDENTIEEL = "confidentieel"
    GEHEIM = "geheim"
    ZEER_GEHEIM = "zeer_geheim"

    @property
    def rang(self) -> int:
        """1 for openbaar to 8 for zeer_geheim; the number to compare in SQL."""
        return _ORDER[self]

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Vertrouwelijkheid):
            return NotImplemented
        return self.rang < other.rang


_ORDER = {level: number for number, level in enumerate(Vertrouwelijkheid, start=1)}


def levels_up_to(maximum: Vertrouwelijkheid) -> list[Vertrouwelijkheid]:
    return [level for level in Vertrouwelijkheid if level <= maximum]
