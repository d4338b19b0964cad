"""Writing in a concept on the pages: what is typed stays, two editors see each other, and what is adopted is closed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan import queries, services
from kapstok.diensten.sturing.plan.services.invoer import BronIn, OnderdeelIn, PlanIn, SpeerpuntIn
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

PLAN = "/sturing/plan/"


@pytest.fixture
def adopted(adviseur, directie, owo):
    given = PlanIn(
        naam="Plan <b>", van=date(2017, 1, 1), tot=date(2020, 12, 31), datum=date(2017, 5, 1), auteurs=["I&A"],
        missie="Onze missie", visie="Onze visie",
        bronnen=[BronIn("akkoord", "akkoord", "Akkoord Oost", gemeente="oost")],
        onderdelen=[
            OnderdeelIn("k", "K1", "Kwaliteit", richting="omhoog"),
            OnderdeelIn("pijler", "P1", "Op tijd", tekst="Altijd", groep="buiten"),
            OnderdeelIn("ontwikkeling", "cloud", "Cloud", standpunt="Bewust kiezen"),
        ],
        speerpunten=[SpeerpuntIn("SP1", "Excellent", pijlers=["P1"], akkoorden={"oost": "akkoord"})],
    )  # fmt: skip
    row = services.leg_plan_aan(given, actor=SYSTEM)
    m.Planversie.objects.filter(id=row.id).update(status="vastgesteld", vastgesteld_op=date(2017, 6, 1))
    return row


@pytest.fixture
def concept(adopted):
    return services.nieuwe_versie(adopted.id, "Bijstellen", op=date(2018, 5, 1), actor=SYSTEM)


def said(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode().replace("\xa0", " ")


def inputs(client, url):
    """What the form on this page would send when nothing is changed."""
    form = client.get(url).context["form"]
    sent = {f.html_name: f.value() for f in form}
    return {name: value for name, value in sent.items() if value is not None}


@pytest.mark.eis("R-010")
def test_the_i_adviseur_makes_a_next_version_and_others_see_no_button(adopted, adviseur, directie):
    assert "Nieuwe versie maken" in said(adviseur.get(PLAN))
    assert "Nieuwe versie maken" not in said(directie.get(PLAN))
    url = f"{PLAN}{adopted.id}/nieuwe-versie/"
    assert "Schrijf op waarom" in said(adviseur.post(url, {"aanleiding": " "}), 422)
    said(directie.post(url, {"aanleiding": "x"}), 403)
    answer = adviseur.post(url, {"aanleiding": "Omgevingswet"})
    made = m.Planversie.objects.get(nummer=2)
    assert (answer.status_code, answer["Location"]) == (302, f"{PLAN}{made.id}/")
    text = said(adviseur.get(f"{PLAN}{made.id}/"))
    assert "Dit is een concept" in text
    assert f"{PLAN}{made.id}/deel/speerpunt/SP1/" in text
    assert "Nieuwe versie maken" not in said(adviseur.get(PLAN))


def test_every_form_of_a_concept_saves_unchanged_and_keeps_the_plan_as_it_was(
    concept, adviseur, django_assert_max_num_queries
):
    def content():
        whole = queries.geheel(concept.id)
        kept = {
            n: whole[n]
            for n in ("missie", "visie", "van", "tot", "auteurs", "onderdelen", "bronnen", "speerpunten")
        }
        for rows in kept.values():
            for row in rows if isinstance(rows, list) else []:
                if isinstance(row, dict):
                    row.pop("versie")
        return kept

    before = content()
    for path in (
        "tekst/", "deel/bron/akkoord/", "deel/k/K1/", "deel/pijler/P1/", "deel/ontwikkeling/cloud/",
        "deel/speerpunt/SP1/",
    ):  # fmt: skip
        url = f"{PLAN}{concept.id}/{path}"
        with django_assert_max_num_queries(14):
            sent = inputs(adviseur, url)
        answer = adviseur.post(url, sent)
        assert answer.status_code == 302, path
    assert content() == before
    for path in ("deel/koffie/", "deel/pijler/K1/", "deel/bron/weg/", "deel/indicator/x/"):
        assert adviseur.get(f"{PLAN}{concept.id}/{path}").status_code == 404, path


@pytest.mark.eis("R-023", "R-045")
def test_a_priority_is_added_with_its_marks_and_shown_in_the_comparison(concept, adviseur):
    url = f"{PLAN}{concept.id}/deel/speerpunt/"
    sent = {
        **inputs(adviseur, url),
        "naam": "Nieuw <i>",
        "kern": "Iets",
        "raakt": "beide",
        "akkoord_oost": "ja:akkoord",
        "akkoord_west": "-",
        "akkoord_opsterland": "ja:",
    }
    assert "Vul dit in" in said(adviseur.post(url, {**sent, "naam": ""}), 422)
    wrong = said(adviseur.post(url, {**sent, "akkoord_west": "ja:akkoord"}), 422)  # the agreement of another
    assert "Nieuw &lt;i&gt;" in wrong
    assert adviseur.post(url, sent).status_code == 302
    made = queries.geheel(concept.id)["speerpunten"][-1]
    assert (made["code"], made["akkoorden"]) == ("SP2", {"oost": "akkoord", "opsterland": ""})
    text = said(adviseur.get(f"{PLAN}{concept.id}/besluitvorming/"))
    assert "Nieuw &lt;i&gt;" in text
    refused = adviseur.post(
        f"{PLAN}{concept.id}/deel/pijler/P1/", {"actie": "verwijderen", "versie": "1"}, follow=True
    )
    assert "Excellent verwijst naar P1" in said(refused)
    gone = adviseur.post(f"{PLAN}{concept.id}/deel/speerpunt/SP2/", {"actie": "verwijderen", "versie": "1"})
    assert gone.status_code == 302
    assert [s["code"] for s in queries.geheel(concept.id)["speerpunten"]] == ["SP1"]


FIGURE = {
    "naam": "Op <tijd>", "bij": "K1", "eenheid": "%", "richting": "omhoog", "norm": "95,5", "doel_2018": "85",
    "meting": "hand", "bron": "Zaken", "eigenaar": "counterpart", "norm_gemeenten": ["oost"],
}  # fmt: skip


@pytest.mark.eis("R-040")
def test_an_indicator_is_made_on_the_page_with_a_target_per_year_and_its_owner(concept, adviseur, directie):
    page, url = f"{PLAN}{concept.id}/", f"{PLAN}{concept.id}/deel/indicator/"
    assert f"{url}?bij=K1" in said(adviseur.get(page))
    assert 'value="K1" selected' in said(adviseur.get(f"{url}?bij=K1"))
    wrong = said(adviseur.post(url, {**FIGURE, "norm": "veel", "eenheid": ""}), 422)
    assert 'id="id_norm-fout"' in wrong
    assert 'id="id_eenheid-fout"' in wrong
    assert 'value="85"' in wrong
    assert 'id="id_doel_2018-fout"' in said(adviseur.post(url, {**FIGURE, "doel_2018": "101"}), 422)
    said(directie.post(url, FIGURE), 403)
    assert adviseur.post(url, FIGURE).status_code == 302
    (made,) = queries.geheel(concept.id)["indicatoren"]
    assert (made["norm"], made["doelen"], made["norm_gemeenten"]) == (95.5, {"2018": 85.0}, ["oost"])
    text = said(adviseur.get(page))
    assert "Op &lt;tijd&gt;" in text
    assert "2018: 85%" in text
    one = f"{url}{made['code']}/"
    sent = inputs(adviseur, one)
    assert adviseur.post(one, sent).status_code == 302
    assert {**queries.geheel(concept.id)["indicatoren"][0], "versie": 1} == {**made, "versie": 1}
    late = said(adviseur.post(one, {**sent, "doel_2018": "70"}), 422)
    assert "intussen gewijzigd" in late
    assert "Nu staat er: 85" in late
    assert adviseur.post(one, {"actie": "verwijderen", "versie": "2"}).status_code == 302
    assert queries.geheel(concept.id)["indicatoren"] == []


def test_a_row_moves_with_a_button_that_keeps_the_focus(concept, adviseur, directie):
    for naam in ("Twee", "Drie <i>"):
        services.voeg_toe(
            concept.id, "speerpunt", {"naam": naam}, actor=SYSTEM, op=date(2018, 5, 1)
        )  # fmt: skip
    url = f"{PLAN}{concept.id}/volgorde/speerpunt/"
    text = said(adviseur.get(url))
    assert "Drie &lt;i&gt;" in text
    assert "SP1 omhoog" not in text  # the first has no way up
    assert "SP3 omlaag" not in text
    moved = adviseur.post(url, {"wat": "SP3 omhoog 2"}, follow=True)
    assert [s["code"] for s in queries.geheel(concept.id)["speerpunten"]] == ["SP1", "SP3", "SP2"]
    assert 'value="SP3 omhoog 1" autofocus' in said(moved)
    assert "intussen gewijzigd" in said(adviseur.post(url, {"wat": "SP3 omhoog 2"}, follow=True))
    top = adviseur.post(url, {"wat": "SP3 omhoog 1"}, follow=True)
    assert 'value="SP3 omlaag 0" autofocus' in said(top)
    for nonsense in ("", "SP9 omhoog 0", "SP1 opzij x"):
        adviseur.post(url, {"wat": nonsense})
    assert [s["code"] for s in queries.geheel(concept.id)["speerpunten"]] == ["SP3", "SP1", "SP2"]
    said(directie.post(url, {"wat": "SP3 omlaag 0"}), 403)
    for soort in ("bron", "pijler", "indicator", "ontwikkeling"):
        said(adviseur.get(f"{PLAN}{concept.id}/volgorde/{soort}/"))
    assert adviseur.get(f"{PLAN}{concept.id}/volgorde/koffie/").status_code == 404


def test_the_second_of_two_editors_sees_what_the_first_wrote_and_what_he_typed(concept, adviseur):
    for path, name, first, second in (
        ("deel/speerpunt/SP1/", "naam", "Van de een", "Van de ander"),
        ("tekst/", "visie", "Visie van de een", "Visie van de ander"),
        ("deel/bron/akkoord/", "naam", "Bron van de een", "Bron van de ander"),
    ):
        url = f"{PLAN}{concept.id}/{path}"
        sent = inputs(adviseur, url)
        assert adviseur.post(url, {**sent, name: first}).status_code == 302
        text = said(adviseur.post(url, {**sent, name: second}), 422)
        assert "intussen gewijzigd" in text
        assert f"Nu staat er: {first}" in text
        assert second in text
        newest = adviseur.get(url).context["form"]["versie"].value()
        assert f'name="versie" value="{newest}"' in text
        assert adviseur.post(url, {**sent, name: second, "versie": newest}).status_code == 302


def test_an_adopted_plan_has_no_way_in(adopted, concept, adviseur):
    m.Planversie.objects.filter(id=concept.id).update(status="in_besluitvorming")
    for version in (adopted, concept):
        assert "/deel/" not in said(adviseur.get(f"{PLAN}{version.id}/"))
        for path in ("tekst/", "deel/speerpunt/", "deel/speerpunt/SP1/", "inlezen/", "volgorde/speerpunt/"):
            assert adviseur.get(f"{PLAN}{version.id}/{path}").status_code == 404


@pytest.mark.eis("R-050", "R-057")
def test_a_municipality_changes_its_ambition_by_its_own_decision(adopted, owo, adviseur, directie):
    url = f"{PLAN}{adopted.id}/ambitie/SP1/oost/"
    sent = {"niveau": "adequaat", "van": "2018-11-01", "besluit": "Begroting 2018"}
    said(adviseur.post(url, sent), 403)
    user = User.objects.get(username="proef-directie")
    benoem(
        "college",
        "Proef",
        van=date(2016, 1, 1),
        deelnemer_id=owo["oost"].id,
        persoon_id=user.id,
        actor=SYSTEM,
    )
    assert url in said(directie.get(PLAN))
    assert url.replace("oost", "west") not in said(directie.get(PLAN))
    text = said(directie.post(url, {**sent, "besluit": ""}), 422)
    assert 'value="adequaat"' in text
    assert directie.post(url, sent).status_code == 302
    assert "Ambitie: adequaat" in said(directie.get(PLAN))
    assert "latere datum" in said(directie.post(url, sent), 422)
    assert directie.get(f"{PLAN}{adopted.id}/ambitie/SP9/oost/").status_code == 404


@pytest.mark.eis("R-009")
def test_a_plan_goes_out_as_a_file_and_comes_in_with_its_faults_by_line(concept, adviseur, directie):
    file = adviseur.get(f"{PLAN}{concept.id}/plan.yaml")
    assert "attachment" in file["Content-Disposition"]
    url = f"{PLAN}{concept.id}/inlezen/"
    seen = {"versie": str(queries.geheel(concept.id)["versie"])}

    def send(client, content, target=url, **more):
        return client.post(
            target, {**seen, "bestand": SimpleUploadedFile("p.yaml", content), **more}, follow=True
        )

    assert "Kies een bestand" in said(adviseur.post(url, seen), 422)
    text = said(send(adviseur, b"speerpunten:\n- {id: SP1}"), 422)
    assert "p.yaml is niet ingelezen" in text
    assert 'data-label="Regel">2<' in text
    said(send(directie, file.content), 403)
    assert "0 toegevoegd, 0 gewijzigd, 0 verwijderd, 6 ongewijzigd" in said(send(adviseur, file.content))
    assert "intussen gewijzigd" in said(send(adviseur, file.content), 422)
    assert "al een plan met deze naam" in said(send(adviseur, file.content, f"{PLAN}inlezen/"), 422)
    other = file.content.replace(b"Plan <b>", b"Volgend plan")
    assert "Volgend plan" in said(send(adviseur, other, f"{PLAN}inlezen/"))


def test_another_municipality_reaches_nothing_of_it(visit, concept):
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    for path in (
        "tekst/",
        "deel/speerpunt/SP1/",
        "deel/indicator/",
        "volgorde/speerpunt/",
        "plan.yaml",
        "inlezen/",
        "nieuwe-versie/",
        "ambitie/SP1/oost/",
    ):
        assert own.get(f"{PLAN}{concept.id}/{path}").status_code == 404
