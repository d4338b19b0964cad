"""The life of a project through the services: its zaak, its money, its reviews, and two people at once."""

import io
import zipfile
from datetime import date

import pytest

from kapstok.diensten.sturing.geld import queries as geld
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio import services as portfolio
from kapstok.diensten.sturing.projecten import queries, services
from kapstok.diensten.sturing.projecten.models import (
    Beoordeling,
    Deelname,
    Project,
    Stap,
    Toets,
    Uitrolpakket,
)
from kapstok.diensten.sturing.projecten.services import Deelneming, Opgave
from kapstok.diensten.sturing.projecten.tests.conftest import OP
from kapstok.diensten.sturing.rollen.services import NietBevoegd
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.zaken.models import Zaak, ZaakInformatieObject
from kapstok.platform.errors import Refusal
from kapstok.site.bevoegd import appoint

LATER = date(2019, 6, 1)
START = Opgave(velden={"projectleider": "J. de Boer", "startvorm": "samen"})


def codes(refused):
    return {(r.field, r.code) for r in refused.value.all}


def judged(project, actor, **more):
    services.beoordelen(project.id, **{"noodzaak": "noodzakelijk", **more}, op=OP, actor=actor)
    return project


def started(project, actor):
    judged(project, actor)
    services.zet(project.id, "gehonoreerd", op=OP, actor=actor)
    return services.zet(project.id, "in_uitvoering", START, op=OP, actor=actor)


@pytest.mark.eis("R-215", "R-219")
def test_a_proposal_is_a_zaak_with_the_proposal_as_a_document(maak):
    project = maak(oost=1_000_00)
    zaak = Zaak.objects.get(id=project.zaak_id)
    assert zaak.omschrijving == "Zaakgericht"
    assert zaak.zaaktype.omschrijving == "Projectvoorstel"
    titles = InformatieObjectVersie.objects.filter(
        informatieobject_id__in=ZaakInformatieObject.objects.filter(zaak_id=zaak.id).values(
            "informatieobject_id"
        )
    ).values_list("titel", flat=True)
    assert list(titles) == ["Projectvoorstel Zaakgericht"]


def test_a_proposal_names_every_fault_at_once_and_keeps_nothing(owo, actor):
    with pytest.raises(Refusal) as refused:
        services.aanmelden({"naam": "", "jaar": 2019, "keuze": "nooit"}, [], op=OP, actor=actor)
    assert codes(refused) == {
        ("naam", "verplicht"), ("speerpunten", "speerpunt"), ("keuze", "onbekend"), ("gemeenten", "gemeente"),
    }  # fmt: skip
    assert not Project.objects.exists()
    assert not Zaak.objects.exists()


@pytest.mark.eis("R-222")
def test_feasibility_is_what_is_asked_beside_what_is_left(maak, owo, actor):
    services.set_capaciteit(2019, 100, actor=actor, deelnemer_id=owo["oost"].id)
    judged(maak("Eerste", uren=70, oost=100_000_00), actor)
    services.zet(Project.objects.get(naam="Eerste").id, "gehonoreerd", op=OP, actor=actor)
    second = maak("Tweede", uren=40, oost=60_000_00)
    found = services.beoordelen(second.id, noodzaak="wenselijk", op=OP, actor=actor).haalbaarheid
    assert found["geld"] == [{"wie": "Oost", "gevraagd": 60_000_00, "over": 50_000_00, "past": False}]
    assert found["uren"] == [{"wie": "Oost", "gevraagd": 40, "over": 30, "past": False}]
    assert found["past"] is False
    with pytest.raises(Refusal) as refused:
        services.zet(second.id, "gehonoreerd", op=OP, actor=actor)
    assert codes(refused) == {("budget", "ruimte")}
    assert Project.objects.get(id=second.id).toestand == "beoordeeld"


@pytest.mark.eis("R-221")
def test_without_its_source_a_legal_project_is_refused(maak, actor):
    project = maak()
    with pytest.raises(Refusal) as refused:
        services.beoordelen(project.id, noodzaak="wettelijk", bron=" ", op=OP, actor=actor)
    assert codes(refused) == {("noodzaak_bron", "bron")}
    assert not Beoordeling.objects.exists()
    judged(project, actor, noodzaak="wettelijk", bron="AVG")
    assert Project.objects.get(id=project.id).noodzaak_bron == "AVG"


@pytest.mark.eis("R-027", "R-223")
def test_the_fit_is_computed_by_the_rules_and_stands_in_the_way_until_the_directie_decides(maak, owo, actor):
    component = {c.naam: c for c in gemma.componenten().values()}["Zaakregistratiecomponent"]
    values = {"naam": "Zaakpunt", "componenten": [component.id], "integratie": {"BRP": "nee", "BAG": "ja",
              "MakelaarSuite": "ja"}}  # fmt: skip
    app = portfolio.save_applicatie(values, actor=actor)
    portfolio.set_gebruik(app.id, owo["west"].id, {"muteren": True}, actor=actor)
    project = maak(oost=0, west=0)
    services.wijzigen(
        project.id,
        {"component": component.id, "applicatie_id": app.id, "aanleiding": "vervanging"},
        versie=1,
        actor=actor,
    )
    judged(project, actor)
    kept = Beoordeling.objects.get().inpasbaarheid
    assert [(o["regel"], o["gemeente"]) for o in kept["oordelen"]] == [
        ("B", "oost"),
        ("B", "west"),
        ("C", ""),
        ("F", ""),
    ]
    assert {o["uitkomst"] for o in kept["oordelen"] if o["regel"] == "C"} == {"integratie_ontbreekt"}
    assert kept["namen"][str(app.id)] == "Zaakpunt"
    with pytest.raises(Refusal) as refused:
        services.zet(project.id, "gehonoreerd", op=OP, actor=actor)
    assert codes(refused) == {("besluit", "regel_blokkeert")}
    decided = Opgave(besluit="OWO-directie, 8 januari, punt 3")
    with pytest.raises(NietBevoegd, match="OWO-directie"):
        services.zet(project.id, "gehonoreerd", decided, op=OP, actor=actor)
    appoint(actor.id, owo.values(), "owo_directie")
    services.zet(project.id, "gehonoreerd", decided, op=OP, actor=actor)
    assert "punt 3" in Stap.objects.get(naar="gehonoreerd").reden


@pytest.mark.eis("R-216", "R-220")
def test_honouring_takes_the_room_and_striking_gives_it_back_at_once(maak, owo, actor):
    project = judged(maak(oost=90_000_00, west=10_000_00), actor)
    services.zet(project.id, "gehonoreerd", op=OP, actor=actor)
    assert geld.lagen(owo["oost"].id, "vrij") == {2019: 60_000_00}
    other = judged(maak("Anders", oost=100_000_00), actor)
    services.zet(other.id, "niet_gehonoreerd", Opgave("Geen geld"), op=OP, actor=actor)
    with pytest.raises(Refusal):
        services.zet(other.id, "gehonoreerd", op=OP, actor=actor)
    services.zet(project.id, "afgevoerd", Opgave("Leverancier failliet"), op=LATER, actor=actor)
    assert geld.lagen(owo["oost"].id, "vrij") == {2019: 150_000_00}
    services.zet(other.id, "gehonoreerd", op=LATER, actor=actor)
    assert Zaak.objects.get(id=project.zaak_id).einddatum == LATER
    assert Zaak.objects.get(id=project.zaak_id).archiefnominatie == "vernietigen"


@pytest.mark.eis("R-218", "R-231", "R-232")
def test_from_start_by_one_to_rollout_and_the_end(maak, owo, actor):
    project = judged(maak(oost=1_000_00, west=2_000_00), actor)
    part = Deelname.objects.get(deelnemer=owo["west"])
    follow = Deelneming(owo["west"].id, part.van, part.tot, begroot=2_000_00, besluit="open")
    services.set_deelname(project.id, follow, actor=actor, versie=1)
    services.zet(project.id, "gehonoreerd", op=OP, actor=actor)
    assert geld.lagen(owo["west"].id, "vastgelegd", "Zaakgericht") == {}
    how = {"projectleider": "J. de Boer", "startvorm": "een_gemeente", "starter_id": owo["oost"].id}
    services.zet(project.id, "in_uitvoering", Opgave(velden=how), op=OP, actor=actor)
    services.zet(project.id, "in_afronding", op=LATER, actor=actor)
    with pytest.raises(Refusal) as refused:
        services.zet(project.id, "in_uitrol", op=LATER, actor=actor)
    assert {f for f, _c in codes(refused)} == {"structurele_kosten", "beheer_uren", "lessen"}
    after = {
        "structurele_kosten": 5_000_00,
        "beheer_uren": 40,
        "lessen": "Begin klein",
        "controlelijst": "a\nb",
    }
    services.zet(project.id, "in_uitrol", Opgave(velden=after), op=LATER, actor=actor)
    with pytest.raises(Refusal) as refused:
        services.zet(project.id, "afgerond", op=LATER, actor=actor)
    assert codes(refused) == {("deelname", "volger_open")}
    no = Deelneming(owo["west"].id, part.van, part.tot, besluit="ziet_af", reden="Eigen oplossing")
    services.set_deelname(project.id, no, actor=actor, versie=2)
    services.zet(project.id, "afgerond", op=LATER, actor=actor)
    assert geld.lagen(owo["oost"].id, "vrij") == {2019: 150_000_00}
    steps = [s["naar"] for s in queries.project(project.id)["stappen"]]
    assert steps == [
        "aangemeld", "beoordeeld", "gehonoreerd", "in_uitvoering", "in_afronding", "in_uitrol", "afgerond",
    ]  # fmt: skip


@pytest.mark.eis("R-226", "R-227", "R-229", "R-230")
def test_a_review_names_who_causes_delay_and_is_fast_once_the_quarter_is_closed(maak, actor):
    from kapstok.diensten.sturing.geld.services import sluit_kwartaal

    project = maak()
    with pytest.raises(Refusal) as refused:
        services.toets(project.id, 2019, 1, {"voortgang": 10}, op=OP, actor=actor)
    assert codes(refused) == {("", "loopt_niet")}
    started(project, actor)
    wrong = {"voortgang": 130, "vertraging_dagen": 12, "tevredenheid_klant": 9}
    with pytest.raises(Refusal) as refused:
        services.toets(project.id, 2019, 1, wrong, op=OP, actor=actor)
    assert codes(refused) == {
        ("voortgang", "procent"),
        ("vertraging_door", "oorzaak"),
        ("tevredenheid_klant", "score"),
    }
    good = {
        "voortgang": 30,
        "vertraging_dagen": 12,
        "vertraging_door": "leverancier",
        "tevredenheid_klant": 4,
    }
    services.toets(project.id, 2019, 1, good, op=OP, actor=actor)
    with pytest.raises(Refusal) as refused:
        services.toets(project.id, 2019, 1, {"voortgang": 40}, op=OP, actor=actor, versie=7)
    assert codes(refused) == {("", "gewijzigd")}
    services.toets(project.id, 2019, 1, {"voortgang": 40}, op=OP, actor=actor, versie=1)
    assert Toets.objects.get().vertraging_door == "leverancier"
    sluit_kwartaal(2019, 1, actor=actor)
    with pytest.raises(Refusal) as refused:
        services.toets(project.id, 2019, 1, {"voortgang": 50}, op=OP, actor=actor)
    assert codes(refused) == {("", "toets_gesloten")}


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(maak, actor):
    project = maak()
    services.wijzigen(project.id, {"omschrijving": "De eerste"}, versie=1, actor=actor)
    with pytest.raises(Refusal) as refused:
        services.wijzigen(project.id, {"omschrijving": "De tweede"}, versie=1, actor=actor)
    assert codes(refused) == {("", "gewijzigd")}
    block = Deelname.objects.get()
    moved = services.verschuif(block.id, begin=1, einde=1, versie=1, actor=actor)
    assert (moved.van, moved.tot) == (date(2019, 4, 1), date(2020, 3, 31))
    with pytest.raises(Refusal):
        services.verschuif(block.id, begin=-4, einde=-4, versie=1, actor=actor)
    assert Project.objects.get().omschrijving == "De eerste"
    assert Deelname.objects.get().van == date(2019, 4, 1)


@pytest.mark.eis("R-233")
def test_a_rollout_package_is_read_in_once_and_the_second_time_changes_nothing(maak, actor, as_tenant):
    project = started(maak(oost=0, west=0), actor)
    with pytest.raises(Refusal):
        services.maak_pakket(project.id, op=OP, actor=actor)
    after = {
        "structurele_kosten": 0,
        "beheer_uren": 4,
        "lessen": "Begin klein",
        "controlelijst": "Rechten\n\nTesten",
    }
    services.zet(project.id, "in_afronding", Opgave(velden=after), op=LATER, actor=actor)
    content = services.maak_pakket(project.id, op=LATER, actor=actor)
    assert services.maak_pakket(project.id, op=date(2020, 1, 1), actor=actor) == content
    with as_tenant(2):
        row, new = services.lees_pakket(content, actor=actor)
        assert new
        services.vink_af(row.id, [1, 99], actor=actor)
        again, new = services.lees_pakket(content, actor=actor)
        assert not new
        assert again.id == row.id
        assert Uitrolpakket.objects.get().afgevinkt == [1]
        assert row.inhoud["controlelijst"] == ["Rechten", "Testen"]
    with as_tenant(1):
        assert not Uitrolpakket.objects.exists()


@pytest.mark.eis("R-233")
def test_the_configuration_of_the_first_comes_along_to_the_next(given, maak, actor, as_tenant):
    from kapstok.magazijnen.catalogi.models import Catalogus, ZaakType
    from kapstok.magazijnen.catalogi.uitwisseling import export_catalogus

    with as_tenant(1):
        given.zaaktype()
        exported = export_catalogus(given.catalogus().id, base="http://oost.test", actor=actor)
    with as_tenant(4):
        project = started(maak(), actor)
        services.zet(project.id, "in_afronding", op=LATER, actor=actor)
        content = services.maak_pakket(project.id, op=LATER, actor=actor, catalogus=exported)
    with as_tenant(3):
        services.lees_pakket(content, actor=actor)
        services.lees_pakket(content, actor=actor)
        assert Catalogus.objects.count() == 1
        assert ZaakType.objects.get().identificatie == "KAP"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"x" * 100, "zip:{}", 'zip:{"id": 3}', 'zip:{"vorm": "kapstok-uitrolpakket-1", "id": "x"}'],
)
def test_what_is_no_package_is_refused_and_nothing_is_kept(owo, actor, content):
    if isinstance(content, str):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("pakket.json", content[4:])
        content = made.getvalue()
    with pytest.raises(Refusal) as refused:
        services.lees_pakket(content, actor=actor)
    assert codes(refused) == {("bestand", "pakket")}
    assert not Uitrolpakket.objects.exists()


@pytest.mark.eis("R-043")
def test_lessons_of_a_project_like_it_are_found(maak, actor):
    first = started(maak("Eerste"), actor)
    services.wijzigen(first.id, {"lessen": "Begin klein"}, versie=None, actor=actor)
    second = maak("Tweede")
    assert [r["naam"] for r in queries.lessen(second.id, "", ["SP1"])] == ["Eerste"]
    assert queries.lessen(second.id, "", ["SP7"]) == []


def test_another_municipality_sees_nothing(maak, as_tenant):
    project = maak()
    with as_tenant(1):
        assert queries.project(project.id) is None
        assert queries.projecten(queries.Zoek(), limit=10) == []
        for model in (Project, Deelname, Stap, Beoordeling, Toets):
            assert not model.objects.exists()
