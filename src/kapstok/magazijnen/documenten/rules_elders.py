"""Who outside the house may see a document that stands in the register of somebody else. Pure."""

from dataclasses import dataclass

OPENBAAR = "openbaar"
# What an applicant may see of the own zaak when the register says that it is for the applicant.
NIET_VERTROUWELIJK = frozenset({OPENBAAR, "beperkt_openbaar", "zaakvertrouwelijk"})
# From here on a document does not change any more.
KLAAR = frozenset({"definitief", "gearchiveerd"})


@dataclass(frozen=True, slots=True)
class Elders:
    """What its register says of a document. `tonen`: for the applicant; None: an older standard does not know it."""

    titel: str
    status: str
    vertrouwelijkheid: str
    tonen: bool | None
    versie: int | None
    formaat: str
    bestandsnaam: str
    omvang: int | None
    creatiedatum: str


def resident_may_see(one: Elders, *, aanvrager: bool) -> bool:
    """Finished, and public; or meant for the applicant, who is reading, and not confidential."""
    if one.status not in KLAAR:
        return False
    if one.vertrouwelijkheid == OPENBAAR:
        return not aanvrager or one.tonen is not False
    return aanvrager and one.tonen is True and one.vertrouwelijkheid in NIET_VERTROUWELIJK
