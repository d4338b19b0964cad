"""Which fields a row of a plan file has, under which name, and what each may hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan.bestand.knopen import Fout, Knoop
from kapstok.diensten.sturing.plan.rules import JAREN, METINGEN
from kapstok.diensten.sturing.plan.services.samenhang import CODE

BRONSOORTEN = ("wet", "norm", "akkoord", "beleid", "afspraak", "overeenkomst", "besluit", "onderzoek")
DELEN = {
    "vier_k": "k", "pijlers": "pijler", "uitgangspunten": "uitgangspunt", "spelregels": "spelregel",
    "principes": "principe", "ontwikkelingen": "ontwikkeling", "competenties": "competentie",
}  # fmt: skip
"""Section of the file -> kind of part."""


class Ongeldig(Exception):
    """This value cannot be; the sentence says why."""


def tekst(length: int) -> Callable[[Knoop], str]:
    """Text of at most so many characters."""

    def read(node: Knoop) -> str:
        if isinstance(node.waarde, (list, dict, bool)):
            raise Ongeldig(_("Hier hoort tekst."))
        text = (node.waarde or "").strip()
        if len(text) > length or "\x00" in text:
            raise Ongeldig(_("Deze tekst is te lang: hoogstens %s tekens.") % length)
        return text

    return read


def code(node: Knoop) -> str:
    """Letters, digits, dashes."""
    text = tekst(40)(node)
    if not CODE.fullmatch(text):
        raise Ongeldig(_("Gebruik alleen letters, cijfers en streepjes, hoogstens 40."))
    return text


def dag(node: Knoop) -> date | None:
    """A day, or nothing."""
    text = tekst(40)(node)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Ongeldig(_("Dit is geen datum. Bijvoorbeeld 2017-05-01.")) from error


def keuze(*mogelijk: str) -> Callable[[Knoop], str]:
    """One of these, or nothing."""

    def read(node: Knoop) -> str:
        text = tekst(60)(node)
        if text and text not in mogelijk:
            raise Ongeldig(_("Kies een van: %s.") % ", ".join(mogelijk))
        return text

    return read


def codes(node: Knoop) -> list[str]:
    """A list of codes."""
    if not isinstance(node.waarde, list):
        raise Ongeldig(_("Hier hoort een lijst, tussen [ en ]."))
    return [code(each) for each in node.waarde]


def namen(node: Knoop) -> list[str]:
    """A list of names."""
    if not isinstance(node.waarde, list):
        raise Ongeldig(_("Hier hoort een lijst, tussen [ en ]."))
    return [tekst(120)(each) for each in node.waarde]


def getal(node: Knoop) -> float | None:
    """A number, or nothing."""
    text = tekst(20)(node)
    try:
        value = Decimal(text) if text else None
    except InvalidOperation as error:
        raise Ongeldig(_("Dit is geen getal.")) from error
    if value is not None and (not value.is_finite() or abs(value) >= 10**12 or value != round(value, 2)):
        raise Ongeldig(_("Dit is geen getal met hoogstens twee cijfers achter de punt."))
    return None if value is None else float(value)


def doelen(node: Knoop) -> dict[str, float]:
    """A target for each year that is named."""
    if not isinstance(node.waarde, dict):
        raise Ongeldig(_("Hier hoort bij elk jaar een getal, zoals 2018: 85."))
    found: dict[str, float] = {}
    for year, each in node.waarde.items():
        target = getal(each)
        if not year.isdecimal() or int(year) not in JAREN or target is None:
            raise Ongeldig(_("Hier hoort bij elk jaar een getal, zoals 2018: 85."))
        found[year] = target
    return found


def adres(node: Knoop) -> str:
    """A web address, or nothing."""
    text = tekst(300)(node)
    try:
        if text:
            URLValidator(schemes=["http", "https"])(text)
    except ValidationError as error:
        raise Ongeldig(_("Dit is geen webadres. Begin met https://.")) from error
    return text


@dataclass(frozen=True, slots=True)
class Veld:
    """A field: its name with us, how it is read, and whether it must be there."""

    naam: str
    lees: Callable[[Knoop], Any]
    nodig: bool = False


ID = {"id": Veld("code", code, nodig=True)}
PLAN = {
    "naam": Veld("naam", tekst(120), nodig=True), "van": Veld("van", dag, nodig=True),
    "tot": Veld("tot", dag, nodig=True), "datum": Veld("datum", dag, nodig=True), "auteurs": Veld("auteurs", namen),
    "aanleiding": Veld("aanleiding", tekst(200)), "missie": Veld("missie", tekst(10_000), nodig=True),
    "visie": Veld("visie", tekst(10_000)), "voorganger": Veld("voorganger", tekst(120)),
}  # fmt: skip
BRON = {
    **ID, "soort": Veld("soort", keuze(*BRONSOORTEN), nodig=True), "nl": Veld("naam", tekst(200), nodig=True),
    "gemeente": Veld("gemeente", tekst(40)), "van": Veld("van", dag), "tot": Veld("tot", dag),
    "adres": Veld("adres", adres),
}  # fmt: skip
DEEL = {
    **ID, "nl": Veld("naam", tekst(160), nodig=True), "tekst": Veld("tekst", tekst(10_000)),
    "standpunt": Veld("standpunt", tekst(10_000)), "groep": Veld("groep", tekst(40)),
    "richting": Veld("richting", keuze("omhoog", "omlaag")), "paragraaf": Veld("paragraaf", tekst(10)),
    "bronnen": Veld("bronnen", codes),
}  # fmt: skip
SPEERPUNT = {
    **ID, "nl": Veld("naam", tekst(160), nodig=True), "kern_nl": Veld("kern", tekst(10_000)),
    "raakt": Veld("raakt", keuze("dienstverlening", "bedrijfsvoering", "beide")),
    "paragraaf": Veld("paragraaf", tekst(10)), "pijlers": Veld("pijlers", codes), "ks": Veld("ks", codes),
}  # fmt: skip
AMBITIE = {
    "gemeente": Veld("gemeente", tekst(40), nodig=True), "niveau": Veld("niveau", tekst(60), nodig=True),
    "vanaf": Veld("van", dag, nodig=True), "tot": Veld("tot", dag), "besluit": Veld("besluit", tekst(200), nodig=True),
}  # fmt: skip
WIJZIGING = {
    "gemeente": Veld("gemeente", tekst(40), nodig=True), "van": Veld("eerst", tekst(60), nodig=True),
    "naar": Veld("niveau", tekst(60), nodig=True), "maand": Veld("maand", tekst(7), nodig=True),
    "besluit": Veld("besluit", tekst(150), nodig=True),
}  # fmt: skip
INDICATOR = {
    **ID, "bij": Veld("bij", code, nodig=True), "nl": Veld("naam", tekst(160), nodig=True),
    "eenheid": Veld("eenheid", tekst(20), nodig=True),
    "richting": Veld("richting", keuze("omhoog", "omlaag"), nodig=True),
    "norm": Veld("norm", getal), "doelen": Veld("doelen", doelen), "norm_gemeenten": Veld("norm_gemeenten", codes),
    "meting": Veld("meting", keuze(*METINGEN)), "bron": Veld("bron", tekst(200)),
    "eigenaar": Veld("eigenaar", tekst(30)),
}  # fmt: skip
NAAST = {"en", "norm"}  # beside the plan: facts that a row of the file may have and Kapstok does not keep


def rij(
    node: Knoop, velden: dict[str, Veld], fouten: list[Fout], over: set[str], *ook: str
) -> dict[str, Any]:
    """The fields of one row; what is wrong is added to the faults, what is not kept to `over`."""
    if not isinstance(node.waarde, dict):
        fouten.append(Fout(node.rij, "", _("Hier hoort een rij met velden.")))
        return {}
    found: dict[str, Any] = {}
    wrong: set[str] = set()
    for name, value in node.waarde.items():
        field = velden.get(name)
        if field is None:
            if name in NAAST and name not in ook:
                over.add(name)
            elif name not in ook:
                fouten.append(Fout(value.rij, name, _("Dit veld kent Kapstok niet.")))
            continue
        try:
            found[field.naam] = field.lees(value)
        except Ongeldig as bad:
            wrong.add(name)
            fouten.append(Fout(value.rij, name, str(bad)))
    fouten += [
        Fout(node.rij, name, _("Vul dit in."))
        for name, field in velden.items()
        if field.nodig and name not in wrong and found.get(field.naam) in ("", None)
    ]
    return {name: value for name, value in found.items() if value is not None}
