"""The exchange file: what we write follows the schema of The Open Group; what the Softwarecatalogus writes comes in."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from kapstok.diensten.sturing.portfolio import services
from kapstok.diensten.sturing.portfolio.models import Applicatie, Gebruik, Koppeling
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff import ARCHIMATE, XSI
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff_in import import_ameff
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff_uit import ameff_bytes
from kapstok.platform.config import settings

# Not ours to hand out: read where somebody put it beside the other standards.
SCHEMA = Path(settings.standaarden_map).resolve() / "governance" / "archimate" / "archimate3_Model.xsd"
# Facts of that schema: what may stand in what, in which order.
ORDER = {
    "model": ("name", "documentation", "properties", "metadata", "elements", "relationships", "organizations",
              "propertyDefinitions", "views"),
    "element": ("name", "documentation", "properties"),
    "relationship": ("name", "documentation", "properties"),
    "properties": ("property",),
    "property": ("value",),
    "propertyDefinitions": ("propertyDefinition",),
    "propertyDefinition": ("name",),
    "elements": ("element",),
    "relationships": ("relationship",),
}  # fmt: skip
CONTAINERS = ("elements", "relationships", "propertyDefinitions", "properties")
NEEDED = {
    "model": {"identifier"}, "element": {"identifier", f"{{{XSI}}}type"}, "property": {"propertyDefinitionRef"},
    "relationship": {"identifier", "source", "target", f"{{{XSI}}}type"},
    "propertyDefinition": {"identifier", "type"},
}  # fmt: skip


@pytest.fixture
def written(app, actor):
    """A portfolio with everything that travels, as an exchange file."""
    one = app("Zaakstroom \x0b <&>", "BMR oost", "R west", biv="221", omschrijving="Regel 1\nRegel 2", eigenaar="DIV",
              integratie={"BRP": "ja"})  # fmt: skip
    two = app("Archief", componenten=["Archiefbeheercomponent", "Archiefregistratiecomponent"])
    services.save_applicatie({"vervangen_door_id": two.id}, actor=actor, applicatie_id=one.id)
    services.save_koppeling({"van_id": one.id, "naar_id": two.id, "standaard": "StUF ZKN"}, actor=actor)
    return etree.fromstring(ameff_bytes("OWO <&>"))


def test_what_goes_out_has_the_order_the_parts_and_the_references_of_the_schema(written):
    for each in written.iter():
        name = etree.QName(each)
        assert name.namespace == ARCHIMATE
        children = [etree.QName(child).localname for child in each]
        order = ORDER.get(name.localname, ())
        assert [order.index(child) for child in children] == sorted(order.index(child) for child in children)
        assert NEEDED.get(name.localname, set()) <= set(each.attrib)
        assert children or name.localname not in CONTAINERS
    ids = [each.get("identifier") for each in written.iter() if each.get("identifier")]
    assert max(Counter(ids).values()) == 1
    assert not [each for each in ids if each[0].isdigit() or ":" in each or " " in each]  # an NCName
    pointed = {
        each.get(name) for each in written.iter() for name in ("source", "target", "propertyDefinitionRef")
    }
    assert pointed - {None} <= set(ids)


def test_a_portfolio_without_anything_is_still_a_model(owo):
    root = etree.fromstring(ameff_bytes("OWO"))
    assert [etree.QName(child).localname for child in root] == ["name", "elements", "propertyDefinitions"]


@pytest.mark.standaard
@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of The Open Group is not here (standaarden_map)")
def test_what_goes_out_is_valid_by_the_schema_of_the_open_group(written):
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(written)


def catalogue(*parts, relations=()):
    """An export as the Softwarecatalogus describes it. Parts: (type, id, name, {property: value})."""
    names: dict[str, str] = {}

    def props(values):
        inside = "".join(
            f'<property propertyDefinitionRef="{names.setdefault(k, f"p{len(names)}")}"><value>{v}</value></property>'
            for k, v in values.items()
        )
        return f"<properties>{inside}</properties>" if inside else ""

    elements = "\n".join(
        f'<element identifier="{i}" xsi:type="{kind}"><name>{naam}</name>{props(values)}</element>'
        for kind, i, naam, values in parts
    )
    links = "\n".join(
        f'<relationship identifier="r{n}" source="{a}" target="{b}" xsi:type="{kind}">'
        f"<name>{naam}</name>{props(values)}</relationship>"
        for n, (kind, a, b, naam, values) in enumerate(relations)
    )
    defined = "".join(
        f'<propertyDefinition identifier="{ref}" type="string"><name>{k}</name></propertyDefinition>'
        for k, ref in names.items()
    )
    return (
        f'<model xmlns="{ARCHIMATE}" xmlns:xsi="{XSI}" identifier="id-1"><name>Oost</name>\n<elements>\n{elements}\n'
        f"</elements>\n<relationships>\n{links}\n</relationships>\n"
        f"<propertyDefinitions>{defined}</propertyDefinitions></model>"
    ).encode()


def test_kinds_of_element_that_are_not_read_are_told_with_how_many_and_where(owo, actor):
    parts = [
        ("ApplicationComponent", "a1", "Zaakstroom", {}),
        ("BusinessProcess", "b1", "Vergunnen", {}),
        ("ApplicationComponnent", "a2", "Verkeerd gespeld", {}),
        ("BusinessProcess", "b2", "Handhaven", {}),
    ]
    verslag = import_ameff(catalogue(*parts), actor=actor)
    assert (verslag.fouten, verslag.toegevoegd) == ([], 1)
    told = {o.kolom: (o.rij, o.reden) for o in verslag.opmerkingen}
    assert set(told) == {"BusinessProcess", "ApplicationComponnent"}
    assert told["BusinessProcess"][0] < told["ApplicationComponnent"][0]
    assert "2 keer" in told["BusinessProcess"][1]
    assert "1 keer" in told["ApplicationComponnent"][1]


def test_our_own_file_comes_back_without_remarks(written, actor):
    assert import_ameff(etree.tostring(written), actor=actor).opmerkingen == []


@pytest.fixture
def export(component):
    """One package in two versions, one in one; used by Oost and through the partnership; a coupling."""
    zaak = component("Zaakregistratiecomponent")
    kind = "GEMMA type"
    return [
        ("BusinessActor", "g1", "Gemeente Oost", {"GEMMA type": "Gemeente", "CBS code": "0085"}),
        ("BusinessCollaboration", "s1", "OWO", {"GEMMA type": "Samenwerking"}),
        ("BusinessActor", "l1", "Waterland BV", {"SWC type": "Leverancier"}),
        ("ApplicationComponent", "k1", "Zaakstroom", {"SWC type": "Pakket", "Object ID": "1"}),
        ("ApplicationComponent", "v1", "Zaakstroom 3", {kind: "Pakketversie", "Gebruik status": "Uit te faseren"}),
        ("ApplicationComponent", "v2", "Zaakstroom 4", {kind: "Pakketversie", "Gebruik status": "In productie"}),
        ("ApplicationComponent", "v3", "Eigen lijst 1", {kind: "Pakketversie", "Gebruik status": "Gepland"}),
        ("ApplicationComponent", f"id-{zaak}", "Zaakregistratiecomponent",
         {"GEMMA type": "Referentiecomponent", "Object ID": zaak}),
        ("ApplicationComponent", "c9", "Nieuwe component", {"GEMMA type": "Referentiecomponent", "Object ID": "9"}),
        ("Capability", "x1", "Iets anders", {}),
    ], [
        ("Specialization", "k1", "v1", "heeft versie", {}),
        ("Specialization", "k1", "v2", "heeft versie", {}),
        ("Association", "l1", "k1", "biedt aan", {}),
        ("Specialization", "v2", f"id-{zaak}", "Wordt gebruikt voor", {}),
        ("Specialization", "v3", f"id-{zaak}", "Is geschikt voor", {}),
        ("Specialization", "v3", "c9", "Wordt gebruikt voor", {}),
        ("Association", "g1", "v2", "beheert", {"gebruikt / beheerd": "beheerd"}),
        ("Aggregation", "s1", "g1", "heeft deelnemers", {}),
        ("Association", "s1", "v3", "gebruikt", {}),
        ("Flow", "v2", "v3", "levert", {"Richting": "bidirection", "Standaardversie": "StUF ZKN 3.10",
                                        "Intermediair": "Bus 2"}),
        ("Flow", "v2", "x1", "buitengemeentelijk", {}),
    ]  # fmt: skip


def test_the_export_of_the_softwarecatalogus_comes_in_and_what_it_is_silent_about_stays(
    export, app, owo, actor
):
    known = app("Zaakstroom", "BMR west", componenten=["Archiefbeheercomponent"], eigenaar="DIV")
    parts, relations = export
    report = import_ameff(catalogue(*parts, relations=relations), actor=actor)
    assert (report.fouten, report.toegevoegd, report.gewijzigd) == ([], 2, 1)
    assert [(o.kolom, o.reden) for o in report.opmerkingen] == [
        ("Specialization", "Dit onderdeel kent Kapstok niet: Nieuwe component.")
    ]
    known.refresh_from_db()
    assert (known.leverancier, known.status, known.eigenaar) == ("Waterland BV", "in_gebruik", "DIV")
    assert len(known.componenten) == 2
    own = Applicatie.objects.get(naam="Eigen lijst 1")
    assert (own.status, own.componenten) == ("gekozen", [])  # what it could do is not what it is used for
    uses = {
        (u.applicatie_id, u.deelnemer.code): (u.beheren, u.muteren, u.raadplegen)
        for u in Gebruik.objects.select_related("deelnemer")
    }
    assert uses == {
        (known.id, "west"): (True, True, True),
        (known.id, "oost"): (True, False, True),
        (own.id, "oost"): (False, False, True),
    }
    flow = Koppeling.objects.get()
    assert (flow.van_id, flow.naar_id, flow.richting) == (known.id, own.id, "beide")
    assert (flow.standaard, flow.via_bus) == ("StUF ZKN 3.10", True)
    again = import_ameff(catalogue(*parts, relations=relations), actor=actor)
    assert (again.toegevoegd, again.gewijzigd, again.ongewijzigd) == (0, 0, 3)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (b">Gemeente Oost<", b">Gemeente Elders<", "Gebruik"),
        (b">Gepland<", b">Misschien<", "Gebruik status"),
        (b">beheerd<", b">bekeken<", "gebruikt / beheerd"),
        (b">bidirection<", b">schuin<", "Richting"),
        (b"<name>Zaakstroom</name>", b"<name> </name>", "naam"),
    ],
)
def test_a_broken_row_of_the_softwarecatalogus_is_named_and_nothing_is_kept(
    export, owo, actor, old, new, column
):
    parts, relations = export
    content = catalogue(*parts, relations=relations)
    assert old in content
    report = import_ameff(content.replace(old, new), actor=actor)
    assert {f.kolom for f in report.fouten} == {column}
    assert all(f.rij > 1 for f in report.fouten)
    assert not Applicatie.objects.exists()
