"""The yearly programme: proposed, adopted by the directie, kept as it was, and what comes in later is seen."""

import hashlib
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from kapstok.diensten.sturing.dossier.stuk_pdf import pdf
from kapstok.diensten.sturing.projecten import queries_jaarplan as queries
from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.jaarplan_stuk import stuk
from kapstok.diensten.sturing.projecten.models import Instemming, Jaarplan, Project, Toevoeging
from kapstok.diensten.sturing.projecten.rules_jaarplan import som, vergelijk
from kapstok.diensten.sturing.projecten.services import Opgave
from kapstok.diensten.sturing.projecten.services.jaarplan import document, inhoud_van
from kapstok.diensten.sturing.rollen.services import NietBevoegd, benoem
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import create_user
from kapstok.platform.work import SYSTEM, Actor

OP = date(2019, 1, 10)
LATER = date(2019, 2, 1)
CODES = ("oost", "west", "opsterland")


@pytest.fixture
def directie(owo):
    """The secretary of each municipality."""
    made = {}
    for code in CODES:
        user = create_user(
            f"s.{code}", naam=f"Secretaris {code}", password="een lang wachtwoord", roles=("directie",), actor=SYSTEM
        )  # fmt: skip
        benoem(
            "owo_directie", user.naam, van=date(2016, 1, 1), deelnemer_id=owo[code].id, persoon_id=user.id, actor=SYSTEM
        )  # fmt: skip
        made[code] = Actor("medewerker", str(user.id), user.naam, "Sturing")
    return made


@pytest.fixture
def proposed(maak, actor):
    maak("Zaakgericht", oost=1_000_00, west=2_000_00, uren=10)
    return services.stel_voor(2019, toelichting="Samen verder", op=OP, actor=actor)


@pytest.fixture
def adopted(proposed):
    for code in CODES:
        services.stem_in(proposed.id, code, op=OP, actor=SYSTEM)
    return Jaarplan.objects.get(id=proposed.id)


def honour(row, actor, **said):
    services.beoordelen(row.id, noodzaak="noodzakelijk", op=LATER, actor=actor)
    return services.zet(row.id, "gehonoreerd", Opgave(**said), op=LATER, actor=actor)


def test_the_directie_adopts_by_a_besluit_when_each_secretary_agreed(proposed, directie, actor):
    zaak = Zaak.objects.get(id=proposed.zaak_id)
    stored = InformatieObjectVersie.objects.get(informatieobject_id=proposed.pdf_id)
    assert (zaak.omschrijving, stored.sha256) == ("Jaarplan 2019, voorstel 1", proposed.pdf_sha256)
    with pytest.raises(NietBevoegd):
        services.stem_in(proposed.id, "oost", op=OP, actor=directie["west"])
    with pytest.raises(NietBevoegd):
        services.stem_in(proposed.id, "oost", op=OP, actor=actor)
    with pytest.raises(Refusal, match="ligt voor het voorstel"):
        services.stem_in(proposed.id, "oost", op=date(2019, 1, 9), actor=directie["oost"])
    for code in CODES:
        assert not Besluit.objects.exists()
        services.stem_in(proposed.id, code, op=OP, actor=directie[code])
    row, made = Jaarplan.objects.get(id=proposed.id), Besluit.objects.get()
    assert (row.stand, row.besloten_op, row.besluit) == ("vastgesteld", OP, made.identificatie)
    assert (made.bestuursorgaan, made.zaak_id) == ("OWO-directie", row.zaak_id)
    assert Zaak.objects.get(id=row.zaak_id).einddatum == OP
    with pytest.raises(Refusal, match="al besloten"):
        services.stem_in(row.id, "oost", op=OP, actor=directie["oost"])


def test_who_proposes_does_not_adopt_and_agrees_once(maak, owo, actor, directie):
    maak()
    own = benoem(
        "i_adviseur", "Secretaris oost", van=date(2016, 1, 1), persoon_id=directie["oost"].id, actor=SYSTEM
    )
    assert own.functie == "i_adviseur"
    row = services.stel_voor(2019, toelichting="", op=OP, actor=directie["oost"])
    with pytest.raises(Refusal, match="stelt het niet zelf vast"):
        services.stem_in(row.id, "oost", op=OP, actor=directie["oost"])
    services.stem_in(row.id, "west", op=OP, actor=directie["west"])
    with pytest.raises(Refusal, match="al ingestemd"):
        services.stem_in(row.id, "west", op=OP, actor=directie["west"])
    with pytest.raises(Refusal, match="al voorgesteld"):
        services.stel_voor(2019, toelichting="", op=OP, actor=actor)
    with pytest.raises(Refusal, match="geen projecten"):
        services.stel_voor(2030, toelichting="", op=OP, actor=actor)


def test_what_was_proposed_stays_whatever_happens_to_the_projects_and_gives_the_same_bytes(adopted, actor):
    before = adopted.inhoud
    Project.objects.update(naam="Heel anders", uren_owo=500)
    row = Jaarplan.objects.get(id=adopted.id)
    assert row.inhoud == before
    assert hashlib.sha256(pdf(document(row))).hexdigest() == row.pdf_sha256
    for change in (
        lambda: Jaarplan.objects.filter(id=row.id).update(toelichting="x"),
        lambda: Jaarplan.objects.filter(id=row.id).delete(),
    ):
        with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
            change()


def test_a_proposal_is_not_changed_but_withdrawn_and_made_again(proposed, maak, actor):
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        Jaarplan.objects.filter(id=proposed.id).update(inhoud={})
    with pytest.raises(Refusal) as refused:
        services.trek_in(proposed.id, reden=" ", op=OP, actor=actor)
    assert refused.value.field == "reden"
    services.trek_in(proposed.id, reden="Er komt een project bij.", op=OP, actor=actor)
    maak("Erbij", oost=5_00)
    again = services.stel_voor(2019, toelichting="", op=OP, actor=actor)
    assert (again.nummer, [p["naam"] for p in again.inhoud["projecten"]]) == (2, ["Erbij", "Zaakgericht"])
    assert queries.van(2019)["nummer"] == 2


def test_a_project_that_comes_in_later_needs_a_reason_and_a_decision(adopted, maak, actor):
    inside, late = Project.objects.get(), maak("Later", oost=5_00)
    honour(inside, actor)  # it stood in the programme
    with pytest.raises(Refusal) as refused:
        honour(late, actor)
    assert [(r.field, r.code) for r in refused.value.all] == [
        ("reden", "later_reden"),
        ("besluit", "later_besluit"),
    ]
    honour(late, actor, reden="De wet wijzigde.", besluit="OWO-directie, 1 februari, punt 3")
    made = Toevoeging.objects.get()
    assert (made.project_id, made.reden, made.op) == (late.id, "De wet wijzigde.", LATER)
    assert [row["naam"] for row in queries.later(2019, adopted.inhoud)] == ["Later"]
    elsewhere = maak("Elders", oost=5_00)
    services.wijzigen(elsewhere.id, {"jaar": 2020}, versie=None, actor=actor)
    honour(elsewhere, actor)  # no programme was adopted for that year
    with pytest.raises(Refusal) as refused:
        services.wijzigen(elsewhere.id, {"jaar": 2019}, versie=None, actor=actor)
    assert [r.field for r in refused.value.all] == ["jaar"]


def test_two_years_are_compared_by_project_and_municipality(adopted, maak, actor):
    old = Project.objects.get()
    honour(old, actor)
    services.zet(
        old.id, "in_uitvoering", Opgave(velden={"projectleider": "A", "startvorm": "samen"}), op=LATER, actor=actor
    )  # fmt: skip
    new = maak("Nieuw", opsterland=7_00)
    services.wijzigen(new.id, {"jaar": 2020, "uren_owo": 30}, versie=None, actor=actor)
    content = inhoud_van(2020, LATER)
    found = vergelijk(content["eerder"], content)
    assert (found.nieuw, found.loopt_door, found.niet_meer) == (("Nieuw",), ("Zaakgericht",), ())
    rows = {naam: (a.begroot, b.begroot, a.uren, b.uren) for naam, a, b in found.rijen}
    assert rows == {
        "Oost": (1_000_00, 0, 10, 0),
        "West": (2_000_00, 0, 10, 0),
        "Opsterland": (0, 7_00, 0, 0),
        "": (3_000_00, 7_00, 20, 30),
    }
    titles = [
        t.titel for t in document(services.stel_voor(2020, toelichting="", op=LATER, actor=actor)).tabellen
    ]
    assert titles == [
        "Wat het vraagt", "Projecten", "Loopt door", "Vergeleken met 2019", "Projecten vergeleken met 2019",
    ]  # fmt: skip
    assert som(content["projecten"], "west").projecten == 1


def test_another_municipality_sees_no_programme(adopted, as_tenant):
    with as_tenant(1):
        assert not Jaarplan.objects.exists()
        assert not Instemming.objects.exists()
        assert not Toevoeging.objects.exists()
        assert queries.van(2019) is None


@pytest.mark.eis("R-038")
def test_the_programme_shows_what_effect_each_project_expects_and_reached(proposed, maak, actor):
    assert "Effect op de K's" not in [t.titel for t in document(proposed).tabellen]
    row = maak("Klantvraag", oost=1_000_00)
    effects = {"effect_verwacht": {"K1": 0, "K2": 3}, "effect_bereikt": {"K2": 1}}
    services.wijzigen(row.id, effects, versie=None, actor=actor)
    told = stuk(inhoud_van(2019, OP), toelichting="", opsteller="I&A", op=OP)
    (table,) = [t for t in told.tabellen if t.titel == "Effect op de K's"]
    assert table.koppen == ("Project", "Wat", "K1", "K2")
    assert table.rijen == (
        ("Klantvraag", "verwacht", "geen", "groot"),
        ("Klantvraag", "bereikt", "-", "klein"),
    )


@pytest.mark.parametrize("wrong", [{"K1": 4}, {"K1": -1}, {"K1": "2"}, {"K1": None}])
def test_an_effect_is_from_none_to_great(maak, actor, wrong):
    row = maak("Klantvraag", oost=1_000_00)
    with pytest.raises(Refusal) as refused:
        services.wijzigen(row.id, {"effect_verwacht": wrong}, versie=None, actor=actor)
    assert [each.field for each in refused.value.all] == ["effect_verwacht_K1"]
