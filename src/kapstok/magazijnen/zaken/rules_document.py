"""Rules of the documents of a zaak (zaakinformatieobjecten). Pure."""

from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.rules import NFE


def zrc_003_once(*, linked: bool) -> list[ZaakRefused]:
    """A document stands once with a zaak."""
    return [ZaakRefused("unique", NFE, "Dit document staat al bij deze zaak.")] if linked else []


def zio_before_archiving(archiefstatus: str) -> list[ZaakRefused]:
    """No document is added to a zaak that has been archived."""
    text = "Deze zaak is gearchiveerd; er kan geen document meer bij."
    fine = archiefstatus == "nog_te_archiveren"
    return [] if fine else [ZaakRefused("zaak-archiefstatus-invalid", NFE, text)]


def zrc_017_type(*, known: bool) -> list[ZaakRefused]:
    """The informatieobjecttype of the document is one of the zaaktype."""
    text = "Dit soort document hoort niet bij het zaaktype van de zaak."
    code = "missing-zaaktype-informatieobjecttype-relation"
    return [] if known else [ZaakRefused(code, NFE, text)]


def zio_status(status_zaak: object, zaak: object) -> list[ZaakRefused]:
    """The status for which a document matters is one of the same zaak."""
    text = "Deze status hoort bij een andere zaak."
    return [] if status_zaak in {None, zaak} else [ZaakRefused("zaak-status-mismatch", NFE, text)]
