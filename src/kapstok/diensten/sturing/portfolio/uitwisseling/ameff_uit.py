"""AMEFF out (ArchiMate model exchange): applications, the GEMMA components they fill, who uses them, and couplings."""

import re
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.models import Applicatie, Gebruik, Koppeling
from kapstok.diensten.sturing.portfolio.uitwisseling import ameff
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_uit import letters
from kapstok.diensten.sturing.verband.models import Deelnemer

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _text(tag: str, text: str, inset: str) -> str:
    return f'{inset}<{tag} xml:lang="nl">{escape(_NO_XML.sub("", text))}</{tag}>\n'


class _Model:
    """The document being made, as text; property definitions are collected on the way.

    As a tree of nodes it took four times as long.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.elements: list[str] = []
        self.relations: list[str] = []
        self._known: dict[str, str] = {}
        self._written: dict[tuple[str, str], str] = {}  # most properties are said of many
        self._ids: dict[object, str] = {}

    def _id(self, of: object) -> str:
        """What an id of ours is called in the file, as the value of an attribute."""
        if of not in self._ids:
            self._ids[of] = quoteattr(f"id-{of}")
        return self._ids[of]

    def element(self, kind: str, identifier: object, name: str, about: str = "", **more: Any) -> None:
        """An element with its properties."""
        documentation = _text("documentation", about, "      ") if about else ""
        self.elements.append(
            f'    <element identifier={self._id(identifier)} xsi:type="{kind}">\n{_text("name", name, "      ")}'
            f"{documentation}{self._properties(more['props'])}    </element>\n"
        )

    def relation(
        self, kind: str, identifier: object, source: object, target: object, props: dict[str, str]
    ) -> None:
        """A relationship with its properties."""
        head = (
            f"    <relationship identifier={quoteattr(f'id-{identifier}')} source={self._id(source)} "
            f'target={self._id(target)} xsi:type="{kind}"'
        )
        inside = self._properties(props)
        self.relations.append(f"{head}>\n{inside}    </relationship>\n" if inside else f"{head}/>\n")

    def _properties(self, props: dict[str, str]) -> str:
        inside = "".join([self._property(each) for each in props.items() if each[1]])
        return f"      <properties>\n{inside}      </properties>\n" if inside else ""

    def _property(self, each: tuple[str, str]) -> str:
        if each not in self._written:
            ref = self._known.setdefault(each[0], f"propid-{len(self._known) + 1}")
            self._written[each] = (
                f'        <property propertyDefinitionRef="{ref}">\n{_text("value", each[1], "          ")}'
                "        </property>\n"
            )
        return self._written[each]

    def finished(self) -> bytes:
        """The document; empty parts are not allowed by the schema."""
        definitions = [
            f'    <propertyDefinition identifier="{ref}" type="string">\n      <name>{escape(name)}</name>\n'
            "    </propertyDefinition>\n"
            for name, ref in self._known.items()
        ]
        parts = (
            ("elements", self.elements),
            ("relationships", self.relations),
            ("propertyDefinitions", definitions),
        )
        inside = "".join([f"  <{tag}>\n{''.join(lines)}  </{tag}>\n" for tag, lines in parts if lines])
        return (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            f'<model xmlns="{ameff.ARCHIMATE}" xmlns:xsi="{ameff.XSI}" xsi:schemaLocation="{ameff.SCHEMA}" '
            f'identifier="id-kapstok-portfolio">\n{_text("name", self.name, "  ")}{inside}</model>\n'
        ).encode()


def ameff_bytes(name: str) -> bytes:
    """The whole portfolio as an exchange file."""
    model = _Model(name)
    apps: list[Any] = list(Applicatie.objects.order_by("naam").values_list(named=True))
    names = {app.id: app.naam for app in apps}
    _members(model, Deelnemer.objects.all())
    _components(model, apps)
    fields = ameff.eigenschappen()
    for app in apps:
        props = {label: k.schrijf(getattr(app, k.naam)) for label, k in fields.items()}
        props |= {f"{ameff.INTEGRATIE} {system}": answer for system, answer in app.integratie.items()}
        props[ameff.OPVOLGER] = names.get(app.vervangen_door_id, "")
        model.element(ameff.APPLICATIE, app.id, app.naam, app.omschrijving, props=props)
        for component in app.componenten:
            model.relation("Specialization", f"{app.id}-{component}", app.id, component, {})
    for use in Gebruik.objects.order_by("id").values_list(named=True):
        props = {ameff.GEBRUIK: letters(use), ameff.AFDELINGEN: "|".join(use.afdelingen)}
        model.relation("Serving", use.id, use.applicatie_id, use.deelnemer_id, props)
    for row in Koppeling.objects.order_by("id").values_list(named=True):
        props = {
            ameff.STANDAARD: row.standaard,
            ameff.RICHTING: row.richting,
            ameff.GEGEVENS: row.gegevens,
            ameff.BUS: "ja" if row.via_bus else "nee",
        }
        model.relation("Flow", row.id, row.van_id, row.naar_id, props)
    return model.finished()


def _members(model: _Model, members: Iterable[Deelnemer]) -> None:
    for member in members:
        model.element(ameff.ACTOR, member.id, member.naam, props={ameff.GEMEENTE: member.code})


def _components(model: _Model, apps: Iterable[Any]) -> None:
    known = gemma.componenten()
    for component in sorted({c for app in apps for c in app.componenten if c in known}):
        props = {
            ameff.OBJECT_ID: component,
            ameff.SOORT: ameff.REFERENTIE,
            "BIV-classificatie": known[component].biv,
        }
        model.element(ameff.APPLICATIE, component, known[component].naam, props=props)
