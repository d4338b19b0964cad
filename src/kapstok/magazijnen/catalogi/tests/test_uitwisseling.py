"""A catalogus out and in: the same, twice the same, and safe against what a file can do."""

import io
import json
import zipfile
from typing import Any

import pytest

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.services import add, change
from kapstok.magazijnen.catalogi.uitwisseling import archief, export_catalogus, import_catalogus

BASE = "https://ooststellingwerf.test"
PARTS = ("StatusType", "RolType", "ResultaatType", "Eigenschap", "ZaakObjectType")


def packed(**files: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else json.dumps(content)
            archive.writestr(f"{name}.json", raw)
    return made.getvalue()


def unpacked(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: json.loads(archive.read(n)) for n in archive.namelist()}


def essence(content: bytes) -> dict[str, Any]:
    """What a file says, without its addresses."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in sorted(value.items()) if k not in {"url", "concept"}}
        if isinstance(value, list):
            return sorted((plain(v) for v in value), key=json.dumps)
        return "adres" if isinstance(value, str) and value.startswith(BASE) else value

    return {name: plain(rows) for name, rows in unpacked(content).items() if name != "Catalogus.json"}


@pytest.fixture
def exported(given: Any) -> bytes:
    first, second = given.zaaktype(), given.zaaktype()
    besluit = {"besluittypen": ["Vergunning"], "deelzaaktypen": ["KAP2"]}
    related = [{"zaaktype": "KAP2", "aardRelatie": "vervolg", "toelichting": ""}]
    values = {**besluit, "gerelateerde_zaaktypen": related}
    change(m.ZaakType, first.id, values, actor=given.actor, forced=True)
    assert second.id
    return export_catalogus(given.catalogus().id, base=BASE, actor=given.actor)


def _other(given: Any) -> m.Catalogus:
    values = {"domein": "NIEUW", "rsin": "851000010", "contactpersoon_beheer_naam": "Beheer"}
    return add(m.Catalogus, values, actor=given.actor)


def test_the_file_has_the_form_of_the_market(exported: bytes) -> None:
    files = unpacked(exported)
    assert {"Catalogus.json", "ZaakType.json", "ZaakTypeInformatieObjectType.json"} <= set(files)
    kind = files["ZaakType.json"][0]
    assert kind["opschorting_en_aanhouding_mogelijk"] is True
    assert kind["catalogus"].startswith(f"{BASE}/catalogi/api/v1/catalogussen/")
    assert kind["url"].startswith(f"{BASE}/catalogi/api/v1/zaaktypen/")
    resultaat = files["ResultaatType.json"][0]
    assert resultaat["brondatum_archiefprocedure"] == {"afleidingswijze": "afgehandeld"}
    assert "tenant" not in kind


def test_out_and_in_is_the_same_catalogus(given: Any, exported: bytes) -> None:
    other = _other(given)
    report = import_catalogus(exported, actor=given.actor, catalogus_id=other.id)
    assert report.toegevoegd["ZaakType"] == 2
    assert report.overgeslagen == {}
    again = export_catalogus(other.id, base=BASE, actor=given.actor)
    assert essence(again) == essence(exported)
    assert not m.ZaakType.objects.filter(catalogus_id=other.id, concept=False).exists()


def test_the_second_time_nothing_changes(given: Any, exported: bytes) -> None:
    other = _other(given)
    import_catalogus(exported, actor=given.actor, catalogus_id=other.id)
    report = import_catalogus(exported, actor=given.actor, catalogus_id=other.id)
    assert (report.toegevoegd, report.gewijzigd, report.overgeslagen) == ({}, {}, {})
    assert report.ongewijzigd["ZaakType"] == 2
    assert m.StatusType.objects.filter(zaaktype__catalogus_id=other.id).count() == 6


def test_published_again_where_it_was_published(given: Any, exported: bytes) -> None:
    other = _other(given)
    report = import_catalogus(exported, actor=given.actor, catalogus_id=other.id, publiceer=True)
    assert report.gepubliceerd == {"InformatieObjectType": 1, "BesluitType": 1, "ZaakType": 2}
    assert not m.ZaakType.objects.filter(catalogus_id=other.id, concept=True).exists()


def test_a_concept_follows_the_file_and_a_published_type_stays(given: Any, exported: bytes) -> None:
    other = _other(given)
    import_catalogus(exported, actor=given.actor, catalogus_id=other.id)
    one = m.ZaakType.objects.get(catalogus_id=other.id, identificatie="KAP")
    change(m.ZaakType, one.id, {"doel": "Iets anders"}, actor=given.actor)
    report = import_catalogus(exported, actor=given.actor, catalogus_id=other.id, publiceer=True)
    assert report.gewijzigd == {"ZaakType": 1}
    one.refresh_from_db()
    assert one.doel == "Vergunning"
    change(m.ZaakType, one.id, {"doel": "Ons doel"}, actor=given.actor, forced=True)
    report = import_catalogus(exported, actor=given.actor, catalogus_id=other.id)
    one.refresh_from_db()
    assert one.doel == "Ons doel"
    assert any("al gepubliceerd en verschilt" in line for line in report.words())


def test_names_in_camel_case_and_gaps_of_another_product_are_taken(given: Any, exported: bytes) -> None:
    files = {n.removesuffix(".json"): r for n, r in unpacked(exported).items()}
    for row in files["ResultaatType"]:
        row["selectielijstklasse"] = "https://selectielijst.openzaak.nl/api/v1/resultaten/" + "0" * 8
        row["resultaattypeomschrijving"] = f"{BASE}/onbekend/1"
    for row in files["ZaakType"]:
        row["broncatalogus"] = {"url": "", "domein": "", "rsin": ""}
        row["toelichting"] = None
        row["handelingInitiator"] = row.pop("handeling_initiator")
        del row["besluittype_omschrijving"], row["deelzaaktype_identificaties"]
    for row in files["ZaakTypeInformatieObjectType"]:
        del row["informatieobjecttype_omschrijving"]
    other = _other(given)
    report = import_catalogus(packed(**files), actor=given.actor, catalogus_id=other.id, publiceer=True)
    assert report.overgeslagen == {}
    made = m.ResultaatType.objects.filter(zaaktype__catalogus_id=other.id).first()
    assert made is not None
    assert made.selectielijstklasse == ""
    assert made.resultaattypeomschrijving.endswith("fb65d251-1518-4185-865f-b8bdcfad07b1")
    one = m.ZaakType.objects.get(catalogus_id=other.id, identificatie="KAP")
    assert (one.concept, one.deelzaaktypen) == (True, ["KAP2"])
    told = " ".join(report.words())
    assert "staat niet in de selectielijst 2020" in told
    assert "blijft een concept: Kies een selectielijstklasse" in told


def test_a_row_that_cannot_is_skipped_with_its_parts_and_told(given: Any, exported: bytes) -> None:
    files = {n.removesuffix(".json"): r for n, r in unpacked(exported).items()}
    files["ZaakType"][0]["vertrouwelijkheidaanduiding"] = "mondje dicht"
    other = _other(given)
    report = import_catalogus(packed(**files), actor=given.actor, catalogus_id=other.id)
    assert report.overgeslagen["ZaakType"] == 1
    assert report.overgeslagen["StatusType"] == 3
    assert any("vertrouwelijkheidaanduiding" in line for line in report.words())
    assert len(report.opmerkingen) == 1
    assert m.ZaakType.objects.filter(catalogus_id=other.id).count() == 1


def test_a_file_without_a_known_catalogus_makes_one(given: Any, exported: bytes) -> None:
    files = {n.removesuffix(".json"): r for n, r in unpacked(exported).items()}
    files["Catalogus"][0]["domein"] = "VERS"
    report = import_catalogus(packed(**files), actor=given.actor)
    assert report.catalogus == "VERS (851000010)"
    with pytest.raises(CatalogusRefused, match="noemt geen catalogus"):
        import_catalogus(packed(ZaakType=[]), actor=given.actor)


def test_nothing_outside_the_file_is_read_or_written(given: Any, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../ZaakType.json", "[]")
        archive.writestr("/etc/Eigenschap.json", "[]")
        archive.writestr("RolType.json", "[]")
    rows, ignored = archief.read(made.getvalue())
    assert rows == {"RolType": []}
    assert ignored == ["../../ZaakType.json", "/etc/Eigenschap.json"]
    assert list(tmp_path.rglob("*")) == []


def test_a_zip_bomb_is_stopped_whatever_it_says_about_itself(monkeypatch: Any) -> None:
    monkeypatch.setattr(archief, "MAX_MEMBER", 1000)
    bomb = packed(ZaakType=b"[" + b" " * 100_000 + b"]")
    assert len(bomb) < 1000
    with pytest.raises(CatalogusRefused, match="te groot"):
        archief.read(bomb)
    lying = bomb.replace((100_002).to_bytes(4, "little"), (2).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(CatalogusRefused):
        archief.read(lying)
    monkeypatch.setattr(archief, "MAX_ARCHIVE", 10)
    with pytest.raises(CatalogusRefused, match="groter"):
        archief.read(bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"geen zip",
        b"",
        packed(),
        packed(Anders=[]),
        packed(ZaakType=b"{niet"),
        packed(ZaakType={"a": 1}),
        packed(ZaakType=[1, 2]),
        packed(ZaakType=b"[" * 100_000),
        packed(ZaakType=b"\xff\xfe"),
        packed(ZaakType=[])[:-30],
    ],
    ids=range(10),  # a zip holds the time at which it was made; the name of a test may not
)
def test_nonsense_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(CatalogusRefused) as no:
        archief.read(content)
    assert no.value.field == "bestand"
    assert no.value.message


def test_one_zaaktype_goes_out_with_what_it_needs(given: Any) -> None:
    first, _second = given.zaaktype(), given.zaaktype()
    catalogus = given.catalogus().id
    content = export_catalogus(catalogus, base=BASE, actor=given.actor, zaaktypen=[first.id])
    files = unpacked(content)
    assert [z["identificatie"] for z in files["ZaakType.json"]] == ["KAP"]
    assert [b["omschrijving"] for b in files["BesluitType.json"]] == ["Vergunning"]
    assert [d["omschrijving"] for d in files["InformatieObjectType.json"]] == ["Bijlage"]
    for part in PARTS:
        assert {r["zaaktype"] for r in files[f"{part}.json"]} == {files["ZaakType.json"][0]["url"]}


def test_another_municipality_exports_nothing_of_it(given: Any, as_tenant: Any) -> None:
    given.zaaktype()
    catalogus = given.catalogus().id
    with as_tenant(2), pytest.raises(CatalogusRefused):
        export_catalogus(catalogus, base=BASE, actor=given.actor)
