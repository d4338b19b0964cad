"""AMEFF in: applications, the reference components they specialise, who they serve, and flows between them.

Everything else in the file (processes, views, other layers) is left alone; which kinds of element that were is told.
Faults carry the line of the element.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from kapstok.diensten.sturing.harmonisatie.rules_cf import GEBONDEN
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.uitwisseling import ameff, softwarecatalogus, toepassen
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff import q
from kapstok.diensten.sturing.portfolio.uitwisseling.kolommen import CelFout
from kapstok.diensten.sturing.portfolio.uitwisseling.verslag import Rij, Verslag
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.work import Actor

MOST_ELEMENTS = 50_000


@dataclass
class _Gelezen:
    """What was found, by the identifiers of the file."""

    componenten: dict[str, str] = field(default_factory=dict)  # -> object id of GEMMA
    gemeenten: dict[str, str] = field(default_factory=dict)  # -> code
    apps: dict[str, Rij] = field(default_factory=dict)
    koppelingen: list[Rij] = field(default_factory=list)
    anders: dict[str, list[int]] = field(default_factory=dict)  # kind of element that we do not read -> lines


def import_ameff(content: bytes, *, actor: Actor) -> Verslag:
    """Read one exchange file; with faults nothing is kept."""
    verslag = Verslag("ameff")
    root = _root(content, verslag)
    if root is None:
        return verslag
    work = toepassen.Toepassing(verslag, actor)
    labels = {
        each.get("identifier", ""): (each.findtext(q("name")) or "").strip()
        for each in root.iterfind(f"{q('propertyDefinitions')}/{q('propertyDefinition')}")
    }
    elements = [(e, _props(e, labels)) for e in root.iterfind(f"{q('elements')}/{q('element')}")]
    relations = [(r, _props(r, labels)) for r in root.iterfind(f"{q('relationships')}/{q('relationship')}")]
    if softwarecatalogus.is_catalogus(elements):
        return _from_catalogue(elements, relations, work)
    found = _Gelezen()
    for element, props in elements:
        _element(element, props, found, verslag)
    for relation, props in relations:
        _relation(relation, props, found, verslag)
    for row in found.apps.values():
        row.gebruik = {code: row.gebruik.get(code, "") for code in work.deelnemers} | row.gebruik
        for code in set(row.gebruik) - set(work.deelnemers):
            verslag.fout(row.nummer, ameff.GEBRUIK, _("Deze gemeente doet niet mee: %s.") % code)
    _double(found, verslag)
    _left_out(found, verslag)
    if not found.apps and not verslag.fouten:
        verslag.fout(1, "", _("In dit bestand staat geen enkele applicatie."))
    if verslag.fouten:
        return verslag.niets()
    apps = list(found.apps.values())
    return work.run(
        [(toepassen.applicatie, apps), (toepassen.opvolger, apps), (toepassen.koppeling, found.koppelingen)]
    )


def _from_catalogue(elements: list[Any], relations: list[Any], work: toepassen.Toepassing) -> Verslag:
    """An export of the Softwarecatalogus: what it says is added, what it is silent about stays."""
    names = {naam.casefold(): code for code, naam in Deelnemer.objects.values_list("code", "naam")}
    apps, couplings = softwarecatalogus.lees(elements, relations, names, work.verslag)
    for row in apps:
        row.erbij = True
    if work.verslag.fouten:
        return work.verslag.niets()
    return work.run([(toepassen.applicatie, apps), (toepassen.koppeling, couplings)])


def _root(content: bytes, verslag: Verslag) -> Any:
    """The model; no entities, no document type, nothing from the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        verslag.fout(error.lineno or 1, "", _("Dit is geen goede XML."))
        return None
    if root.getroottree().docinfo.doctype:
        verslag.fout(1, "", _("Een bestand met een DOCTYPE wordt niet gelezen."))
        return None
    if root.tag != q("model"):
        verslag.fout(1, "", _("Dit is geen ArchiMate-uitwisselbestand (AMEFF)."))
        return None
    if sum(1 for each in root.iter() if each.tag in (q("element"), q("relationship"))) > MOST_ELEMENTS:
        verslag.fout(1, "", _("Een bestand heeft hoogstens 50.000 elementen en relaties."))
        return None
    return root


def _props(parent: Any, labels: dict[str, str]) -> dict[str, str]:
    found = {}
    for each in parent.iterfind(f"{q('properties')}/{q('property')}"):
        label = labels.get(each.get("propertyDefinitionRef", ""), "")
        if label:
            found[label] = (each.findtext(q("value")) or "").strip()
    return found


def _element(element: Any, props: dict[str, str], found: _Gelezen, verslag: Verslag) -> None:
    kind, identifier = element.get(q("type", ameff.XSI)), element.get("identifier", "")
    known = gemma.componenten()
    if kind == ameff.ACTOR and props.get(ameff.GEMEENTE):
        found.gemeenten[identifier] = props[ameff.GEMEENTE]
    if kind not in (ameff.APPLICATIE, ameff.ACTOR):
        found.anders.setdefault(kind or "-", []).append(element.sourceline)
    if kind != ameff.APPLICATIE:
        return
    object_id = props.get(ameff.OBJECT_ID) or identifier.removeprefix("id-")
    if object_id in known:
        found.componenten[identifier] = object_id
        return
    if props.get(ameff.SOORT) == ameff.REFERENTIE:
        return  # of another release of GEMMA; whoever points at it is told
    name = (element.findtext(q("name")) or "").strip()
    row = Rij(element.sourceline, {"naam": name, "omschrijving": "", "componenten": []})
    row.waarden["omschrijving"] = (element.findtext(q("documentation")) or "").strip()
    for label, column in ameff.eigenschappen().items():
        if label in props:
            try:
                row.waarden[column.naam] = column.lees(props[label])
            except CelFout as wrong:
                verslag.fout(element.sourceline, label, wrong)
    coupled = {s: props[f"{ameff.INTEGRATIE} {s}"] for s in GEBONDEN if f"{ameff.INTEGRATIE} {s}" in props}
    row.waarden["integratie"] = coupled
    row.namen["vervangen_door"] = props.get(ameff.OPVOLGER, "")
    found.apps[identifier] = row


def _relation(relation: Any, props: dict[str, str], found: _Gelezen, verslag: Verslag) -> None:
    kind = relation.get(q("type", ameff.XSI))
    source, target = found.apps.get(relation.get("source", "")), relation.get("target", "")
    if source is None:
        return
    if kind == "Specialization":
        if target in found.componenten:
            source.waarden["componenten"].append(found.componenten[target])
        elif target not in found.apps:
            verslag.fout(relation.sourceline, kind, _("Dit onderdeel staat niet in GEMMA: %s.") % target)
    elif kind == "Serving" and target in found.gemeenten:
        letters = props.get(ameff.GEBRUIK, "").upper()
        if not letters or set(letters) - set(toepassen.LETTERS):
            text = _("Gebruik B (beheren), M (muteren) en R (raadplegen).")
            verslag.fout(relation.sourceline, ameff.GEBRUIK, text)
        source.gebruik[found.gemeenten[target]] = letters
        units = [unit.strip() for unit in props.get(ameff.AFDELINGEN, "").split("|") if unit.strip()]
        source.afdelingen[found.gemeenten[target]] = units
    elif kind == "Flow" and target in found.apps:
        values = {
            "standaard": props.get(ameff.STANDAARD, ""),
            "richting": props.get(ameff.RICHTING, "heen"),
            "gegevens": props.get(ameff.GEGEVENS, ""),
            "via_bus": props.get(ameff.BUS) == "ja",
        }
        ends = {"van": source.waarden["naam"], "naar": found.apps[target].waarden["naam"]}
        found.koppelingen.append(Rij(relation.sourceline, values, namen=ends))


def _left_out(found: _Gelezen, verslag: Verslag) -> None:
    """One line per kind: a full model of architecture has thousands of elements that are not ours to keep. A kind that
    was spelt wrong stands here too."""
    for kind, lines in found.anders.items():
        text = _("Niet overgenomen: %(n)d keer, voor het eerst op deze regel. Alleen %(wel)s lezen wij.")
        verslag.opmerking(lines[0], kind, text % {"n": len(lines), "wel": ameff.APPLICATIE})


def _double(found: _Gelezen, verslag: Verslag) -> None:
    times = Counter(row.waarden["naam"].casefold() for row in found.apps.values())
    for row in found.apps.values():
        if times[row.waarden["naam"].casefold()] > 1:
            verslag.fout(
                row.nummer, "naam", _("Er is meer dan één applicatie met de naam %s.") % row.waarden["naam"]
            )
