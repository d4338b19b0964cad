"""Persons and businesses at the desk: one box, only for a purpose, everything shown is written down, in any time."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
from kapstok.magazijnen.autorisaties.services import create_applicatie
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.models import Persoonslijst, Volgindicatie
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.magazijnen.brp.volgen import volg
from kapstok.magazijnen.hr.models import Vestiging
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.notificaties.models import Abonnement
from kapstok.magazijnen.notificaties.services import create_abonnement, register_kanalen
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.audit.use import uses_of
from kapstok.platform.events.models import Delivery, Subscription
from kapstok.schermen.werkplek.recognised import recognised

PURPOSE = "Parkeerkaart 2026-0001"
CHOICE = {"voor": "burgerzaken", "doel": PURPOSE}
WRITTEN = f"Burgerzaken: {PURPOSE}"
ANNA, PIET, KIND = "999993653", "999990019", "999990020"
SEARCH, SAY = "/werk/gegevens/", "/werk/gegevens/doel/"


def person(bsn: str, voornaam: str, naam: str, street: str = "Proefstraat", **more: Any) -> dict[str, Any]:
    place = {"0910": "0085", "1010": "W", "1030": "20200301", "1110": street, "1120": "12", "1160": "8431AA"}
    before = {**place, "1030": "20100101", "1110": "Oudeweg", "8510": "20100101", "8610": "20100102"}
    now = {**place, "8510": "20200301", "8610": "20200310"}
    me = {"0120": bsn, "0210": voornaam, "0240": naam, "0310": "19850412", "0410": "V"}
    return {
        "categorieen": {
            "01": [[me]],
            "07": [[{"7010": more.pop("geheim", "0")}]],
            "08": [[now, before]],
            **more,
        }
    }


def load(actor: Any, *people: dict[str, Any], moment: datetime | None = None) -> None:
    content = json.dumps({"formaat": "pl-json/1", "personen": list(people)}).encode()
    import_pl_json(content, actor=actor, moment=moment)


@pytest.fixture
def mensen(tenant: Any, actor: Any) -> dict[str, Persoonslijst]:
    partner = [[{"0120": PIET, "0210": "Piet", "0240": "Postma", "0310": "19840101", "0610": "20150601"}]]
    child = [[{"0120": KIND, "0210": "Kees", "0240": "Postma", "0310": "20160501"}]]
    papers = [[{"3510": "PN", "3520": "NX0000001", "3550": "20310101"}]]
    nationality = [[{"0510": "0001", "8510": "19850412"}]]
    load(
        actor,
        person(ANNA, "Anna", "Moulin", **{"04": nationality, "05": partner, "09": child, "12": papers}),
        person(PIET, "Piet", "Postma", geheim="7"),
    )
    return {row.bsn: row for row in Persoonslijst.objects.all()}


@pytest.fixture
def handler(visit: Any) -> Any:
    """Somebody who said for what they look."""
    client = visit("medewerker", roles=("behandelaar",))
    assert client.post(SAY, CHOICE).status_code == 302
    return client


def text_of(answer: Any, expect: int = 200) -> str:
    assert answer.status_code == expect
    return answer.content.decode()


def uses() -> list[tuple[str, str]]:
    return list(UseRecord.objects.values_list("doel", "bron"))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("999993653", "bsn"),
        ("9999.93.653", "bsn"),
        ("90001354", "kvk"),
        ("000090013541", "vestiging"),
        ("8431 AA 12", "adres"),
        ("8431", "adres"),
        ("8431A", "adres"),
        ("Proefstraat 12", "adres"),
        ("Moulin", "naam"),
        ("Moulin 12-04-1985", "naam"),
        ("Proefstraat", "naam"),
    ],
)
def test_what_is_typed_is_recognised(typed: str, kind: str) -> None:
    asked = recognised(typed)
    assert asked is not None
    assert asked.soort == kind


@given(st.text(max_size=120))
def test_whatever_is_typed_something_is_meant_or_nothing_was_typed(typed: str) -> None:
    assert (recognised(typed) is None) == (not typed.replace("\x00", "").split())


def test_without_a_purpose_nobody_is_found_and_no_page_opens(mensen: Any, visit: Any) -> None:
    client = visit("medewerker", roles=("kcc",))
    page = f"/werk/persoon/{mensen[ANNA].id}/"
    for answer in (client.get(SEARCH), client.post(SEARCH, {"q": "Moulin"}), client.get(page)):
        assert answer.status_code == 302
        assert answer["Location"] == SAY
    assert not uses()
    # Said once, one comes back where one was, and it is kept.
    assert client.post(SAY, CHOICE)["Location"] == page
    assert "Anna Moulin" in text_of(client.get(page))


@pytest.mark.parametrize("purpose", ["", "  ", "x" * 131, "\x00"])
def test_a_purpose_is_a_sentence(tenant: Any, visit: Any, purpose: str) -> None:
    client = visit("medewerker", roles=("kcc",))
    assert "Vul in waarvoor" in text_of(client.post(SAY, {"doel": purpose}), 422)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (ANNA, "Anna Moulin"),
        ("Moul", "Anna Moulin"),
        ("Anna Moulin", "Anna Moulin"),
        ("Moulin, Anna", "Anna Moulin"),
        ("van moulin 12-4-1985", "Anna Moulin"),
        ("8431AA 12", "Anna Moulin"),
        ("Moulin 13-04-1985", ""),
        ("Klaas Moulin", ""),
        ("%", ""),
    ],
)
def test_a_person_is_found_by_number_name_and_address_and_that_is_written_down(
    mensen: Any, handler: Any, typed: str, found: str
) -> None:
    text = text_of(handler.post(SEARCH, {"q": typed}))
    assert ("Anna Moulin" in text) == bool(found)
    assert [u.doel for u in uses_of(ANNA)] == ([WRITTEN] if found else [])


def test_a_number_that_fails_its_check_is_told_and_still_looked_for(
    tenant: Any, actor: Any, handler: Any
) -> None:
    load(actor, person("123456789", "Fout", "Nummer"))
    text = text_of(handler.post(SEARCH, {"q": "123456789"}))
    assert "elfproef" in text
    assert "Fout Nummer" in text


def test_where_somebody_with_geheimhouding_lives_is_not_in_the_list(mensen: Any, handler: Any) -> None:
    text = text_of(handler.post(SEARCH, {"q": "Postma"}))
    assert "Piet Postma" in text
    assert "Geheimhouding" in text
    assert "Proefstraat" not in text
    assert "Geef gegevens van deze persoon niet door" in text_of(
        handler.get(f"/werk/persoon/{mensen[PIET].id}/")
    )


def test_a_long_list_is_leafed_through_and_logged_page_by_page(tenant: Any, actor: Any, handler: Any) -> None:
    people = [person(f"9{n:08d}", "Jan", f"Visser{n:03d}") for n in range(60)]
    load(actor, *people)
    assert text_of(handler.post(SEARCH, {"q": "visser"})).count("data-rij") == 25
    assert UseRecord.objects.count() == 25
    last = text_of(handler.post(SEARCH, {"q": "visser", "pagina": "3"}))
    assert last.count("data-rij") == 10
    assert 'value="2">Vorige' in last
    assert ">Volgende</button>" not in last


def test_the_page_tells_family_papers_and_the_course_of_a_life(mensen: Any, handler: Any) -> None:
    text = text_of(handler.get(f"/werk/persoon/{mensen[ANNA].id}/"))
    for told in (
        "Piet Postma",
        "Kees Postma",
        "NX0000001",
        "Nederlandse",
        "Oudeweg 12",
        "k-familie",
        "k-tijd",
    ):
        assert told in text
    assert (
        f"/werk/persoon/{mensen[PIET].id}/" in text
    )  # who is in the store has a page; the child is not in it
    assert [u.bron for u in uses_of(ANNA)] == ["Basisregistratie Personen"]


def test_only_an_address_that_has_a_page_is_a_link(
    tenant: Any, actor: Any, handler: Any, bedrijf: str
) -> None:
    here, elsewhere = "0085200000000001", "0344200000000001"
    Nummeraanduiding.objects.create(
        identificatie=here, openbare_ruimte="Proefstraat", huisnummer=12, postcode="8431AA", woonplaats="Proefdorp",
        lon=6.2, lat=53.0,
    )  # fmt: skip
    for bsn, number in ((ANNA, here), (PIET, elsewhere)):
        one = person(bsn, "Anna", "Moulin")
        one["categorieen"]["08"][0][0]["1190"] = number
        load(actor, one)
    Vestiging.objects.update(gegevens={"adressen": [{
        "type": "bezoekadres", "postcode": "3511AA", "huisnummer": 1, "geoData": {"nummerAanduidingId": elsewhere},
    }]})  # fmt: skip
    rows = {row.bsn: row.id for row in Persoonslijst.objects.all()}
    assert f"/werk/adres/{here}/" in text_of(handler.get(f"/werk/persoon/{rows[ANNA]}/"))
    assert elsewhere not in text_of(handler.get(f"/werk/persoon/{rows[PIET]}/"))
    assert elsewhere not in text_of(handler.get(f"/werk/bedrijf/{bedrijf}/"))


def test_any_day_and_what_was_known_then(tenant: Any, actor: Any, handler: Any) -> None:
    load(actor, person(ANNA, "Anna", "Moulin", "Foutstraat"), moment=datetime(2026, 3, 1, 12, tzinfo=UTC))
    load(actor, person(ANNA, "Anna", "Moulin", "Goedstraat"), moment=datetime(2026, 4, 1, 12, tzinfo=UTC))
    page = f"/werk/persoon/{Persoonslijst.objects.get().id}/"

    def lives(**asked: str) -> str:
        answer = handler.get(page, asked)
        return dict(answer.context["wonen"]).get("Adres", "")

    assert lives().startswith("Goedstraat")
    assert lives(op="2021-01-01").startswith("Goedstraat")
    assert lives(op="2021-01-01", bekend="2026-03-15").startswith("Foutstraat")
    assert lives(op="2015-01-01", bekend="2026-03-15").startswith("Oudeweg")
    assert "afgeleid uit de dag" in text_of(handler.get(page, {"bekend": "2012-01-01"}))
    assert "Inmiddels is er iets veranderd" in text_of(handler.get(page, {"bekend": "2026-03-15"}))
    for wrong in ({"op": "2021-02-31"}, {"bekend": "gisteren"}):
        assert "Vul een bestaande datum in" in text_of(handler.get(page, wrong), 422)


@pytest.mark.parametrize("page", ["zoeken", "persoon", "bedrijf"])
def test_without_a_log_there_is_no_answer(
    mensen: Any, bedrijf: str, handler: Any, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("geen logboek")

    monkeypatch.setattr("kapstok.platform.audit.use.pseudonym", broken)
    handler.raise_request_exception = False
    ask = {
        "zoeken": lambda: handler.post(SEARCH, {"q": ANNA}),
        "persoon": lambda: handler.get(f"/werk/persoon/{mensen[ANNA].id}/"),
        "bedrijf": lambda: handler.get(f"/werk/bedrijf/{bedrijf}/"),
    }
    answer = ask[page]()
    assert answer.status_code == 500
    assert "Moulin" not in answer.content.decode()
    assert "Bakkerij" not in answer.content.decode()


def test_who_does_not_work_with_residents_sees_nobody(mensen: Any, visit: Any) -> None:
    client = visit("medewerker", roles=("archivaris",))
    for url in (
        SEARCH,
        SAY,
        f"/werk/persoon/{mensen[ANNA].id}/",
        "/werk/bedrijf/90001354/",
        f"{SEARCH}volgindicaties/",
    ):
        assert client.get(url).status_code == 403


def test_a_person_of_another_municipality_is_not_there(mensen: Any, visit: Any) -> None:
    there = visit("medewerker", roles=("behandelaar",), tenant="weststellingwerf")
    there.post(SAY, CHOICE)
    assert there.get(f"/werk/persoon/{mensen[ANNA].id}/").status_code == 404
    assert "Anna Moulin" not in text_of(there.post(SEARCH, {"q": ANNA}))
    assert "Anna Moulin" not in text_of(there.post(SEARCH, {"q": "Moulin"}))


@pytest.fixture
def bedrijf(tenant: Any, actor: Any) -> str:
    """A business with a branch that can be visited and one that is shielded."""
    visit_at = {
        "type": "bezoekadres",
        "volledigAdres": "Vaartkade 3 8431DA Oosterwolde",
        "indAfgeschermd": "Nee",
    }
    hidden = {
        "type": "bezoekadres",
        "volledigAdres": "Geheimpad 9 8431ZZ Oosterwolde",
        "indAfgeschermd": "Ja",
    }
    branches = [
        {"vestigingsnummer": f"00009001354{n}", "kvkNummer": "90001354", "eersteHandelsnaam": f"Bakkerij {n}"}
        | {"indHoofdvestiging": "Nee" if n > 1 else "Ja", "adressen": [place]}
        for n, place in enumerate((visit_at, hidden), start=1)
    ]
    owner = {"rsin": "992760963", "rechtsvorm": "BV"}
    profile = {
        "kvkNummer": "90001354",
        "naam": "Bakkerij Het Turfschip",
        "handelsnamen": [{"naam": "Turfschip"}],
    }
    profile["_embedded"] = {"hoofdvestiging": branches[0], "eigenaar": owner}
    import_kvk(json.dumps([profile, branches[1]]).encode(), actor=actor)
    return "90001354"


@pytest.mark.parametrize("typed", ["90001354", "000090013542", "992760963", "turfschip"])
def test_a_business_is_found_by_its_numbers_and_its_name(bedrijf: str, handler: Any, typed: str) -> None:
    assert f"/werk/bedrijf/{bedrijf}/" in text_of(handler.post(SEARCH, {"q": typed}))
    assert [u.doel for u in uses_of(bedrijf)] == [WRITTEN]


def test_the_page_of_a_business_has_its_branches_and_hides_what_is_shielded(
    bedrijf: str, handler: Any
) -> None:
    assert "Niet voor dit doel: eigenaar" in text_of(handler.get(f"/werk/bedrijf/{bedrijf}/"))
    handler.post(SAY, {"voor": "aanvragen", "doel": PURPOSE})
    text = text_of(handler.get(f"/werk/bedrijf/{bedrijf}/"))
    for told in ("992760963", "000090013541", "000090013542", "Vaartkade 3", "Afgeschermd adres"):
        assert told in text
    assert "Geheimpad" not in text
    assert [u.velden for u in uses_of(bedrijf)] == [
        ["basisprofiel", "eigenaar", "vestigingen", "zaken"],
        ["basisprofiel", "vestigingen", "zaken"],
    ]
    assert text_of(handler.get("/werk/bedrijf/00000000/"), 404)


def test_the_page_of_a_business_tells_how_it_was_and_what_was_known_then(
    tenant: Any, actor: Any, handler: Any
) -> None:
    def told(moment: datetime, naam: str, **more: Any) -> None:
        period = {"materieleRegistratie": {"datumAanvang": "20200101", **more}}
        profile = {"kvkNummer": "90001354", "naam": naam, "formeleRegistratiedatum": "20200201", **period}
        import_kvk(json.dumps(profile).encode(), actor=actor, moment=moment)

    told(datetime(2022, 3, 1, 12, tzinfo=UTC), "Bakkerij Oud")
    told(datetime(2023, 3, 1, 12, tzinfo=UTC), "Bakkerij Nieuw")
    told(datetime(2024, 3, 1, 12, tzinfo=UTC), "Bakkerij Nieuw", datumEinde="20240201")
    handler.post(SAY, {"voor": "aanvragen", "doel": PURPOSE})
    page = "/werk/bedrijf/90001354/"
    now = text_of(handler.get(page))
    assert "Bakkerij Nieuw" in now
    assert "staat niet meer ingeschreven" in now
    assert "1 februari 2024" in now
    for query, said, unsaid in (
        ("op=2023-06-01", "Bakkerij Nieuw", "staat niet meer ingeschreven"),
        ("op=2024-02-01", "stond dit bedrijf niet ingeschreven", "staat niet meer ingeschreven"),
        ("op=2019-12-31", "stond dit bedrijf niet ingeschreven", "Bakkerij Oud"),
        ("op=2024-02-15&bekend=2024-02-15", "Inmiddels is er iets veranderd", "niet ingeschreven"),
        ("bekend=2022-12-31", "Bakkerij Oud", "Bakkerij Nieuw"),
        ("bekend=2021-12-31", "Zo oud is onze eigen kopie niet", "Bakkerij Nieuw"),
        ("bekend=2020-01-31", "Wij wisten toen nog niet van dit bedrijf", "Bakkerij Oud"),
    ):
        text = text_of(handler.get(f"{page}?{query}"))
        assert said in text, query
        assert unsaid not in text, query
    wrong = text_of(handler.get(f"{page}?op=gisteren"), 422)
    assert 'href="#id_op"' in wrong
    assert now.count("Wijziging ontvangen") == 2


def test_a_business_of_another_municipality_is_not_there(bedrijf: str, visit: Any) -> None:
    there = visit("medewerker", roles=("behandelaar",), tenant="weststellingwerf")
    there.post(SAY, CHOICE)
    assert there.get(f"/werk/bedrijf/{bedrijf}/").status_code == 404


def test_who_follows_whom_is_a_list_and_stands_with_the_person(
    mensen: Any, actor: Any, handler: Any, visit: Any
) -> None:
    made = create_applicatie(
        label="Parkeerloket", client_ids=["parkeer"], rechten=[], alles=True, actor=actor
    )
    today = timezone.localdate()
    volg(made.id, ANNA, einddatum=None, today=today, actor=actor)
    volg(made.id, KIND, einddatum=None, today=today, actor=actor)
    volg(made.id, PIET, einddatum=today, today=today, actor=actor)  # has ended
    text = text_of(handler.get(f"{SEARCH}volgindicaties/"))
    assert text.count("data-rij") == 2
    assert f"/werk/persoon/{mensen[ANNA].id}/" in text
    assert "niet in ons magazijn" in text
    assert [u.velden for u in uses_of(ANNA)] == [["burgerservicenummer", "volgindicaties"]]
    assert "Parkeerloket" in text_of(handler.get(f"/werk/persoon/{mensen[ANNA].id}/"))
    there = visit("medewerker", roles=("behandelaar",), tenant="weststellingwerf")
    there.post(SAY, CHOICE)
    assert "Niemand wordt gevolgd" in text_of(there.get(f"{SEARCH}volgindicaties/"))


def test_the_list_says_how_and_what_waits_and_a_teamleider_ends_it(
    mensen: Any, actor: Any, visit: Any, ontvanger: Any
) -> None:
    made = create_applicatie(
        label="Parkeerloket", client_ids=["parkeer"], rechten=[], alles=True, actor=actor
    )
    give_doel(
        made.id, BRP, doel="Parkeren", velden=("volgindicaties", "burgerservicenummer", "naam"), actor=actor
    )
    register_kanalen(actor=actor)
    to = {"callback_url": ontvanger.url(), "auth": "Token a", "applicatie_id": made.id, "actor": actor}
    both = [{"naam": "personen", "filters": {}}, {"naam": "adressen", "filters": {}}]
    create_abonnement(kanalen=both, stuf={"applicatie": "PARKEREN"}, **to)
    wanted = [{"naam": "bedrijven", "filters": {"kvkNummer": n}} for n in ("90001354", "90001362")]
    create_abonnement(kanalen=wanted, cloudevents=True, label="Wijkregister", **to)
    volg(made.id, ANNA, einddatum=None, today=timezone.localdate(), actor=actor)
    load(actor, person(ANNA, "Anna", "Bos"))
    assert Delivery.objects.filter(outbound=True).count() == 1
    page, stop = f"{SEARCH}volgindicaties/", f"{SEARCH}volgindicaties/stoppen/"
    plain, leader = (visit("medewerker", roles=(role,)) for role in ("behandelaar", "teamleider"))
    for client in (plain, leader):
        client.post(SAY, CHOICE)
    text = text_of(leader.get(page))
    assert all(
        words in text for words in ("StUF-bericht", "1 wacht", "CloudEvent", "KVK 90001362", "Wijkregister")
    )
    assert text.count("1 wacht") == 1  # with the person, not with the addresses of the same receiver
    assert "Niet meer volgen" not in text_of(plain.get(page))
    following = Volgindicatie.objects.get()
    assert plain.post(stop, {"persoon": str(following.id)}).status_code == 403
    assert leader.post(stop, {"persoon": str(following.id)}).status_code == 302
    assert not Delivery.objects.filter(outbound=True).exists()  # what waited is not sent any more
    assert "Niemand wordt gevolgd" in text_of(leader.get(page))
    first = Subscription.objects.get(keys={"kvkNummer": "90001354"})
    leader.post(stop, {"overig": str(first.id)})
    assert [k["filters"] for k in Abonnement.objects.get(label="Wijkregister").kanalen] == [
        {"kvkNummer": "90001362"}
    ]
    leader.post(stop, {"overig": str(Subscription.objects.get(topic="bedrijven").id)})
    assert not Abonnement.objects.filter(label="Wijkregister").exists()
    for bad in ({"persoon": "x"}, {"overig": str(first.id)}, {}):
        assert "niet meer gevolgd" in text_of(leader.post(stop, bad, follow=True))


@pytest.mark.parametrize("typed", ["Moulni", "Mouln", "Moulinn", "Anna Moullin", "Moulni, Anna"])
def test_a_typing_error_in_a_name_is_forgiven(mensen: Any, handler: Any, typed: str) -> None:
    text = text_of(handler.post(SEARCH, {"q": typed}))
    assert "Niemand heet precies zo" in text
    assert "Anna Moulin" in text
    assert "Postma" not in text
    assert len(uses_of(ANNA)) == 1  # shown, and so written down


@pytest.mark.parametrize("typed", ["Zwartkruis", "Mxyz", "Piet Moulni", "Mol"])
def test_a_name_that_is_nothing_like_it_is_not_found(mensen: Any, handler: Any, typed: str) -> None:
    text = text_of(handler.post(SEARCH, {"q": typed}))
    assert "Niemand heet precies zo" not in text
    assert not UseRecord.objects.exists()
