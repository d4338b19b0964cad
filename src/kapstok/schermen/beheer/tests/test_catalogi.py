"""The catalogue under beheer: from an empty form to a published zaaktype, and everything said in words."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.selectielijst import lijst
from kapstok.magazijnen.catalogi.services import change
from kapstok.magazijnen.catalogi.versies import differences, new_version, whole
from kapstok.platform.db import tenant_scope
from kapstok.platform.identity.grants import give_grant
from kapstok.platform.identity.teams import create_team
from kapstok.platform.work import SYSTEM

LIST = "/beheer/catalogi/"
PERMIT = next(p for p in lijst().procestypen.values() if p.nummer == 11)
GRANTED = next(r for r in lijst().resultaten.values() if r.volledig_nummer == "11.2")
NEW = {
    "identificatie": "vlot",
    "omschrijving": "Vlot leggen",
    "doel": "Beslissen",
    "aanleiding": "Aanvraag",
    "onderwerp": "Water",
    "handelingInitiator": "Aanvragen",
    "handelingBehandelaar": "Behandelen",
    "indicatieInternOfExtern": "extern",
    "vertrouwelijkheidaanduiding": "openbaar",
    "verantwoordelijke": "851000010",
    "doorlooptijd": "8 weken",
    "referentieproces.naam": "Ontheffing",
    "selectielijstProcestype": PERMIT.url,
    "trefwoorden": "water\nvlot",
    "beginGeldigheid": "2026-01-01",
}


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


@pytest.fixture
def kind(given):
    return given.zaaktype()


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def place(row_id, *more):
    return "/".join((f"{LIST}zaaktype/{row_id}", *more, ""))


def draft(kind, beheer):
    """A concept of the next version, made on the screen."""
    answer = beheer.post(place(kind.id, "versie"), {"begin": "2027-01-01"})
    assert answer.status_code == 302
    return m.ZaakType.objects.get(concept=True, begin_geldigheid=date(2027, 1, 1))


def test_the_list_is_searched_and_narrowed_by_state(beheer, kind):
    assert "Boom kappen" in page(beheer, LIST)
    assert "Boom kappen" in page(beheer, f"{LIST}?q=kapp&stand=geldig")
    assert "Boom kappen" not in page(beheer, f"{LIST}?q=vlot")
    for state in ("concept", "straks", "voorbij"):
        assert "Boom kappen" not in page(beheer, f"{LIST}?stand={state}")
    assert "Bijlage" in page(beheer, f"{LIST}documenttype/")
    assert "Vergunning" in page(beheer, f"{LIST}besluittype/")
    page(beheer, f"{LIST}onzin/", 404)


@pytest.mark.eis("R-075")
def test_a_zaaktype_is_made_filled_and_published(beheer, given):
    given.catalogus()
    answer = beheer.post(f"{LIST}zaaktype/nieuw/", NEW)
    made = m.ZaakType.objects.get(identificatie="vlot")
    assert answer.status_code == 302
    assert (made.concept, made.doorlooptijd, made.trefwoorden) == (True, "P8W", ["water", "vlot"])
    shown = page(beheer, place(made.id))
    for text in ("Voeg minstens één roltype toe", "Voeg minstens twee statustypen toe"):
        assert text in shown
    parts = [
        ("status", {"volgnummer": "1", "omschrijving": "Ontvangen"}),
        ("status", {"volgnummer": "2", "omschrijving": "Klaar", "doorlooptijd": "2 dagen"}),
        ("rol", {"omschrijving": "Aanvrager", "omschrijvingGeneriek": "initiator"}),
        (
            "eigenschap",
            {
                "naam": "diepte",
                "definitie": "Diepte",
                "specificatie.formaat": "getal",
                "specificatie.lengte": "3,1",
                "specificatie.kardinaliteit": "1",
            },
        ),
        (
            "resultaat",
            {
                "omschrijving": "Geweigerd",
                "resultaattypeomschrijving": lijst().named("Geweigerd").url,
                "selectielijstklasse": GRANTED.url,
                "brondatumArchiefprocedure.afleidingswijze": "afgehandeld",
            },
        ),
    ]
    for what, fields in parts:
        assert beheer.post(place(made.id, what, "nieuw"), fields).status_code == 302, what
    assert m.ResultaatType.objects.get(zaaktype_id=made.id).archiefactietermijn == GRANTED.bewaartermijn
    assert "Alles is er." in page(beheer, place(made.id))
    assert beheer.post(place(made.id, "publiceren")).status_code == 302
    made.refresh_from_db()
    assert made.concept is False
    assert "Nieuwe versie" in page(beheer, place(made.id))


def test_faults_stand_next_to_the_field_and_what_was_typed_stays(beheer, given):
    given.catalogus()
    wrong = {
        **NEW,
        "doorlooptijd": "een poos",
        "omschrijving": "",
        "verlengingMogelijk": "on",
        "doel": "Mijn doel",
    }
    answer = beheer.post(f"{LIST}zaaktype/nieuw/", wrong)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert not m.ZaakType.objects.exists()
    assert "Mijn doel" in shown
    assert 'value="een poos"' in shown
    for name, text in (("doorlooptijd", "Schrijf een termijn"), ("omschrijving", "Dit is verplicht.")):
        found = re.search(rf'id="id_{name}-fout">.*?<span>(.*?)</span>', shown, re.DOTALL)
        assert found, name
        assert text in found[1]
        assert f'href="#id_{name}"' in shown
    assert ">Omschrijving: Dit is verplicht.</a>" in shown
    rule = beheer.post(f"{LIST}zaaktype/nieuw/", {**NEW, "verlengingMogelijk": "on"})
    assert rule.status_code == 422
    assert "vul ook de verlengingstermijn in" in rule.content.decode()


def test_every_field_is_shown_as_it_is_kept(beheer, kind):
    """Saving a form unchanged changes nothing, for the type and for each kind of part."""
    made = draft(kind, beheer)
    change(
        m.ZaakType,
        made.id,
        {
            "gerelateerde_zaaktypen": [{"zaaktype": "KAP", "aardRelatie": "vervolg", "toelichting": "na"}],
            "producten_of_diensten": ["https://producten.test/1"],
            "deelzaaktypen": ["KAP"],
        },
        actor=SYSTEM,
    )
    step = m.StatusType.objects.filter(zaaktype_id=made.id).first()
    checks = [{"itemnaam": "Foto", "vraagstelling": "Is er een foto?", "verplicht": True}]
    change(m.StatusType, step.id, {"checklistitem_statustype": checks}, actor=SYSTEM)
    before = whole(made.id)
    assert differences(before, whole(kind.id)), "the fields above are filled"
    pages = [place(made.id, "wijzigen")]
    for what, kind_ in (
        ("status", m.StatusType),
        ("resultaat", m.ResultaatType),
        ("rol", m.RolType),
        ("eigenschap", m.Eigenschap),
        ("document", m.ZaakTypeInformatieObjectType),
        ("object", m.ZaakObjectType),
    ):
        pages += [place(made.id, what, str(r.id)) for r in kind_.objects.filter(zaaktype_id=made.id)]
    for url in pages:
        answer = beheer.post(url, form_of(page(beheer, url)))
        assert answer.status_code == 302, (
            url,
            re.findall(r'__fout".*?<span>(.*?)</span>', answer.content.decode(), re.DOTALL),
        )
    assert differences(before, whole(made.id)) == []


def form_of(html):
    """What a browser would send of the form on a page."""
    form = html[html.index('<form class="k-paneel"') :]
    sent = {}
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = unescape(value)
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        sent[name] = unescape(chosen[1]) if chosen else ""
    for tag in re.findall(r"<input[^>]*>", form):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if facts.get("type") in {"checkbox", "radio"}:
            if " checked" in tag:
                sent.setdefault(facts["name"], []).append(unescape(facts.get("value", "on")))
        elif "name" in facts:
            sent[facts["name"]] = unescape(facts.get("value", ""))
    return sent


def unescape(text):
    from html import unescape as plain

    return plain(text)


def test_a_new_version_is_a_concept_with_everything_and_replaces_the_old_one(beheer, kind):
    made = draft(kind, beheer)
    assert m.StatusType.objects.filter(zaaktype_id=made.id).count() == 3
    again = beheer.post(place(kind.id, "versie"), {"begin": "2027-02-01"})
    assert again.status_code == 422
    assert "Er is al een concept" in again.content.decode()
    fields = form_of(page(beheer, place(made.id, "wijzigen")))
    beheer.post(place(made.id, "wijzigen"), {**fields, "doorlooptijd": "10 weken"})
    compared = page(beheer, place(made.id, "vergelijken"))
    assert "Wettelijke termijn" in compared
    assert "8 weken" in compared
    assert "10 weken" in compared
    assert "Doel" not in re.sub(r"<option.*?</option>", "", compared.partition("<main")[2])
    assert beheer.post(place(made.id, "publiceren"), {"beeindig": "1"}).status_code == 302
    old = m.ZaakType.objects.get(id=kind.id)
    assert old.einde_geldigheid == date(2027, 1, 1)
    assert "Gaat nog in" in page(beheer, f"{LIST}?stand=straks")


def test_publishing_over_a_running_version_is_refused_in_words(beheer, kind):
    made = draft(kind, beheer)
    answer = beheer.post(place(made.id, "publiceren"))
    assert answer.status_code == 422
    assert "geldt al een gepubliceerde versie" in answer.content.decode()
    made.refresh_from_db()
    assert made.concept is True


def test_what_is_published_only_gets_an_end(beheer, kind):
    assert beheer.get(place(kind.id, "wijzigen")).status_code == 302
    row = m.StatusType.objects.filter(zaaktype_id=kind.id).first()
    assert beheer.get(place(kind.id, "status", str(row.id))).status_code == 302
    beheer.post(place(kind.id, "status", str(row.id), "weg"))
    assert m.StatusType.objects.filter(id=row.id).exists()
    assert beheer.post(place(kind.id, "einde"), {"einde": "2030-01-01"}).status_code == 302
    assert m.ZaakType.objects.get(id=kind.id).einde_geldigheid == date(2030, 1, 1)
    assert beheer.post(place(kind.id, "einde"), {"einde": "2020-01-01"}).status_code == 422
    assert beheer.post(place(kind.id, "weg")).status_code == 422


def test_a_concept_and_its_parts_are_thrown_away(beheer, kind):
    made = draft(kind, beheer)
    row = m.RolType.objects.filter(zaaktype_id=made.id).first()
    beheer.post(place(made.id, "rol", str(row.id), "weg"))
    assert not m.RolType.objects.filter(id=row.id).exists()
    assert "Dit kan niet terug" in page(beheer, place(made.id, "weg"))
    assert beheer.post(place(made.id, "weg")).status_code == 302
    assert not m.ZaakType.objects.filter(id=made.id).exists()
    page(beheer, place(made.id), 404)


def test_a_difference_with_the_base_is_kept_with_its_reason_and_can_be_undone(beheer, given):
    kind = given.zaaktype(basis_versie="2026.1")
    made = draft(kind, beheer)
    fields = form_of(page(beheer, place(made.id, "wijzigen")))
    beheer.post(
        place(made.id, "wijzigen"), {**fields, "doorlooptijd": "9 weken", "reden": "Wij hebben een eiland"}
    )
    shown = page(beheer, place(made.id))
    for text in ("Anders dan de gedeelde basis", "8 weken", "9 weken", "Wij hebben een eiland"):
        assert text in shown
    assert "lokaal anders" in page(beheer, LIST)
    beheer.post(place(made.id, "terug"), {"veld": "doorlooptijd"})
    made.refresh_from_db()
    assert (made.doorlooptijd, made.lokaal) == ("P8W", [])


def test_a_document_type_and_a_besluittype_have_their_own_forms(beheer, given):
    given.catalogus()
    document = {
        "omschrijving": "Tekening",
        "informatieobjectcategorie": "tekening",
        "vertrouwelijkheidaanduiding": "openbaar",
        "beginGeldigheid": "2026-01-01",
    }
    assert beheer.post(f"{LIST}documenttype/nieuw/", document).status_code == 302
    besluit = {
        "omschrijving": "Ontheffing",
        "informatieobjecttypen": ["Tekening"],
        "reactietermijn": "6 weken",
        "beginGeldigheid": "2026-01-01",
    }
    assert beheer.post(f"{LIST}besluittype/nieuw/", besluit).status_code == 302
    made = m.BesluitType.objects.get()
    assert made.reactietermijn == "P6W"
    assert "Tekening" in page(beheer, f"{LIST}besluittype/{made.id}/")


def test_out_as_a_file_and_in_again(beheer, kind, given):
    catalogus = given.catalogus().id
    answer = beheer.get(f"{LIST}{catalogus}.zip?zaaktype={kind.id}")
    assert answer["Content-Type"] == "application/zip"
    upload = SimpleUploadedFile("catalogus.zip", answer.content, "application/zip")
    read = beheer.post(f"{LIST}inlezen/", {"bestand": upload, "catalogus": str(catalogus)})
    assert "Ongewijzigd: 1 informatieobjecttype" in read.content.decode()
    bad = beheer.post(f"{LIST}inlezen/", {"bestand": SimpleUploadedFile("x.zip", b"nee")})
    assert bad.status_code == 422
    assert "geen leesbaar ZIP-bestand" in bad.content.decode()
    assert beheer.post(f"{LIST}inlezen/", {}).status_code == 422


def test_taking_over_asks_for_access_of_the_other_municipality(visit, given, as_tenant, kind):
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "U kunt nergens overnemen" in page(there, f"{LIST}overnemen/")
    today = timezone.localdate()
    with as_tenant(2):
        from kapstok.platform.identity.models import User

        me = User.objects.get(username="proef-functioneel-beheerder")
        catalogus = m.Catalogus.objects.create(
            domein="WEST", rsin="851000028", contactpersoon_beheer_naam="B"
        )
    give_grant(
        holder_tenant=2,
        holder_naam=me.naam,
        holder_user=me.id,
        roles=["functioneel-beheerder"],
        purpose="Zaaktypen delen",
        valid_from=today,
        valid_until=today + timedelta(days=5),
        actor=given.actor,
    )
    url = f"{LIST}overnemen/?gemeente=ooststellingwerf"
    text = page(there, url)
    assert "Boom kappen (KAP)" in text
    assert f'value="{catalogus.id}" selected' in text  # there is no other
    fields = {"gemeente": "ooststellingwerf", "zaaktype": str(kind.id), "catalogus": ""}
    assert there.post(url, fields).status_code == 422
    done = there.post(url, {**fields, "catalogus": str(catalogus.id)})
    assert done.status_code == 302
    with as_tenant(2):
        made = m.ZaakType.objects.get(identificatie="KAP")
        assert (made.concept, made.bronzaaktype["identificatie"]) == (True, "KAP")
        assert m.StatusType.objects.filter(zaaktype_id=made.id).count() == 3
        # Published here, and different: then it is taken over as a next version, from a day that is asked.
        m.ZaakType.objects.filter(id=made.id).update(concept=False, doel="Van ons")
        documents = m.InformatieObjectType.objects.count()
    assert str(made.id) in done["Location"]
    fields["catalogus"] = str(catalogus.id)
    refused = there.post(url, fields)
    assert refused.status_code == 422
    assert "Vul in vanaf welke dag" in refused.content.decode()
    wrong = there.post(url, {**fields, "begin": "volgend jaar"})
    assert wrong.status_code == 422
    assert 'value="volgend jaar"' in wrong.content.decode()
    again = there.post(url, {**fields, "begin": "2030-01-01"})
    assert again.status_code == 302
    with as_tenant(2):
        old, new = m.ZaakType.objects.filter(identificatie="KAP").order_by("begin_geldigheid")
        assert (old.doel, old.concept, new.concept) == ("Van ons", False, True)
        assert new.doel != "Van ons"
        assert new.begin_geldigheid == date(2030, 1, 1)
        assert m.StatusType.objects.filter(zaaktype_id=new.id).count() == 3
        assert m.InformatieObjectType.objects.count() == documents
    for begin in ("2031-01-01", ""):
        stays = there.post(url, {**fields, "begin": begin})
        text = stays.content.decode()
        assert stays.status_code == 422
        assert "al een concept" in text.partition('id="id_zaaktype-fout"')[2][:300]
        assert f'value="{kind.id}" selected' in text
        assert f'value="{begin}"' in text
    with as_tenant(2):
        assert m.ZaakType.objects.filter(identificatie="KAP").count() == 2
        m.ZaakType.objects.filter(id=new.id).update(concept=False, doel="Ook van ons")
    # That day is not free.
    taken = there.post(url, {**fields, "begin": "2030-01-01"})
    assert taken.status_code == 422
    assert "blijft" in taken.content.decode().partition('id="id_zaaktype-fout"')[2][:300]


def test_another_municipality_sees_nothing_and_looking_is_not_changing(visit, beheer, kind, given):
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="opsterland")
    assert "Boom kappen" not in page(there, LIST)
    for more in ((), ("wijzigen",), ("vergelijken",), ("weg",)):
        page(there, place(kind.id, *more), 404)
    page(there, f"{LIST}{given.catalogus().id}.zip", 404)
    looker = visit("medewerker", roles=("ciso",))
    assert "Toevoegen" not in page(looker, LIST)
    assert looker.post(place(kind.id, "versie"), {"begin": "2027-01-01"}).status_code == 403
    clerk = visit("medewerker", roles=("behandelaar",))
    page(clerk, LIST, 403)


@pytest.mark.parametrize("what", ["zaaktype", "documenttype", "besluittype"])
def test_every_form_opens(beheer, given, what):
    with tenant_scope(1):
        given.catalogus()
    assert "Opslaan" in page(beheer, f"{LIST}{what}/nieuw/")


def test_a_first_catalogus_says_what_is_wrong_next_to_its_field(beheer):
    address = f"{LIST}catalogus/"
    assert beheer.get(address).status_code == 200
    typed = {"domein": "TE LANG", "rsin": "123456789", "naam": "Van ons", "contactpersoon_beheer_naam": ""}
    refused = beheer.post(address, typed)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert set(re.findall(r'id="id_(\w+)-fout"', text)) == {"domein", "contactpersoon_beheer_naam"}
    assert 'value="123456789"' in text
    assert (
        'id="id_rsin-fout"'
        in beheer.post(
            address, {**typed, "domein": "OWO", "contactpersoon_beheer_naam": "Beheer"}
        ).content.decode()
    )
    beheer.post(
        address, {**typed, "domein": "owo", "rsin": "002220647", "contactpersoon_beheer_naam": "Beheer"}
    )
    assert m.Catalogus.objects.get(domein="OWO").rsin == "002220647"


@pytest.mark.parametrize(("act", "field"), [("versie", "begin"), ("einde", "einde")])
def test_a_day_of_a_version_that_is_refused_stays_in_its_field(beheer, kind, act, field):
    refused = beheer.post(f"{LIST}zaaktype/{kind.id}/{act}/", {field: "2026-02-31"})
    assert refused.status_code == 422
    assert f'id="id_{field}-fout"' in refused.content.decode()
    assert 'value="2026-02-31"' in refused.content.decode()


# The team that gets new zaken


def test_new_zaken_go_to_the_team_of_the_zaaktype_in_every_version(kind, beheer, given):
    team = create_team("Vergunningen", actor=SYSTEM)
    later = new_version(m.ZaakType, kind.id, begin=date(2030, 1, 1), actor=SYSTEM)
    assert given.zaak(zaaktype=kind).team_id is None
    done = beheer.post(place(kind.id, "team"), {"team": team.id}, follow=True)
    assert "Nieuwe zaken gaan naar Vergunningen." in done.content.decode()
    assert given.zaak(zaaktype=kind).team_id == team.id
    assert m.ZaakType.objects.get(id=later.id).team_id == team.id
    assert "team_id" not in {d.field for d in differences(whole(kind.id), whole(later.id))}
    beheer.post(place(kind.id, "team"), {"team": ""})
    assert given.zaak(zaaktype=kind).team_id is None


def test_a_team_that_is_none_is_refused_and_a_team_that_is_dissolved_gets_nothing_more(kind, beheer, given):
    response = beheer.post(place(kind.id, "team"), {"team": "0190a0a0-0000-7000-8000-000000000000"})
    assert response.status_code == 422
    assert "Kies een team uit de lijst." in response.content.decode()
    team = create_team("Vergunningen", actor=SYSTEM)
    beheer.post(place(kind.id, "team"), {"team": team.id})
    beheer.post(f"/beheer/teams/{team.id}/opheffen/")
    assert given.zaak(zaaktype=kind).team_id is None


def test_a_team_of_another_municipality_is_no_choice(kind, beheer, as_tenant):
    with as_tenant(2):
        team = create_team("Vergunningen elders", actor=SYSTEM)
    assert "Vergunningen elders" not in page(beheer, place(kind.id))
    assert beheer.post(place(kind.id, "team"), {"team": team.id}).status_code == 422
    assert m.ZaakType.objects.get(id=kind.id).team_id is None
