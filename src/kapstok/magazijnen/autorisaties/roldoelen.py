"""For which purposes a medewerker may look in the base registrations, and at which fields, by role.

What is delivered holds until a municipality says otherwise; what it says is a layer over it, by key, and can be taken
off again. As with applications: without a purpose nothing, and never a field more than the purpose holds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kapstok.magazijnen.autorisaties.models import RoldoelEigen
from kapstok.magazijnen.autorisaties.rules import ApplicatieRefused
from kapstok.platform.work import Actor, unit_of_work

# Who speaks with residents. Other roles see no data of persons, whatever purpose there is.
ROLLEN = ("kcc", "behandelaar", "teamleider")
LANGSTE_NAAM = 60
Velden = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Roldoel:
    """A purpose, the roles that may look for it, and per register the paths of what goes with it."""

    sleutel: str
    naam: str
    rollen: tuple[str, ...]
    velden: Velden = field(default_factory=dict)
    geleverd: bool = False
    eigen: bool = False

    def van(self, register: str) -> tuple[str, ...]:
        """The paths of a register; nothing when there are none."""
        return self.velden.get(register, ())


_WIE = ("burgerservicenummer", "naam", "geboorte", "leeftijd", "geslacht", "overlijden")
_WAAR = ("adressering", "verblijfplaats", "gemeenteVanInschrijving", "datumInschrijvingInGemeente")
_FAMILIE = (
    "partners",
    "kinderen",
    "ouders",
    "gezag",
    "indicatieGezagMinderjarige",
    "indicatieCurateleRegister",
)
_VERBLIJF = ("nationaliteiten", "verblijfstitel", "immigratie")
_OVERIG = (
    "aNummer",
    "datumEersteInschrijvingGBA",
    "europeesKiesrecht",
    "uitsluitingKiesrecht",
    "reisdocumenten",
)
_BEDRIJF = ("basisprofiel", "eigenaar", "vestigingen")
_PERCEEL = ("kadastraalonroerendezaken", "zakelijkgerechtigden", "publiekrechtelijkebeperkingen")
_BEHANDELT = ("behandelaar", "teamleider")
GELEVERD: tuple[Roldoel, ...] = (
    Roldoel("klantcontact", "Vragen van inwoners beantwoorden", ROLLEN, {
        "brp": (*_WIE, *_WAAR), "hr": ("basisprofiel", "vestigingen"),
    }),
    Roldoel("aanvragen", "Aanvragen behandelen", _BEHANDELT, {
        "brp": (*_WIE, *_WAAR, *_FAMILIE, *_VERBLIJF), "hr": _BEDRIJF,
    }),
    Roldoel("adresonderzoek", "Adresonderzoek", _BEHANDELT, {
        "brp": (*_WIE, *_WAAR, "partners", "kinderen", "bewoning", "verblijfplaatshistorie", "volgindicaties"),
        "brk": ("kadastraalonroerendezaken", "zakelijkgerechtigden"), "hr": ("basisprofiel", "vestigingen"),
    }),
    Roldoel("burgerzaken", "Burgerzaken", _BEHANDELT, {
        "brp": (*_WIE, *_WAAR, *_FAMILIE, *_VERBLIJF, *_OVERIG, "bewoning", "verblijfplaatshistorie", "volgindicaties"),
        "hr": ("basisprofiel", "vestigingen"),
    }),
    Roldoel("belastingen", "Belastingen heffen", _BEHANDELT, {
        "brp": ("burgerservicenummer", "naam", "geboorte.datum", "overlijden.datum", *_WAAR),
        "brk": (*_PERCEEL, "privaatrechtelijkebeperkingen"), "woz": ("wozobjecten", "waarden"), "hr": _BEDRIJF,
    }),
    Roldoel("toezicht", "Vergunningen en toezicht", _BEHANDELT, {
        "brp": ("burgerservicenummer", "naam", "geboorte.datum", "overlijden.datum", *_WAAR, "bewoning"),
        "brk": (*_PERCEEL, "privaatrechtelijkebeperkingen"), "hr": _BEDRIJF,
    }),
)  # fmt: skip
_GELEVERD = {
    each.sleutel: Roldoel(each.sleutel, each.naam, each.rollen, each.velden, geleverd=True)
    for each in GELEVERD
}


def roldoelen() -> list[Roldoel]:
    """All purposes of this municipality: the delivered ones, with its own instead of and after them."""
    own = {
        row.sleutel: Roldoel(
            row.sleutel,
            row.naam,
            tuple(row.rollen),
            {register: tuple(paths) for register, paths in row.velden.items()},
            geleverd=row.sleutel in _GELEVERD,
            eigen=True,
        )
        for row in RoldoelEigen.objects.order_by("naam", "sleutel")[:200]
    }
    return list({**_GELEVERD, **own}.values())


def van_rollen(rollen: Collection[str]) -> list[Roldoel]:
    """For which purposes somebody with these roles may look."""
    mine = set(ROLLEN).intersection(rollen)
    return [each for each in roldoelen() if mine.intersection(each.rollen)]


def zet_roldoel(sleutel: str, *, naam: str, rollen: Sequence[str], velden: Velden, actor: Actor) -> None:
    """A purpose as this municipality wants it, also instead of a delivered one."""
    naam = " ".join(naam.split())
    if not naam or len(naam) > LANGSTE_NAAM:
        raise ApplicatieRefused("required", "naam", _("Geef het doel een naam van hoogstens 60 tekens."))
    if any(each.naam.lower() == naam.lower() and each.sleutel != sleutel for each in roldoelen()):
        raise ApplicatieRefused("unique", "naam", _("Er is al een doel met deze naam."))
    if not set(rollen) <= set(ROLLEN):
        raise ApplicatieRefused("invalid", "rollen", _("Deze rol ziet geen gegevens van personen."))
    with unit_of_work(actor, "roldoel.zet") as work:
        before = RoldoelEigen.objects.select_for_update().filter(sleutel=sleutel).first()
        after = {
            "naam": naam,
            "rollen": [role for role in ROLLEN if role in rollen],
            "velden": {register: list(paths) for register, paths in velden.items() if paths},
        }
        was = _snapshot(before) if before else None
        RoldoelEigen.objects.update_or_create(sleutel=sleutel, defaults=after)
        work.record("roldoel", sleutel, before=was, after=after)
        work.publish("raadplegen.doel.update", subject=sleutel, data={"sleutel": sleutel})


def wis_roldoel(sleutel: str, *, actor: Actor) -> None:
    """Away with what the municipality said itself: a delivered purpose is then as it was delivered."""
    with unit_of_work(actor, "roldoel.wis") as work:
        row = RoldoelEigen.objects.select_for_update().filter(sleutel=sleutel).first()
        if row is None:
            raise ApplicatieRefused("not_found", "sleutel", _("Dit doel is er niet (meer)."))
        was = _snapshot(row)
        row.delete()
        work.record("roldoel", sleutel, before=was)
        work.publish("raadplegen.doel.destroy", subject=sleutel, data={"sleutel": sleutel})


def _snapshot(row: RoldoelEigen) -> dict[str, object]:
    return {"naam": row.naam, "rollen": row.rollen, "velden": row.velden}
