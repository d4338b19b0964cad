"""A plan as a file: out and in again is equal, every broken row is named, nothing half comes in."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan import queries, services
from kapstok.diensten.sturing.plan.bestand.knopen import LARGEST
from kapstok.diensten.sturing.plan.bestand.schrijven import schrijf_plan
from kapstok.diensten.sturing.plan.services.inlezen import namen
from kapstok.diensten.sturing.rollen.services import NietBevoegd
from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

DAY = date(2018, 5, 1)
FACTS = Path(settings.standaarden_map).resolve() / "governance" / "beleidsplan" / "speerpunten.yaml"


@pytest.fixture
def concept(owo, invoer):
    return services.leg_plan_aan(invoer, actor=SYSTEM)


def out(version):
    return schrijf_plan(queries.geheel(version.id), namen())


def read(version, text, **more):
    content = text if isinstance(text, bytes) else text.encode()
    return services.lees_in(version.id, content, op=DAY, actor=SYSTEM, **more)


def content(version):
    """What stands in a version, without what differs by row."""
    loose = {"id", "planversie_id", "versie", "speerpunt_id"}

    def bare(value):
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in loose}
        return [bare(v) for v in value] if isinstance(value, list) else value

    names = ("naam", "van", "tot", "datum", "auteurs", "aanleiding", "missie", "visie", "bronnen", "onderdelen",
             "speerpunten", "indicatoren")  # fmt: skip
    found = queries.geheel(version if not hasattr(version, "id") else version.id)
    return {name: bare(found[name]) for name in names}


@pytest.mark.eis("R-009", "R-022", "R-023", "R-050")
def test_a_plan_that_goes_out_comes_in_again_equal(concept):
    text, before = out(concept), content(concept)
    report = read(concept, text)
    assert not report.fouten
    assert (report.toegevoegd, report.gewijzigd, report.verwijderd) == (0, 0, 0)
    assert content(concept) == before
    assert out(concept) == text
    m.Plan.objects.update(naam="Eerder")
    made = services.nieuw_plan(text, op=DAY, actor=SYSTEM)
    assert not made.fouten
    assert content(made.versie_id) == before
    assert schrijf_plan(queries.geheel(made.versie_id), namen()) == text


def test_what_the_file_changes_is_changed_by_code_and_the_rest_stays(concept):
    ids = {s["code"]: s["id"] for s in queries.geheel(concept.id)["speerpunten"]}
    text = out(concept).decode().replace("nl: Samen", "nl: Samen verder")
    text = text.replace("opsterland: false", "opsterland: true", 1)
    part = text[text.index("speerpunten:") : text.index("indicatoren:")]
    gemeenten = text[text.index("gemeenten:") : text.index("bronnen:")]
    report = read(concept, gemeenten + part)
    assert (report.fouten, report.gewijzigd, report.ongewijzigd) == ([], 1, 1)
    first, _second = queries.geheel(concept.id)["speerpunten"]
    assert (first["naam"], first["akkoorden"]) == ("Samen verder", {"oost": "akkoord", "opsterland": ""})
    assert {s["code"]: s["id"] for s in queries.geheel(concept.id)["speerpunten"]} == ids
    assert len(queries.geheel(concept.id)["onderdelen"]) == 3
    with pytest.raises(Refusal, match="Cloud verwijst naar wet"):
        read(concept, "bronnen: []")
    assert len(queries.geheel(concept.id)["bronnen"]) == 2


HEAD = "gemeenten: [{code: o, naam: Oost}, {code: w, naam: West}, {code: p, naam: Opsterland}]\n"
ROW = "{id: SP1, nl: Samen, o: true, w: false, p: true%s}"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("speerpunten: [", [(1, "")]),
        ("- een lijst", [(1, "")]),
        ("speerpunten: *weg", [(1, "")]),
        ("\xff\xfe", [(1, "")]),
        ("koffie: [1]", [(1, "koffie")]),
        ("bronnen: 3", [(1, "bronnen")]),
        ("bronnen: [{id: b, soort: lied, nl: x}]", [(1, "soort")]),
        ("bronnen:\n- {id: b, soort: wet, nl: x}\n- {id: b, soort: wet, nl: y}", [(3, "id")]),
        ("bronnen:\n- {id: b, soort: wet, nl: x, van: morgen}\n- {soort: wet}", [(2, "van"), (3, "id"), (3, "nl")]),
        ("bronnen: [{id: b, id: c}]", [(1, "id")]),
        ("bronnen: [{id: b c, soort: wet, nl: x, adres: 'javascript:1'}]", [(1, "adres"), (1, "id")]),
        ("gemeenten: [{code: o, naam: Oost}]", [(1, "gemeenten")]),
        ("gemeenten: [{code: n, naam: Noord}]", [(1, "gemeenten")]),
        (HEAD + "speerpunten:\n- {id: SP1, nl: Samen, o: true, w: false}", [(3, "p")]),
        (HEAD + "speerpunten:\n- {id: SP1, nl: Samen, o: ja, w: false, p: true}", [(3, "o")]),
        (HEAD + "speerpunten:\n- " + ROW % ", pijlers: [P9]", [(3, "pijlers")]),
        (HEAD + "speerpunten:\n- " + ROW % ", akkoord_bron: {w: akkoord}", [(3, "akkoord_bron")]),
        (HEAD + "speerpunten:\n- " + ROW % ", akkoord_bron: {o: elders}", [(3, "akkoord_bron")]),
        (HEAD + "speerpunten:\n- " + ROW % ", vlag: 1", [(3, "vlag")]),
        (HEAD + "speerpunten:\n- " + ROW % "" + "\ntotalen: {o: 2}", [(4, "o")]),
        (
            HEAD + "speerpunten:\n- " + ROW % ", ambitie: [{gemeente: o, niveau: a, vanaf: 2018-01-01, besluit: b},"
            "\n  {gemeente: o, niveau: c, vanaf: 2017-01-01, besluit: b}]",
            [(4, "vanaf")],
        ),
        (
            HEAD + "speerpunten:\n- " + ROW % ", ambitie: [{gemeente: o, van: a, naar: b, besluit: c, maand: x}]",
            [(3, "maand")],
        ),
        ("indicatoren: [{id: i, bij: SP9, nl: x, eenheid: '%', richting: omhoog, norm: veel}]", [(1, "norm")]),
        ("indicatoren: [{id: i, bij: SP9, nl: x, eenheid: '%', richting: omhoog, norm: 3}]", [(1, "bij")]),
        ("plan: {naam: P, van: 2018-01-01, tot: 2017-01-01, datum: 2017-01-01, missie: m}", [(1, "tot")]),
    ],
)  # fmt: skip
def test_every_broken_row_is_named_and_nothing_comes_in(concept, text, faults):
    before = queries.geheel(concept.id)
    encoded = text.encode("latin-1") if text.startswith("\xff") else text.encode()
    report = read(concept, encoded)
    assert sorted((f.rij, f.kolom) for f in report.fouten) == faults
    assert all(f.reden for f in report.fouten)
    assert queries.geheel(concept.id) == before


def test_a_file_that_is_too_deep_or_too_large_is_refused(concept):
    for text in ("[" * 5000, "x" * (LARGEST + 1)):
        assert len(read(concept, text).fouten) == 1


def test_a_new_plan_asks_its_head_and_a_name_of_its_own(concept):
    assert [f.kolom for f in services.nieuw_plan(b"bronnen: []", op=DAY, actor=SYSTEM).fouten] == ["plan"]
    again = services.nieuw_plan(out(concept), op=DAY, actor=SYSTEM)
    assert [f.kolom for f in again.fouten] == ["naam"]
    assert m.Plan.objects.count() == 1


def test_a_file_read_by_one_who_looked_before_the_other_wrote_is_told(concept, member):
    seen = queries.geheel(concept.id)["versie"]
    services.wijzig_versie(concept.id, {"visie": "Anders"}, actor=SYSTEM, op=DAY)
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        read(concept, "bronnen: []", versie=seen)
    other = member("college", "oost")
    with pytest.raises(NietBevoegd):
        services.lees_in(concept.id, b"bronnen: []", op=DAY, actor=other)
    with pytest.raises(NietBevoegd):
        services.nieuw_plan(out(concept), op=DAY, actor=other)


@pytest.mark.skipif(not FACTS.is_file(), reason="the facts of the plan are not here (standaarden_map)")
@pytest.mark.eis("R-022", "R-023", "R-045", "R-050")
def test_the_facts_of_the_plan_of_2017_come_in_with_their_exact_marks(owo, invoer):
    names = ("Ooststellingwerf", "Weststellingwerf", "Opsterland")
    for row, name in zip(owo.values(), names, strict=True):
        row.naam = name
        row.save()
    empty = msgspec.structs.replace(invoer, speerpunten=[], indicatoren=[], onderdelen=[], bronnen=[])
    version = services.leg_plan_aan(empty, actor=SYSTEM)
    report = read(version, FACTS.read_bytes())
    assert report.fouten == []
    assert report.over == ["betekenis_leeg", "bron", "en", "keuze_samenwerking", "norm"]
    goals = {s["code"]: s for s in queries.geheel(version.id)["speerpunten"]}
    marks = {code: set(each["akkoorden"]) for code, each in goals.items()}
    assert [sum(place in each for each in marks.values()) for place in ("oost", "west", "opsterland")] == [
        7,
        5,
        5,
    ]
    assert marks["SP4"] == {"oost", "opsterland"}
    assert [(a["niveau"], a["van"], a["besluit"]) for a in goals["SP4"]["ambities"]] == [
        ("adequaat", "2016-11-01", "begrotingswijziging (eerst: excellent)")
    ]
    kinds = [o["soort"] for o in queries.geheel(version.id)["onderdelen"]]
    assert (kinds.count("k"), kinds.count("competentie")) == (4, 3)
