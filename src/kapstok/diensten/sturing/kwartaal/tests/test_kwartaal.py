"""A quarter: it closes only when it is complete, and what it then says never changes, in none of its three forms."""

import hashlib
import io
import re
import zipfile
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from lxml import etree
from pypdf import PdfReader

from kapstok.diensten.sturing.dossier.stuk_odt import odt
from kapstok.diensten.sturing.dossier.stuk_pdf import pdf
from kapstok.diensten.sturing.geld import queries as geld
from kapstok.diensten.sturing.geld import services as boek
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.kwartaal import queries, services
from kapstok.diensten.sturing.kwartaal.models import Kaart, Kwartaal
from kapstok.diensten.sturing.kwartaal.rules import BESLUITEN, KEUZES, MET_REDEN, Punt, fout, open_punten
from kapstok.diensten.sturing.kwartaal.services import Besluit
from kapstok.diensten.sturing.projecten import services as projecten
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.projecten.services import Deelneming, Opgave
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.storage import store
from kapstok.site.bevoegd import appoint, somebody

OWO, DAY, AFTER = 4, date(2019, 2, 1), date(2019, 4, 5)
REVIEW = {
    "voortgang": 35, "vertraging_dagen": 12, "vertraging_door": "leverancier", "vertraging_uitleg": "Later <geleverd>",
    "prognose": 61_234_56, "uren_gemeente": 31, "uren_owo": 47, "tevredenheid_klant": 4, "tevredenheid_team": 3,
}  # fmt: skip


def codes(refused):
    return {(r.field, r.code) for r in refused.value.all}


@pytest.fixture
def actor(db, as_tenant):
    with as_tenant(OWO):
        return somebody()


@pytest.fixture
def owo(db, as_tenant, actor):
    with as_tenant(OWO):
        made = {
            code: toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=actor)
            for n, code in enumerate(("oost", "west"))
        }
        appoint(actor.id, made.values())
        for row in made.values():
            for year in (2018, 2019):
                boek.reserveren(row.id, year, Waarvoor(date(year, 1, 2), "Reservering"), actor=actor)
        yield made


@pytest.fixture
def projects(owo, actor):
    """One that runs with money spent, one that was judged."""

    def propose(naam, cents):
        parts = [Deelneming(row.id, DAY, date(2019, 12, 31), begroot=cents) for row in owo.values()]
        values = {"naam": naam, "jaar": 2019, "speerpunten": ["SP1"]}
        row = projecten.aanmelden(values, parts, op=date(2019, 1, 5), actor=actor)
        projecten.beoordelen(row.id, noodzaak="wenselijk", op=date(2019, 1, 10), actor=actor)
        return row

    running, judged = propose("Zaakgericht", 30_000_00), propose("Bezoek & beeld", 290_000_00)
    projecten.zet(running.id, "gehonoreerd", op=DAY, actor=actor)
    how = {"projectleider": "J. de Boer", "startvorm": "samen"}
    projecten.zet(running.id, "in_uitvoering", Opgave(velden=how), op=DAY, actor=actor)
    spent = {row.id: 7_654_32 for row in owo.values()}
    boek.uitgeven(spent, Waarvoor(date(2019, 3, 1), "Termijn", project="Zaakgericht"), actor=actor)
    return running, judged


@pytest.fixture
def quarter(projects, actor):
    return services.openen(2019, 1, op=AFTER, actor=actor)


def decide(quarter, actor, **by_name):
    cards = {c["project"]["naam"].split()[0].lower(): c for c in queries.kaarten(quarter.id, 2019, 1)}
    said = [
        Besluit(
            cards[name]["id"],
            *(value if isinstance(value, tuple) else (value,)),
            versie=cards[name]["versie"],
        )
        for name, value in by_name.items()
    ]
    services.besluiten(quarter.id, said, op=AFTER, actor=actor, inleiding="Beste directie,")


@pytest.fixture
def closed(quarter, projects, actor):
    projecten.toets(projects[0].id, 2019, 1, REVIEW, op=AFTER, actor=actor)
    decide(quarter, actor, zaakgericht="doorgaan", bezoek=("niet_honoreren", "Te duur"))
    return services.sluiten(quarter.id, op=AFTER, actor=actor)


@pytest.mark.eis("R-220", "R-226")
def test_it_closes_only_with_every_decision_and_every_review(quarter, projects, actor):
    with pytest.raises(Refusal) as refused:
        services.sluiten(quarter.id, op=AFTER, actor=actor)
    cards = {c["project"]["naam"]: f"kaart_{c['id']}" for c in queries.kaarten(quarter.id, 2019, 1)}
    assert codes(refused) == {
        (cards["Zaakgericht"], "geen_besluit"), (cards["Zaakgericht"], "geen_toets"),
        (cards["Bezoek & beeld"], "geen_besluit"),
    }  # fmt: skip
    assert geld.laatst_gesloten() is None
    with pytest.raises(Refusal) as refused:
        decide(quarter, actor, zaakgericht="honoreren", bezoek="niet_honoreren")
    assert codes(refused) == {(cards["Zaakgericht"], "kan_niet"), (cards["Bezoek & beeld"], "reden")}
    assert set(Kaart.objects.values_list("besluit", flat=True)) == {""}


@pytest.mark.eis("R-220", "R-222")
def test_a_decision_that_cannot_be_carried_out_is_named_and_nothing_closes(quarter, projects, actor):
    projecten.toets(projects[0].id, 2019, 1, REVIEW, op=AFTER, actor=actor)
    decide(quarter, actor, zaakgericht="doorgaan", bezoek="honoreren")
    with pytest.raises(Refusal) as refused:
        services.sluiten(quarter.id, op=AFTER, actor=actor)
    card = Kaart.objects.get(project=projects[1])
    assert codes(refused) == {(f"kaart_{card.id}", "ruimte")}
    assert Kwartaal.objects.get().gesloten_op is None
    assert Project.objects.get(id=projects[1].id).toestand == "beoordeeld"


@pytest.mark.eis("R-224", "R-234")
def test_closing_carries_out_freezes_and_files_the_memo_as_a_record(closed, projects, actor):
    assert Project.objects.get(id=projects[1].id).toestand == "niet_gehonoreerd"
    assert geld.laatst_gesloten() == (2019, 1)
    zaak = Zaak.objects.get(id=closed.zaak_id)
    assert zaak.einddatum == AFTER
    assert (zaak.archiefnominatie, zaak.archiefactiedatum.year) == ("vernietigen", 2029)
    for kind, file in (("odt", closed.odt_id), ("pdf", closed.pdf_id)):
        kept = InformatieObjectVersie.objects.get(informatieobject_id=file)
        assert kept.sha256 == getattr(closed, f"{kind}_sha256")
    with pytest.raises(Refusal) as refused:
        decide(closed, actor, zaakgericht="bijsturen")
    assert codes(refused) == {("", "gesloten")}
    for act in (
        lambda: Kwartaal.objects.filter(id=closed.id).update(inleiding="Anders"),
        lambda: Kaart.objects.filter(kwartaal=closed).update(besluit="afvoeren"),
        lambda: Kaart.objects.filter(kwartaal=closed).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.eis("R-225", "R-228", "R-234")
def test_the_three_forms_of_the_memo_have_the_same_numbers_and_those_are_the_bookings(closed, owo):
    made = services.memo_van(closed)
    page = [made.titel, *(v for pair in made.kop for v in pair), *made.inleiding]
    for table in made.tabellen:
        page += [table.titel, *table.koppen, *(cell for row in table.rijen for cell in row)]
    numbers = sorted(figures(" ".join(page)))
    with zipfile.ZipFile(io.BytesIO(odt(made))) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    assert sorted(figures(" ".join(content.itertext("{*}p", "{*}h")))) == numbers
    reader = PdfReader(io.BytesIO(pdf(made)))
    text = " ".join(re.sub(r"\n?\d+ / \d+\s*$", "", sheet.extract_text()) for sheet in reader.pages)
    assert sorted(figures(text)) == numbers
    money = {table.titel: table for table in made.tabellen}["Financieel overzicht"]
    booked = geld.overzicht(date(2019, 3, 31))
    for name, what in (("Uitgegeven", "uitgegeven"), ("Vastgelegd", "vastgelegd"), ("Over", "vrij")):
        column = money.koppen.index(name)
        cents = [int(re.sub(r"\D", "", row[column])) for row in money.rijen]
        assert cents[-1] == sum(row[what] for row in booked)
        assert cents[-1] == cents[-2] + cents[-3] == cents[2] + cents[5]


def figures(text):
    """Every number as a person reads it."""
    return re.findall(r"\d+(?:[.,]\d+)*%?", text.replace("\u00a0", " "))


@pytest.mark.eis("R-225")
def test_a_past_quarter_is_made_again_to_the_byte_whatever_happens_later(closed, owo, projects, actor):
    first = services.memo_van(closed)
    boek.uitgeven(
        {owo["oost"].id: 1_00}, Waarvoor(date(2019, 5, 1), "Later", project="Zaakgericht"), actor=actor
    )
    projecten.wijzigen(projects[0].id, {"naam": "Een andere naam"}, versie=None, actor=actor)
    again = services.memo_van(Kwartaal.objects.get(id=closed.id))
    assert again == first
    for content, digest, file in (
        (odt(again), closed.odt_sha256, closed.odt_id),
        (pdf(again), closed.pdf_sha256, closed.pdf_id),
    ):
        assert hashlib.sha256(content).hexdigest() == digest
        kept = InformatieObjectVersie.objects.get(informatieobject_id=file)
        assert b"".join(store().read(kept.sha256)) == content


def test_the_files_say_what_they_are(closed):
    made = services.memo_van(closed)
    with zipfile.ZipFile(io.BytesIO(odt(made))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        named = {e.get("{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path") for e in manifest}
        assert named == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        for name in ("content.xml", "styles.xml", "meta.xml"):
            etree.fromstring(archive.read(name))
        assert "Later &lt;geleverd&gt;" in archive.read("content.xml").decode()
    reader = PdfReader(io.BytesIO(pdf(made)))
    xmp = reader.xmp_metadata.stream.get_data().decode()
    assert "pdfuaid" in xmp
    assert "pdfaid" in xmp
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("nl")


def test_one_quarter_at_a_time_and_none_twice(quarter, projects, actor):
    with pytest.raises(Refusal) as refused:
        services.openen(2019, 2, op=AFTER, actor=actor)
    assert codes(refused) == {("kwartaal", "open")}
    with pytest.raises(Refusal) as refused:
        services.sluiten(quarter.id, op=date(2019, 3, 31), actor=actor)
    assert codes(refused) == {("", "te_vroeg")}
    projecten.toets(projects[0].id, 2019, 1, REVIEW, op=AFTER, actor=actor)
    decide(quarter, actor, zaakgericht="doorgaan", bezoek="aanhouden")
    services.sluiten(quarter.id, op=AFTER, actor=actor)
    for jaar, nummer, code in (
        (2019, 1, "gesloten"),
        (2018, 4, "gesloten"),
        (2019, 5, "kwartaal"),
        (2019, 3, "te_vroeg"),
    ):
        with pytest.raises(Refusal) as refused:
            services.openen(jaar, nummer, op=AFTER, actor=actor)
        assert codes(refused) == {("kwartaal", code)}


def test_the_second_of_two_is_told_at_the_card(quarter, projects, actor):
    card = Kaart.objects.get(project=projects[0])
    services.besluiten(quarter.id, [Besluit(card.id, "doorgaan", versie=1)], op=AFTER, actor=actor)
    with pytest.raises(Refusal) as refused:
        services.besluiten(
            quarter.id, [Besluit(card.id, "bijsturen", "Anders", versie=1)], op=AFTER, actor=actor
        )
    assert codes(refused) == {(f"kaart_{card.id}", "gewijzigd")}
    assert Kaart.objects.get(id=card.id).besluit == "doorgaan"
    # The same decision as what stands there is no conflict.
    services.besluiten(quarter.id, [Besluit(card.id, "doorgaan", versie=1)], op=AFTER, actor=actor)


def test_every_decision_is_judged_and_none_is_skipped():
    for state, choices in KEUZES.items():
        for besluit in BESLUITEN:
            told = fout(Punt("x", state, besluit, "waarom"))
            assert (told == "") == (besluit in choices)
            if besluit in choices:
                assert (fout(Punt("x", state, besluit)) == "reden") == (besluit in MET_REDEN)
        assert ("x", "geen_besluit") in open_punten([Punt("x", state, getoetst=True)])


def test_another_municipality_sees_no_quarter(closed, as_tenant):
    with as_tenant(1):
        assert queries.kwartalen() == []
        assert queries.kaarten(closed.id, 2019, 1) == []
        assert not Kwartaal.objects.exists()
        assert not Kaart.objects.exists()
