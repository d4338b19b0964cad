"""What the GEMMA Softwarecatalogus writes in its AMEFF for a municipality or a partnership, as rows of ours.

Its own description of that export (model of VNG Realisatie) gives the properties: packages and versions of packages
("GEMMA type" or "SWC type"), who uses or manages a version, for which reference components it is used, and couplings.

Choices of ours: versions of one package are one application, because rule B asks for the same product; "gebruikt" is
consulting and "beheerd" is managing and consulting, as the catalogue tells no more; what the file does not speak of
stays as it is; and what GEMMA has in another release than ours is told and left out.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.uitwisseling import ameff
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff import q
from kapstok.diensten.sturing.portfolio.uitwisseling.verslag import Rij, Verslag

PAKKET, VERSIE, LEVERANCIER, GEMEENTE = "pakket", "pakketversie", "leverancier", "gemeente"
GESCHIKT = "is geschikt voor"  # what the supplier says that it could do; not what it is used for
STATUS = {
    "gepland": "gekozen",
    "in productie": "in_gebruik",
    "uit te faseren": "uitfaserend",
    "uitgefaseerd": "beeindigd",
}
RICHTING = {
    "left_to_right": "heen", "rechts": "heen", "right_to_left": "terug", "links": "terug",
    "bidirection": "beide", "beide": "beide",
}  # fmt: skip
LETTERS = {"gebruikt": "R", "beheerd": "BR"}


def soort(props: dict[str, str]) -> str:
    """What the catalogue calls it, in small letters."""
    return (props.get(ameff.SOORT) or props.get("SWC type") or "").casefold()


def is_catalogus(elementen: list[tuple[Any, dict[str, str]]]) -> bool:
    """Did the Softwarecatalogus make this file?"""
    return any(soort(props) in (PAKKET, VERSIE) for _element, props in elementen)


@dataclass
class _Gelezen:
    """What was found, by the identifiers of the file."""

    elementen: dict[str, tuple[Any, dict[str, str]]]
    rijen: dict[str, Rij] = field(default_factory=dict)  # a version or a package -> its application
    componenten: dict[str, str] = field(default_factory=dict)
    leden: dict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # collaboration -> municipalities

    def kind(self, identifier: str) -> str:
        found = self.elementen.get(identifier)
        return soort(found[1]) if found else ""

    def tag(self, identifier: str) -> str:
        found = self.elementen.get(identifier)
        return found[0].get(q("type", ameff.XSI), "") if found else ""

    def naam(self, identifier: str) -> str:
        return (self.elementen[identifier][0].findtext(q("name")) or "").strip()


def lees(
    elementen: list[tuple[Any, dict[str, str]]],
    relaties: list[tuple[Any, dict[str, str]]],
    namen: dict[str, str],
    verslag: Verslag,
) -> tuple[list[Rij], list[Rij]]:
    """Applications and couplings. `namen`: name of a municipality in small letters -> its code."""
    found = _Gelezen({element.get("identifier", ""): (element, props) for element, props in elementen})
    _components(found)
    _applications(found, relaties, verslag)
    for relation, _props in relaties:
        if (
            relation.get(q("type", ameff.XSI)) == "Aggregation"
            and found.kind(relation.get("target", "")) == GEMEENTE
        ):
            found.leden[relation.get("source", "")].append(relation.get("target", ""))
    couplings = []
    for relation, props in relaties:
        kind = relation.get(q("type", ameff.XSI))
        if kind == "Specialization":
            _filled(relation, found, verslag)
        elif kind == "Association":
            _used(relation, props, found, namen, verslag)
        elif kind == "Flow":
            couplings += _coupling(relation, props, found, verslag)
    return list({id(row): row for row in found.rijen.values()}.values()), couplings


def _components(found: _Gelezen) -> None:
    known = gemma.componenten()
    for identifier, (_element, props) in found.elementen.items():
        object_id = props.get(ameff.OBJECT_ID) or identifier.removeprefix("id-")
        if object_id in known:
            found.componenten[identifier] = object_id


def _applications(found: _Gelezen, relaties: list[tuple[Any, dict[str, str]]], verslag: Verslag) -> None:
    """A row per package; a version without a package is a row of its own."""
    package_of, supplier_of = {}, {}
    for relation, _props in relaties:
        source, target = relation.get("source", ""), relation.get("target", "")
        for one, other in ((source, target), (target, source)):
            if found.kind(one) == PAKKET and found.kind(other) == VERSIE:
                package_of[other] = one
            if found.kind(one) == LEVERANCIER and found.kind(other) in (PAKKET, VERSIE):
                supplier_of[other] = found.naam(one)
    by_name: dict[str, Rij] = {}
    for identifier, (element, props) in found.elementen.items():
        if soort(props) != VERSIE:
            continue
        whole = package_of.get(identifier, identifier)
        name = found.naam(whole)
        if not name:
            verslag.fout(element.sourceline, "naam", _("Dit pakket heeft geen naam."))
            continue
        row = by_name.get(name.casefold())
        if row is None:
            row = by_name[name.casefold()] = Rij(element.sourceline, {"naam": name[:120], "componenten": []})
        supplier = supplier_of.get(whole) or supplier_of.get(identifier)
        if supplier:
            row.waarden["leverancier"] = supplier[:120]
        status = props.get("Gebruik status", "").casefold()
        if status and status not in STATUS:
            verslag.fout(element.sourceline, "Gebruik status", _("Deze waarde bestaat niet: %s.") % status)
        elif status and row.waarden.get("status") != "in_gebruik":
            row.waarden["status"] = STATUS[status]  # of several versions the one in production counts
        found.rijen[identifier] = row


def _filled(relation: Any, found: _Gelezen, verslag: Verslag) -> None:
    row, target = found.rijen.get(relation.get("source", "")), relation.get("target", "")
    name = (relation.findtext(q("name")) or "").strip().casefold()
    if row is None or name == GESCHIKT or found.kind(target) in (PAKKET, VERSIE):
        return
    component = found.componenten.get(target)
    if component is None:
        known = target in found.elementen
        what = found.naam(target) if known else target
        verslag.opmerking(
            relation.sourceline, "Specialization", _("Dit onderdeel kent Kapstok niet: %s.") % what
        )
    elif component not in row.waarden["componenten"]:
        row.waarden["componenten"].append(component)


def _used(
    relation: Any, props: dict[str, str], found: _Gelezen, namen: dict[str, str], verslag: Verslag
) -> None:
    ends = (relation.get("source", ""), relation.get("target", ""))
    for who, what in (ends, ends[::-1]):
        row = found.rijen.get(what)
        if row is None or found.tag(who) not in ("BusinessActor", "BusinessCollaboration"):
            continue
        if found.kind(who) == LEVERANCIER:
            continue
        said = next(
            (v.casefold() for k, v in props.items() if k.casefold().startswith("gebruikt")), "gebruikt"
        )
        if said not in LETTERS:
            verslag.fout(relation.sourceline, "gebruikt / beheerd", _("Deze waarde bestaat niet: %s.") % said)
            continue
        # A partnership manages; the municipalities in it use.
        together = found.tag(who) == "BusinessCollaboration"
        users = [found.naam(each) for each in found.leden.get(who, [])] if together else [found.naam(who)]
        for naam in users or namen:
            code = namen.get(naam.casefold().removeprefix("gemeente ").strip())
            if code is None:
                text = _("Deze gemeente doet niet mee: %s.") % naam
                verslag.fout(relation.sourceline, ameff.GEBRUIK, text)
            else:
                letters = "R" if together else LETTERS[said]
                row.gebruik[code] = "".join(sorted({*row.gebruik.get(code, ""), *letters}))


def _coupling(relation: Any, props: dict[str, str], found: _Gelezen, verslag: Verslag) -> list[Rij]:
    one, other = found.rijen.get(relation.get("source", "")), found.rijen.get(relation.get("target", ""))
    if one is None or other is None or one is other:
        return []  # with something outside the municipality: no application of ours
    said = props.get("Richting", "").casefold()
    if said and said not in RICHTING:
        verslag.fout(relation.sourceline, ameff.RICHTING, _("Deze waarde bestaat niet: %s.") % said)
    about = (relation.findtext(q("documentation")) or relation.findtext(q("name")) or "").strip()
    values = {
        "standaard": props.get("Standaardversie", "")[:120],
        "richting": RICHTING.get(said, "heen"),
        "gegevens": about[:200],
        "via_bus": bool(props.get("Intermediair")),
    }
    return [
        Rij(relation.sourceline, values, namen={"van": one.waarden["naam"], "naar": other.waarden["naam"]})
    ]
