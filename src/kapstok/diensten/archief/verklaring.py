"""Verklaring van vernietiging (Archiefbesluit 1995 art. 8): what was destroyed, on what ground, by whom, how.

As data; the page and the PDF are made elsewhere. `controlegetal` binds the certificate to its lines.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from kapstok.diensten.archief.models import Actie, Vernietigingslijst, Vernietigingsregel
from kapstok.diensten.archief.rules import ArchiefRefused, Lijststatus

WIJZE = (
    "De zaken zijn met alle gegevens en documenten gewist uit de database en de opslag. "
    "De sleutels van hun logregels zijn vernietigd."
)


@dataclass(frozen=True, slots=True)
class Handtekening:
    rol: str
    naam: str
    datum: date


@dataclass(frozen=True, slots=True)
class VernietigdeZaak:
    identificatie: str
    zaaktype: str
    resultaat: str
    selectielijst: str
    startdatum: date
    einddatum: date
    archiefactiedatum: date
    documenten: int


@dataclass(frozen=True, slots=True)
class Verklaring:
    """`volledig` is False when the list was stopped half-way: what went before is certified."""

    lijst: str
    naam: str
    peildatum: date
    vernietigd_op: datetime
    volledig: bool
    wijze: str
    handtekeningen: tuple[Handtekening, ...]
    zaken: tuple[VernietigdeZaak, ...]
    aantallen: tuple[tuple[str, str, int], ...]
    niet_vernietigd: int
    controlegetal: str


_ZAAK_FIELDS = tuple(VernietigdeZaak.__dataclass_fields__)


def verklaring(lijst_id: UUID) -> Verklaring:
    """The certificate; there is none before something has been destroyed and the list has ended."""
    lijst = Vernietigingslijst.objects.filter(id=lijst_id).first()
    gone = Vernietigingsregel.objects.filter(lijst_id=lijst_id, vernietigd_op__isnull=False)
    if (
        lijst is None
        or lijst.status not in {Lijststatus.VERNIETIGD, Lijststatus.GESTOPT}
        or not gone.exists()
    ):
        raise ArchiefRefused("niet-vernietigd", "lijst", "Van deze lijst is nog geen verklaring.")
    zaken = tuple(
        VernietigdeZaak(*row) for row in gone.order_by("identificatie", "id").values_list(*_ZAAK_FIELDS)
    )
    counted = Counter((zaak.zaaktype, zaak.selectielijst) for zaak in zaken)
    return Verklaring(
        lijst=lijst.identificatie,
        naam=lijst.naam,
        peildatum=lijst.peildatum,
        vernietigd_op=lijst.vernietigd_op or gone.latest("vernietigd_op").vernietigd_op,
        volledig=lijst.status == Lijststatus.VERNIETIGD,
        wijze=WIJZE,
        handtekeningen=_handtekeningen(lijst),
        zaken=zaken,
        aantallen=tuple((*kind, number) for kind, number in sorted(counted.items())),
        niet_vernietigd=Vernietigingsregel.objects.filter(lijst_id=lijst_id)
        .exclude(actie=Actie.VERNIETIGEN, vernietigd_op__isnull=False)
        .count(),
        controlegetal=_controlegetal(lijst.identificatie, zaken),
    )


def _handtekeningen(lijst: Vernietigingslijst) -> tuple[Handtekening, ...]:
    signed = (
        ("Ingediend", lijst.indiener_naam, lijst.ingediend_op),
        ("Eerste beoordelaar", lijst.eerste_beoordelaar_naam, lijst.eerste_akkoord_op),
        ("Tweede beoordelaar", lijst.tweede_beoordelaar_naam, lijst.tweede_akkoord_op),
    )
    return tuple(Handtekening(rol, naam, datum) for rol, naam, datum in signed if datum)


def _controlegetal(lijst: str, zaken: tuple[VernietigdeZaak, ...]) -> str:
    """SHA-256 over one line per zaak, fields separated by a tab."""
    lines = [lijst, *("\t".join(str(getattr(zaak, name)) for name in _ZAAK_FIELDS) for zaak in zaken)]
    return sha256("\n".join(lines).encode()).hexdigest()
