"""Rules of statussen: setting one, closing a zaak with the last one, reopening with another one. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from kapstok.kern.archiveren import Missing
from kapstok.magazijnen.zaken.errors import ZaakForbidden, ZaakRefused
from kapstok.magazijnen.zaken.rules import LEEWAY, NFE


@dataclass(frozen=True, slots=True)
class StatusMoment:
    """When a status is set; `day` is the moment as a date where the zaak is handled."""

    moment: datetime
    day: date
    now: datetime
    startdatum: date
    taken: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands in the way of the end status of a zaak."""

    has_resultaat: bool
    open_deelzaken: int = 0
    deelzaken_without_resultaat: int = 0
    locked_documents: int = 0
    documents_without_indicatie: int = 0


def zrc_status_moment(status: StatusMoment) -> list[ZaakRefused]:
    """datumStatusGezet is not in the future, not before the start of the zaak, and once only per zaak."""
    refusals = []
    if status.moment > status.now + LEEWAY:
        text = "Een status kan niet in de toekomst worden gezet."
        refusals.append(ZaakRefused("date-in-future", "datum_status_gezet", text))
    if status.day < status.startdatum:
        text = "Een status kan niet voor de startdatum van de zaak worden gezet."
        refusals.append(ZaakRefused("date-before-startdatum", "datum_status_gezet", text))
    if status.taken:
        refusals.append(ZaakRefused("unique", NFE, "Op dit moment is al een status gezet."))
    return refusals


def zrc_status_gezetdoor(rol_zaak: object, zaak: object) -> list[ZaakRefused]:
    """Who set the status has a rol in the same zaak."""
    text = "Deze rol hoort bij een andere zaak."
    return [] if rol_zaak in {None, zaak} else [ZaakRefused("zaak-mismatch", "gezetdoor_rol_id", text)]


def zrc_007_end_status(closing: Closing) -> list[ZaakRefused]:
    """A zaak closes with a resultaat, closed deelzaken, and documents that are unlocked and whose
    indicatieGebruiksrecht is known."""
    wanted = [
        (closing.has_resultaat, "resultaat-does-not-exist", "Zet eerst een resultaat."),
        (closing.open_deelzaken == 0, "deelzaken-not-closed", "Er zijn nog deelzaken open."),
        (
            closing.deelzaken_without_resultaat == 0,
            "deelzaak-resultaat-does-not-exist",
            "Een deelzaak heeft geen resultaat.",
        ),
        (
            closing.locked_documents == 0,
            "informatieobject-locked",
            "Een document van deze zaak is nog in bewerking (vergrendeld).",
        ),
        (
            closing.documents_without_indicatie == 0,
            "indicatiegebruiksrecht-unset",
            "Bij een document van deze zaak is niet bekend of er gebruiksrechten gelden.",
        ),
    ]
    return [ZaakRefused(code, NFE, text) for good, code, text in wanted if not good]


def zrc_021_archive_date_is_known(missing: Missing | None) -> list[ZaakRefused]:
    """Without the date that the afleidingswijze needs, a zaak cannot be closed (archiefactiedatum-error)."""
    if missing is None or not missing.blocks:
        return []
    text = f"De bewaartermijn kan niet worden bepaald: {missing.what} ontbreekt."
    return [ZaakRefused("archiefactiedatum-error", NFE, text)]


def zrc_008_reopening(*, may_reopen: bool, hoofdzaak_closed: bool) -> list[ZaakRefused]:
    """Any other status on a closed zaak reopens it, with scope zaken.heropenen; a deelzaak not while its
    hoofdzaak is closed."""
    if not may_reopen:
        return [ZaakForbidden("zaak-closed", NFE, "Deze zaak is afgehandeld. U mag hem niet heropenen.")]
    text = "De hoofdzaak is afgehandeld. Heropen die eerst."
    return [ZaakRefused("hoofdzaak-closed", NFE, text)] if hoofdzaak_closed else []


def substatus_of_same_zaak(status_zaak: object, zaak: object) -> list[ZaakRefused]:
    """The status that a substatus is part of is one of the same zaak."""
    text = "Deze status hoort bij een andere zaak."
    return [] if status_zaak == zaak else [ZaakRefused("zaak-status-mismatch", NFE, text)]
