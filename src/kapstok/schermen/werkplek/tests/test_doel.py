"""The purpose of who looks: chosen where a role has more, with a zaak as its ground; and managed under beheer."""

import json
from typing import Any

import pytest

from kapstok.diensten.behandeling.models import Taak
from kapstok.magazijnen.autorisaties.models import RoldoelEigen
from kapstok.magazijnen.autorisaties.roldoelen import roldoelen, van_rollen
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.audit.use import uses_of
from kapstok.site.given import NOW

PURPOSE = "Parkeerkaart 2026-0001"
CHOICE = {"voor": "burgerzaken", "doel": PURPOSE}
WRITTEN = f"Burgerzaken: {PURPOSE}"
ANNA, SAY, DOELEN = "999993653", "/werk/gegevens/doel/", "/beheer/doelen/"


@pytest.fixture
def mensen(tenant: Any, actor: Any) -> dict[str, Persoonslijst]:
    partner = [[{"0120": "999990019", "0210": "Piet", "0240": "Postma", "0610": "20150601"}]]
    anna = {"01": [[{"0120": ANNA, "0210": "Anna", "0240": "Moulin", "0310": "19850412"}]], "05": partner}
    import_pl_json(
        json.dumps({"formaat": "pl-json/1", "personen": [{"categorieen": anna}]}).encode(), actor=actor
    )
    return {row.bsn: row for row in Persoonslijst.objects.all()}


@pytest.fixture
def zaak(given: Any, mensen: Any) -> Any:
    kind = given.zaaktype()
    made = given.zaak(kind)
    given.initiator(made, kind)
    return made


@pytest.fixture
def handler(visit: Any) -> Any:
    client = visit("medewerker", roles=("behandelaar",))
    assert client.post(SAY, CHOICE).status_code == 302
    return client


def text_of(answer: Any, expect: int = 200) -> str:
    assert answer.status_code == expect
    return answer.content.decode()


def test_who_has_more_purposes_chooses_one_of_their_own(mensen: Any, visit: Any) -> None:
    client, page = visit("medewerker", roles=("behandelaar",)), f"/werk/persoon/{mensen[ANNA].id}/"
    form = text_of(client.get(SAY))
    assert form.count('type="radio"') == 6
    assert "Kies waarvoor u kijkt" in text_of(client.post(SAY, {"doel": PURPOSE}), 422)
    for wrong in ("bestaat-niet", ""):
        kept = text_of(client.post(SAY, {"voor": wrong, "doel": PURPOSE}), 422)
        assert f'value="{PURPOSE}"' in kept
        assert client.get(page).status_code == 302
    client.post(SAY, {"voor": "belastingen", "doel": PURPOSE})
    text = text_of(client.get(page))
    assert "Belastingen heffen: " + PURPOSE in text
    assert "Anna Moulin" in text
    assert "Piet Postma" not in text
    # Another purpose, another page.
    client.post(SAY, CHOICE)
    assert "Piet Postma" in text_of(client.get(page))
    # Who may not look for it any more, is asked again.
    kcc = visit("medewerker", roles=("kcc",))
    assert "radio" not in text_of(kcc.get(SAY))
    kcc.post(SAY, CHOICE)
    assert "Vragen van inwoners beantwoorden" in text_of(kcc.get(page))


def test_who_comes_from_a_zaak_looks_for_that_zaak(mensen: Any, zaak: Any, handler: Any) -> None:
    page = f"/werk/persoon/{mensen[ANNA].id}/"
    text_of(handler.get(f"{page}?zaak={zaak.id}"))
    [use] = uses_of(ANNA)
    assert (use.doel, use.zaak) == (f"Burgerzaken: zaak {zaak.identificatie}", zaak.id)
    # Another ground is another ground; what is no zaak of this municipality changes nothing.
    handler.post(SAY, CHOICE)
    text_of(handler.get(f"{page}?zaak=019aaaaa-0000-7000-8000-000000000000"))
    assert (uses_of(ANNA)[0].doel, uses_of(ANNA)[0].zaak) == (WRITTEN, None)


def test_from_a_zaak_one_comes_to_the_person_in_it(mensen: Any, zaak: Any, visit: Any) -> None:
    client = visit("medewerker", roles=("behandelaar",))
    link = f"/werk/persoon/{mensen[ANNA].id}/?zaak={zaak.id}"
    assert link in text_of(client.get(f"/werk/zaak/{zaak.id}/"))
    # The purpose is chosen, the ground is there already; and after that one is at the page.
    assert client.get(link)["Location"] == SAY
    assert f'value="zaak {zaak.identificatie}"' in text_of(client.get(SAY))
    answer = client.post(SAY, {"voor": "aanvragen", "doel": f"zaak {zaak.identificatie}"}, follow=True)
    assert "Anna Moulin" in text_of(answer)
    assert uses_of(ANNA)[0].zaak == zaak.id
    # Of somebody who is not there any more there is no link, in a task neither.
    Taak.objects.create(
        zaak_id=zaak.id, titel="Verhuisd", over=f"persoon:{mensen[ANNA].id}", wie="medewerker", gemaakt=NOW
    )
    assert text_of(client.get(f"/werk/zaak/{zaak.id}/")).count(link) == 2
    Persoonslijst.objects.filter(bsn=ANNA).delete()
    assert link not in text_of(client.get(f"/werk/zaak/{zaak.id}/"))


def test_a_municipality_has_its_own_purposes_over_what_is_delivered(tenant: Any, visit: Any) -> None:
    beheer, geleverd = visit("medewerker", roles=("functioneel-beheerder",)), roldoelen()
    assert text_of(beheer.get(DOELEN)).count("zoals geleverd") == len(geleverd)
    typed = {"naam": "Klantcontact", "rollen": ["kcc"], "brp": "naam\ngeboorte.datum", "hr": ["basisprofiel"]}
    page = f"{DOELEN}klantcontact/"
    assert "adressering" in text_of(beheer.get(page))
    assert beheer.post(page, typed).status_code == 302
    [own] = van_rollen(["kcc"])
    assert (own.naam, own.velden) == (
        "Klantcontact", {"brp": ("naam", "geboorte.datum"), "hr": ("basisprofiel",)}
    )  # fmt: skip
    assert "aangepast" in text_of(beheer.get(DOELEN))
    beheer.post(f"{DOELEN}nieuw/", {"naam": "Wijkteam", "rollen": ["kcc"], "brp": "naam"})
    assert [d.naam for d in van_rollen(["kcc"])] == ["Klantcontact", "Wijkteam"]
    # Nobody any more, and back to what was delivered.
    beheer.post(page, {"naam": "Klantcontact"})
    assert [d.naam for d in van_rollen(["kcc"])] == ["Wijkteam"]
    beheer.post(f"{page}terug/")
    assert [d.naam for d in van_rollen(["kcc"])] == ["Vragen van inwoners beantwoorden", "Wijkteam"]
    assert text_of(beheer.post(f"{page}terug/", follow=True)).count("Dit doel is er niet (meer).") == 1


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"naam": "", "brp": "naam"}, "id_naam"),
        ({"naam": "burgerzaken", "brp": "naam"}, "Er is al een doel met deze naam"),
        ({"naam": "Wijk", "brp": "naam\nbestaatniet"}, "Dit veld bestaat niet: bestaatniet."),
        ({"naam": "Wijk", "woz": "hypotheken"}, "id_woz"),
        ({"naam": "Wijk", "rollen": "ciso"}, "id_rollen"),
    ],
)
def test_what_is_wrong_with_a_purpose_is_told_and_what_was_typed_stays(
    tenant: Any, visit: Any, typed: dict[str, str], fault: str
) -> None:
    beheer = visit("medewerker", roles=("functioneel-beheerder",))
    text = text_of(beheer.post(f"{DOELEN}nieuw/", typed), 422)
    assert fault in text
    assert typed.get("brp", "") in text
    assert not RoldoelEigen.objects.exists()


def test_only_who_may_change_the_house_changes_a_purpose_and_only_here(tenant: Any, visit: Any) -> None:
    typed = {"naam": "Alles", "rollen": ["kcc"], "brp": "naam"}
    for other in (visit("medewerker", roles=(role,)) for role in ("behandelaar", "teamleider", "ciso")):
        for url in (f"{DOELEN}nieuw/", f"{DOELEN}klantcontact/", f"{DOELEN}klantcontact/terug/"):
            assert other.post(url, typed).status_code == 403
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert there.post(f"{DOELEN}klantcontact/", typed).status_code == 302
    assert [d.naam for d in van_rollen(["kcc"])] == ["Vragen van inwoners beantwoorden"]


def test_without_any_purpose_for_a_role_nobody_is_shown(mensen: Any, visit: Any) -> None:
    beheer = visit("medewerker", roles=("functioneel-beheerder",))
    beheer.post(f"{DOELEN}klantcontact/", {"naam": "Klantcontact"})
    kcc = visit("medewerker", roles=("kcc",))
    assert "Geen doel voor uw rol" in text_of(kcc.get(SAY))
    kcc.post(SAY, CHOICE)
    assert kcc.get(f"/werk/persoon/{mensen[ANNA].id}/").status_code == 302
    assert not uses_of(ANNA)


def test_the_resident_reads_who_looked_for_what_and_at_which_data(
    mensen: Any, handler: Any, visit: Any
) -> None:
    handler.get(f"/werk/persoon/{mensen[ANNA].id}/")
    text = text_of(visit("burger", ANNA).get("/mijn/inzage/"))
    assert WRITTEN in text
    assert "nationaliteiten" in text
