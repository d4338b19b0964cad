"""AMEFF out (ArchiMate model exchange): applications, the GEMMA components they fill, who uses them, and couplings."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.models import Applicatie, Gebruik, Koppeling
from kapstok.diensten.sturing.portfolio.uitwisseling import ameff
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff import q
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_uit import letters
from kapstok.diensten.sturing.verband.models import Deelnemer


class _Model:
    """The document being made; property definitions are collected on the way."""

    def __init__(self, name: str) -> None:
        self.root = etree.Element(q("model"), nsmap={None: ameff.ARCHIMATE, "xsi": ameff.XSI})
        self.root.set(q("schemaLocation", ameff.XSI), ameff.SCHEMA)
        self.root.set("identifier", "id-kapstok-portfolio")
        self._text(self.root, "name", name)
        self.elements = etree.SubElement(self.root, q("elements"))
        self.relations = etree.SubElement(self.root, q("relationships"))
        self._known: dict[str, str] = {}

    def element(self, kind: str, identifier: str, name: str, about: str = "", **more: Any) -> None:
        """An element with its properties."""
        made = etree.SubElement(self.elements, q("element"), identifier=identifier)
        made.set(q("type", ameff.XSI), kind)
        self._text(made, "name", name)
        if about:
            self._text(made, "documentation", about)
        self._properties(made, more["props"])

    def relation(self, kind: str, identifier: str, source: str, target: str, props: dict[str, str]) -> None:
        """A relationship with its properties."""
        made = etree.SubElement(
            self.relations, q("relationship"), identifier=identifier, source=source, target=target
        )
        made.set(q("type", ameff.XSI), kind)
        self._properties(made, props)

    def _properties(self, parent: Any, props: dict[str, str]) -> None:
        filled = {name: value for name, value in props.items() if value}
        if not filled:
            return
        holder = etree.SubElement(parent, q("properties"))
        for name, value in filled.items():
            ref = self._known.setdefault(name, f"propid-{len(self._known) + 1}")
            self._text(etree.SubElement(holder, q("property"), propertyDefinitionRef=ref), "value", value)

    def _text(self, parent: Any, tag: str, text: str) -> None:
        made = etree.SubElement(parent, q(tag))
        made.set(q("lang", ameff.XML), "nl")
        made.text = "".join(c for c in text if c >= " " or c in "\n\t")

    def finished(self) -> bytes:
        """The document; empty parts are not allowed by the schema."""
        for part in (self.elements, self.relations):
            if len(part) == 0:
                self.root.remove(part)
        if self._known:
            definitions = etree.SubElement(self.root, q("propertyDefinitions"))
            for name, ref in self._known.items():
                made = etree.SubElement(definitions, q("propertyDefinition"), identifier=ref, type="string")
                etree.SubElement(made, q("name")).text = name
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def ameff_bytes(name: str) -> bytes:
    """The whole portfolio as an exchange file."""
    model = _Model(name)
    apps = list(Applicatie.objects.order_by("naam"))
    names = {app.id: app.naam for app in apps}
    _members(model, Deelnemer.objects.all())
    _components(model, apps)
    fields = ameff.eigenschappen()
    for app in apps:
        props = {label: k.schrijf(getattr(app, k.naam)) for label, k in fields.items()}
        props |= {f"{ameff.INTEGRATIE} {system}": answer for system, answer in app.integratie.items()}
        props[ameff.OPVOLGER] = names.get(app.vervangen_door_id, "")
        model.element("ApplicationComponent", f"id-{app.id}", app.naam, app.omschrijving, props=props)
        for component in app.componenten:
            model.relation(
                "Specialization", f"id-{app.id}-{component}", f"id-{app.id}", f"id-{component}", {}
            )
    for use in Gebruik.objects.order_by("id"):
        props = {ameff.GEBRUIK: letters(use), ameff.AFDELINGEN: "|".join(use.afdelingen)}
        model.relation("Serving", f"id-{use.id}", f"id-{use.applicatie_id}", f"id-{use.deelnemer_id}", props)
    for row in Koppeling.objects.order_by("id"):
        props = {
            ameff.STANDAARD: row.standaard,
            ameff.RICHTING: row.richting,
            ameff.GEGEVENS: row.gegevens,
            ameff.BUS: "ja" if row.via_bus else "nee",
        }
        model.relation("Flow", f"id-{row.id}", f"id-{row.van_id}", f"id-{row.naar_id}", props)
    return model.finished()


def _members(model: _Model, members: Iterable[Deelnemer]) -> None:
    for member in members:
        model.element("BusinessActor", f"id-{member.id}", member.naam, props={ameff.GEMEENTE: member.code})


def _components(model: _Model, apps: Iterable[Applicatie]) -> None:
    known = gemma.componenten()
    for component in sorted({c for app in apps for c in app.componenten if c in known}):
        props = {
            ameff.OBJECT_ID: component,
            ameff.SOORT: ameff.REFERENTIE,
            "BIV-classificatie": known[component].biv,
        }
        model.element("ApplicationComponent", f"id-{component}", known[component].naam, props=props)
