"""Writing in a concept: what may be added, changed and taken out, by whom, and what two editors see."""

from datetime import date, timedelta

import pytest

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan import queries, services
from kapstok.diensten.sturing.plan.bestand.schrijven import schrijf_plan
from kapstok.diensten.sturing.rollen.services import NietBevoegd
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

DAY = date(2018, 5, 1)


@pytest.fixture
def adopted(owo, invoer):
    row = services.leg_plan_aan(invoer, actor=SYSTEM)
    m.Planversie.objects.filter(id=row.id).update(status="vastgesteld", vastgesteld_op=date(2017, 6, 1))
    return row


@pytest.fixture
def concept(adopted):
    return services.nieuwe_versie(adopted.id, "Bijstellen", op=DAY, actor=SYSTEM)


def whole(version):
    return queries.geheel(version.id)


@pytest.mark.eis("R-010", "R-241")
def test_a_next_version_begins_as_a_copy_and_there_is_one_at_a_time(adopted, concept, member):
    old, new = whole(adopted), whole(concept)
    assert (new["nummer"], new["status"], new["aanleiding"]) == (2, "concept", "Bijstellen")
    assert [s["naam"] for s in new["speerpunten"]] == [s["naam"] for s in old["speerpunten"]]
    assert new["speerpunten"][0]["akkoorden"] == {"oost": "akkoord"}
    with pytest.raises(Refusal, match="in de maak"):
        services.nieuwe_versie(adopted.id, "Nog een", op=DAY, actor=SYSTEM)
    with pytest.raises(Refusal) as refused:
        services.nieuwe_versie(adopted.id, " ", op=DAY, actor=SYSTEM)
    assert refused.value.field == "aanleiding"
    with pytest.raises(NietBevoegd):
        services.nieuwe_versie(adopted.id, "Zomaar", op=DAY, actor=member("college", "oost"))


@pytest.mark.eis("R-004", "R-009")
def test_parts_are_added_changed_and_taken_out_and_the_report_tells_it(concept):
    def add(kind, **values):
        return services.voeg_toe(concept.id, kind, values, actor=SYSTEM, op=DAY)

    assert add("bron", naam="Woo", soort="wet").code == "woo"
    assert add("bron", naam="Woo", soort="wet").code == "woo-2"
    assert add("onderdeel", soort="pijler", naam="Veilig", groep="binnen", bronnen=["woo"]).code == "P2"
    assert add("speerpunt", naam="Nieuw", pijlers=["P2"], akkoorden={"west": ""}).code == "SP3"
    services.wijzig_onderdeel(concept.id, "bron", "wet", {"naam": "Wet 2"}, actor=SYSTEM, op=DAY)
    services.verwijder(concept.id, "bron", "woo-2", actor=SYSTEM, op=DAY)
    told = {(d.soort, d.naam, d.veld, d.oud, d.nieuw) for d, _by in services.verslag(concept.id)}
    assert told == {
        ("bron", "Woo", "", None, "Woo"),
        ("bron", "Wet 2", "naam", "Wet", "Wet 2"),
        ("pijler", "Veilig", "", None, "Veilig"),
        ("speerpunt", "Nieuw", "", None, "Nieuw"),
        ("akkoord", "Nieuw", "", None, "Nieuw"),
    }
    assert {by for _d, by in services.verslag(concept.id)} == {SYSTEM.name}


@pytest.mark.parametrize(
    ("soort", "code"),
    [("bron", "wet"), ("bron", "akkoord"), ("onderdeel", "P1"), ("onderdeel", "K1"), ("speerpunt", "SP1")],
)  # fmt: skip
def test_what_something_else_points_at_is_not_taken_out(concept, soort, code):
    with pytest.raises(Refusal, match=f"verwijst naar {code}"):
        services.verwijder(concept.id, soort, code, actor=SYSTEM, op=DAY)
    assert code in str(whole(concept))


@pytest.mark.parametrize(
    ("values", "field"),
    [({"pijlers": ["P9"]}, "pijlers"), ({"ks": ["P1"]}, "ks"), ({"naam": " "}, "naam"),
     ({"akkoorden": {"oost": "elders"}}, "akkoorden"), ({"akkoorden": {"noord": ""}}, "akkoorden")],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field_and_nothing_changes(concept, values, field):
    before = whole(concept)
    with pytest.raises(Refusal) as refused:
        services.wijzig_onderdeel(concept.id, "speerpunt", "SP1", values, actor=SYSTEM, op=DAY)
    assert refused.value.field == field
    assert whole(concept) == before


def test_two_editors_of_one_part_meet_and_of_two_parts_do_not(concept):
    def change(code, naam, versie):
        services.wijzig_onderdeel(
            concept.id, "speerpunt", code, {"naam": naam}, actor=SYSTEM, op=DAY, versie=versie
        )

    change("SP1", "Eerst", 1)
    change("SP2", "Ernaast", 1)
    services.wijzig_versie(concept.id, {"visie": "Anders"}, actor=SYSTEM, op=DAY, versie=1)
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        change("SP1", "Daarna", 1)
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        services.wijzig_versie(concept.id, {"visie": "Weer anders"}, actor=SYSTEM, op=DAY, versie=1)
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        services.verwijder(concept.id, "speerpunt", "SP2", actor=SYSTEM, op=DAY, versie=1)
    assert [s["naam"] for s in whole(concept)["speerpunten"]] == ["Eerst", "Ernaast"]


def test_an_adopted_plan_is_not_written_in(adopted):
    acts = (
        lambda: services.voeg_toe(adopted.id, "bron", {"naam": "x", "soort": "wet"}, actor=SYSTEM, op=DAY),
        lambda: services.verwijder(adopted.id, "bron", "wet", actor=SYSTEM, op=DAY),
        lambda: services.wijzig_versie(adopted.id, {"visie": "x"}, actor=SYSTEM, op=DAY),
        lambda: services.lees_in(adopted.id, b"bronnen: []", actor=SYSTEM, op=DAY),
    )
    for act in acts:
        with pytest.raises(Refusal, match="ligt vast"):
            act()


@pytest.mark.eis("R-050")
def test_an_ambition_of_the_plan_that_counts_also_holds_in_the_concept(adopted, concept):
    services.wijzig_ambitie(
        adopted.id, "SP2", "opsterland", "adequaat", van=DAY, besluit="Begroting", actor=SYSTEM
    )
    for version in (adopted, concept):
        told = [(a["niveau"], a["van"], a["tot"]) for a in whole(version)["speerpunten"][1]["ambities"]]
        assert told == [
            ("excellent", "2014-01-01", str(DAY - timedelta(days=1))),
            ("adequaat", str(DAY), None),
        ]


@pytest.mark.eis("R-010")
def test_a_period_holds_from_adoption_and_the_version_before_keeps_its_own(adopted, concept):
    later = {"van": date(2018, 1, 1), "tot": date(2022, 12, 31)}
    with pytest.raises(Refusal) as refused:
        services.wijzig_versie(concept.id, {**later, "tot": date(2017, 1, 1)}, actor=SYSTEM, op=DAY)
    assert refused.value.field == "tot"
    services.wijzig_versie(concept.id, later, actor=SYSTEM, op=DAY)
    assert whole(adopted)["tot"] == date(2020, 12, 31)
    services.dien_in(concept.id, op=DAY, actor=SYSTEM)
    for step in whole(concept)["vaststellingen"]:
        if step["orgaan"] == "owo_directie":
            services.agendeer(step["id"], op=DAY, actor=SYSTEM)
            for code in ("oost", "west", "opsterland"):
                services.stem(step["id"], code, op=DAY, actor=SYSTEM)
        else:
            services.besluit(step["id"], op=DAY, actor=SYSTEM)
    assert (whole(adopted)["status"], whole(adopted)["tot"]) == ("vervangen", date(2020, 12, 31))
    assert (whole(concept)["status"], whole(concept)["tot"]) == ("vastgesteld", date(2022, 12, 31))
    assert m.Plan.objects.get().tot == date(2022, 12, 31)


NEW = {
    "naam": "Reactietijd", "bij": "K1", "eenheid": "dagen", "richting": "omlaag", "norm": 10,
    "doelen": {"2018": 15, "2019": 12}, "meting": "hand", "bron": "Opgave", "eigenaar": "counterpart",
}  # fmt: skip


@pytest.mark.eis("R-040")
def test_an_indicator_gets_a_target_per_year_and_the_report_and_the_file_tell_it(concept):
    made = services.voeg_toe(concept.id, "indicator", NEW, actor=SYSTEM, op=DAY)
    assert made.code == "reactietijd"
    services.wijzig_onderdeel(
        concept.id, "indicator", "tijd", {"doelen": {"2018": 90}}, actor=SYSTEM, op=DAY, versie=1
    )
    told = {(d.naam, d.veld, str(d.nieuw)) for d, _by in services.verslag(concept.id)}
    assert told == {("Reactietijd", "", "Reactietijd"), ("Op tijd", "doelen", "['2018: 90']")}
    before = whole(concept)["indicatoren"]
    content = schrijf_plan(whole(concept), {"oost": "Oost", "west": "West", "opsterland": "Opsterland"})
    report = services.lees_in(concept.id, content, actor=SYSTEM, op=DAY)
    assert (report.fouten, report.gewijzigd, report.toegevoegd) == ([], 0, 0)
    assert whole(concept)["indicatoren"] == before
    broken = content.replace(b"2019: 12.0", b"2019: veel")
    faults = services.lees_in(concept.id, broken, actor=SYSTEM, op=DAY).fouten
    assert [(f.kolom, content.splitlines()[f.rij - 1]) for f in faults] == [("doelen", b"    2018: 15.0")]
    services.verwijder(concept.id, "indicator", "tijd", actor=SYSTEM, op=DAY, versie=2)
    assert [i["code"] for i in whole(concept)["indicatoren"]] == ["reactietijd"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"bij": "K9"}, "bij"), ({"richting": "opzij"}, "richting"), ({"meting": "gevoel"}, "meting"),
     ({"eenheid": "%", "norm": 101}, "norm"), ({"eenheid": "%", "doelen": {"2018": 101}}, "doel_2018"),
     ({"doelen": {"2018": -1}}, "doel_2018"), ({"doelen": {"18": 1}}, "doel_18"), ({"eenheid": " "}, "eenheid")],
)  # fmt: skip
def test_what_an_indicator_cannot_be_is_said_at_its_field_and_nothing_is_kept(concept, values, field):
    before = whole(concept)
    with pytest.raises(Refusal) as refused:
        services.voeg_toe(concept.id, "indicator", {**NEW, **values}, actor=SYSTEM, op=DAY)
    assert [each.field for each in refused.value.all] == [field]
    assert whole(concept) == before


def test_a_row_moves_among_its_own_and_the_second_to_move_it_is_told(concept):
    def move(soort, code, stap, plaats):
        return services.verplaats(concept.id, soort, code, stap, plaats=plaats, actor=SYSTEM, op=DAY)

    services.voeg_toe(concept.id, "speerpunt", {"naam": "Derde"}, actor=SYSTEM, op=DAY)
    versions = [s["versie"] for s in whole(concept)["speerpunten"]]
    assert move("speerpunt", "SP3", -1, 2) == ["SP1", "SP3", "SP2"]
    assert [s["code"] for s in whole(concept)["speerpunten"]] == ["SP1", "SP3", "SP2"]
    assert move("speerpunt", "SP1", -1, 0) == ["SP1", "SP3", "SP2"]
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        move("speerpunt", "SP3", -1, 2)
    # Who edits the text of one that moved is not in the way of who moves it.
    assert sorted(s["versie"] for s in whole(concept)["speerpunten"]) == sorted(versions)
    for kind, code in (("bron", "wet"), ("onderdeel", "P1"), ("indicator", "tijd")):
        with pytest.raises(Refusal):
            move(kind, "weg", 1, 0)
        assert code in move(kind, code, -1, {"wet": 1}.get(code, 0))
    assert [b["code"] for b in whole(concept)["bronnen"]] == ["wet", "akkoord"]
    assert AuditRecord.objects.filter(actie="plan.verplaatsen", subject=str(concept.id)).count() == 5


def test_only_who_writes_the_plan_moves_a_row(concept, adopted, member):
    with pytest.raises(NietBevoegd):
        services.verplaats(
            concept.id, "bron", "wet", -1, plaats=1, actor=member("counterpart", "oost"), op=DAY
        )
    with pytest.raises(Refusal, match="ligt vast"):
        services.verplaats(adopted.id, "bron", "wet", -1, plaats=1, actor=SYSTEM, op=DAY)


def test_every_write_is_in_the_audit_trail(concept):
    before = AuditRecord.objects.count()
    services.voeg_toe(concept.id, "bron", {"naam": "Woo", "soort": "wet"}, actor=SYSTEM, op=DAY)
    services.verwijder(concept.id, "bron", "woo", actor=SYSTEM, op=DAY)
    made = AuditRecord.objects.order_by("volgnummer")[before:]
    assert [(r.actie, r.subject) for r in made] == [
        ("plan.toevoegen", str(concept.id)),
        ("plan.verwijderen", str(concept.id)),
    ]
