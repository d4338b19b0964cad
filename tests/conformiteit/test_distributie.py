"""Who follows a person, an address or a business hears every change: once, in order, in the form that was chosen."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models.functions import Now
from django.test import Client
from lxml import etree

from kapstok.koppelvlakken.notify.carrier import Carrier, turn
from kapstok.koppelvlakken.notify.receivers import receivers
from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie, set_blocked
from kapstok.magazijnen.brp import volgen
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json, remove_person
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.notificaties import services
from kapstok.magazijnen.notificaties.models import Abonnement
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.audit.use import uses_of
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.events.models import Delivery, Event, State, Subscriber
from kapstok.platform.stuf.xml import BG, SOAP, STUF

NS = {"s": SOAP, "BG": BG, "StUF": STUF}
ANNA, PIET = "999993653", "999990019"
BV03 = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><S:Bv03Bericht xmlns:S="{STUF}"/></s:Body></s:Envelope>'.encode()
)
FO03 = BV03.replace(b"<S:Bv03Bericht", b"<S:Fo03Bericht").replace(
    b"/></s:Body>", b"><S:body><S:code>StUF058</S:code></S:body></S:Fo03Bericht></s:Body>"
)
STUF_NAAR = {"organisatie": "Ooststellingwerf", "applicatie": "ZORG"}
NAAM = ("burgerservicenummer", "naam.geslachtsnaam", "volgindicaties")


def persoon(bsn: str, naam: str, **meer: Any) -> dict[str, Any]:
    me = {"0110": f"1{bsn}", "0120": bsn, "0240": naam, "0310": "19850412", "0410": "V"}
    return {"categorieen": {"01": [[me]], **meer}}


@pytest.fixture
def laad(given: Any) -> Callable[..., None]:
    def load(*people: dict[str, Any]) -> None:
        document = {"formaat": "pl-json/1", "personen": list(people)}
        import_pl_json(json.dumps(document).encode(), actor=given.actor)

    return load


@pytest.fixture
def applicatie(given: Any) -> Callable[..., Any]:
    """`applicatie("burgerservicenummer", ...)`: with a purpose for these fields; has id, api_key and follow()."""

    class Made:
        def __init__(self, *velden: str) -> None:
            made = add_applicatie(
                label="Zorgloket", client_id=None, secret=None, alles=False, actor=given.actor
            )
            self.key = made["api_key"]
            self.id: UUID = ApiClient.objects.get(client_id=made["client_id"]).applicatie_id
            give_doel(self.id, BRP, doel="Uitvoering Wmo", velden=velden or NAAM, actor=given.actor)

        def volgt(self, *nummers: str) -> None:
            from django.utils import timezone

            for bsn in nummers:
                volgen.volg(self.id, bsn, einddatum=None, today=timezone.localdate(), actor=given.actor)

    return Made


@pytest.fixture
def abonneer(given: Any, ontvanger: Any) -> Callable[..., Abonnement]:
    def make(
        kanaal: str,
        path: str = "/hook",
        app: Any = None,
        stuf: Any = None,
        cloudevents: bool = False,
        **filters: str,
    ) -> Abonnement:
        services.register_kanalen(actor=given.actor)
        made = services.create_abonnement(
            callback_url=ontvanger.url(path),
            auth="Basic abc",
            kanalen=[{"naam": kanaal, "filters": filters}],
            cloudevents=cloudevents,
            stuf=stuf,
            applicatie_id=app.id if app else None,
            actor=given.actor,
        )
        ontvanger.calls.clear()
        if stuf:
            ontvanger.status[path], ontvanger.answers[path] = 200, BV03
        return made

    return make


@pytest.fixture
def bezorg(tenant: Any) -> Callable[[], int]:
    """Everything that is due, as the carrier sends it."""

    def work() -> int:
        sent = 0
        while found := turn(tenant.id, [], {}, True):
            turn(tenant.id, asyncio.run(_send(found)), {}, False)
            sent += len(found)
        return sent

    return work


async def _send(found: Any) -> Any:
    carrier = Carrier()
    outcomes = await asyncio.gather(*(carrier.send(taken, receiver) for taken, receiver in found))
    await carrier.wire.close()
    return outcomes


def later() -> None:
    """Time passes: what waits for a later attempt is due."""
    Delivery.objects.filter(state=State.WAITING).update(next_attempt=Now() - timedelta(seconds=1))
    Subscriber.objects.update(paused_until=None)


def berichten(ontvanger: Any, path: str = "/hook") -> list[Any]:
    return [etree.fromstring(c.raw).find(".//s:Body", NS)[0] for c in ontvanger.calls if c.path == path]


def namen(ontvanger: Any) -> list[tuple[str, str, str]]:
    """Of each message: whom it is about, and the name before and after."""
    found = []
    for bericht in berichten(ontvanger):
        sides = [o.findtext("BG:geslachtsnaam", "", NS) for o in bericht.findall("BG:object", NS)]
        found.append((bericht.findtext("BG:object/BG:inp.bsn", "", NS), *sides))
    return found


def test_who_was_away_gets_all_that_was_missed_once_each_and_in_order(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, ontvanger: Any
) -> None:
    laad(persoon(ANNA, "A0"), persoon(PIET, "P0"))
    app = applicatie()
    app.volgt(ANNA, PIET)
    abonneer("personen", app=app, stuf=STUF_NAAR)
    ontvanger.close()
    for n in range(1, 4):
        laad(persoon(ANNA, f"A{n}"), persoon(PIET, f"P{n}"))
        bezorg()
        later()
    assert ontvanger.calls == []
    assert Delivery.objects.filter(outbound=True, state=State.WAITING).count() == 6
    ontvanger.open()
    assert bezorg() == 6
    heard = namen(ontvanger)
    for bsn, letter in ((ANNA, "A"), (PIET, "P")):
        assert [h[1:] for h in heard if h[0] == bsn] == [
            (f"{letter}{n}", f"{letter}{n + 1}") for n in range(3)
        ]
    numbers = {b.findtext("BG:stuurgegevens/StUF:referentienummer", "", NS) for b in berichten(ontvanger)}
    assert len(numbers) == 6
    later()
    assert bezorg() == 0


def test_the_message_says_who_it_is_for_and_holds_only_what_the_purpose_allows(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, ontvanger: Any
) -> None:
    adres = {"0910": "0085", "1030": "20200101", "1110": "Dorpsstraat", "1120": "1", "1160": "8431AA"}
    laad(persoon(ANNA, "Moulin", **{"08": [[adres]]}))
    app = applicatie()
    app.volgt(ANNA)
    abonneer("personen", app=app, stuf=STUF_NAAR)
    laad(persoon(ANNA, "Bos", **{"08": [[{**adres, "1110": "Kerkweg"}]]}))
    laad(persoon(ANNA, "Bos", **{"08": [[{**adres, "1110": "Brink"}]]}))
    assert bezorg() == 1  # of the second change nothing may be told
    (call,) = ontvanger.calls
    assert (call.headers["SOAPAction"], call.headers["Content-Type"]) == (
        f'"{BG}/npsLk01"',
        "text/xml; charset=utf-8",
    )
    assert b"Kerkweg" not in call.raw
    [bericht] = berichten(ontvanger)
    assert bericht.findtext("BG:stuurgegevens/StUF:ontvanger/StUF:applicatie", "", NS) == "ZORG"
    [use] = uses_of(ANNA)
    assert (use.actor_naam, use.doel) == ("Zorgloket", "Uitvoering Wmo")
    assert set(use.velden) == {"burgerservicenummer", "naam.geslachtsnaam"}
    for event in Event.objects.all():
        kept = json.dumps([event.data, event.message])
        assert not any(secret in kept for secret in (ANNA, "Moulin", "Bos"))


def test_a_message_that_is_refused_holds_up_that_person_only(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, ontvanger: Any
) -> None:
    laad(persoon(ANNA, "A0"), persoon(PIET, "P0"))
    app = applicatie()
    app.volgt(ANNA, PIET)
    made = abonneer("personen", app=app, stuf=STUF_NAAR)
    ontvanger.status["/hook"], ontvanger.answers["/hook"] = 500, FO03
    laad(persoon(ANNA, "A1"))
    bezorg()
    ontvanger.status["/hook"], ontvanger.answers["/hook"] = 200, BV03
    ontvanger.calls.clear()
    laad(persoon(ANNA, "A2"), persoon(PIET, "P1"))
    assert bezorg() == 1
    assert namen(ontvanger) == [(PIET, "P0", "P1")]
    assert Subscriber.objects.get(id=made.id).failing_since is None
    waits = Delivery.objects.filter(state=State.WAITING, outbound=True).order_by("volgnummer")
    assert [d.error for d in waits] == ["stuf-StUF058", ""]
    later()
    bezorg()
    assert [h[2] for h in namen(ontvanger) if h[0] == ANNA] == ["A1", "A2"]


def test_new_changed_and_gone_are_told_as_such(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, ontvanger: Any, given: Any
) -> None:
    app = applicatie()
    app.volgt(ANNA)
    abonneer("personen", app=app, stuf=STUF_NAAR)
    laad(persoon(ANNA, "Moulin"), persoon(PIET, "Postma"))
    laad(persoon(ANNA, "Bos"))
    remove_person(ANNA, actor=given.actor)
    bezorg()
    assert [b.findtext("BG:parameters/StUF:mutatiesoort", "", NS) for b in berichten(ontvanger)] == [
        "T",
        "W",
        "V",
    ]


@pytest.mark.parametrize("cloudevents", [False, True])
def test_a_notification_says_that_something_changed_and_where_to_ask_of_whom(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, ontvanger: Any, cloudevents: bool
) -> None:
    laad(persoon(ANNA, "Moulin"))
    app, other = applicatie(), applicatie()
    app.volgt(ANNA)
    abonneer("personen", app=app, cloudevents=cloudevents)
    # Whoever asks for the persons of another application hears those that it follows itself: none.
    abonneer("personen", "/ander", app=other, volger=str(app.id))
    laad(persoon(ANNA, "Bos"))
    bezorg()
    (call,) = ontvanger.calls
    assert ANNA.encode() not in call.raw
    body = call.body["data"] if cloudevents else call.body
    assert (call.path, body["kanaal"], body["resource"], body["actie"]) == (
        "/hook",
        "personen",
        "persoon",
        "update",
    )
    row = Persoonslijst.objects.get(bsn=ANNA)
    where = f"/haalcentraal/api/brpupdate/wijzigingen/{row.id}"
    assert body["resourceUrl"].endswith(where)
    UseRecord.objects.all()
    asked = Client(headers={"X-API-KEY": app.key}).get(where)
    assert asked.json() == {"burgerservicenummer": ANNA}
    assert uses_of(ANNA)[0].velden == ["volgindicaties"]
    assert Client(headers={"X-API-KEY": other.key}).get(where).status_code == 404


def test_a_first_load_is_no_news_and_who_is_followed_no_longer_is_not_told(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, given: Any
) -> None:
    from django.utils import timezone

    app = applicatie()
    app.volgt(ANNA)
    abonneer("personen", app=app)
    laad(persoon(PIET, "Postma"))
    laad(persoon(PIET, "Bos"))
    assert not Event.objects.filter(type="brp.persoon.gewijzigd").exists()
    laad(persoon(ANNA, "Moulin"))
    assert bezorg() == 1
    assert volgen.stop(app.id, ANNA, today=timezone.localdate(), actor=given.actor)
    laad(persoon(ANNA, "Bos"))
    assert bezorg() == 0


def test_without_the_right_to_follow_nothing_is_told(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, given: Any
) -> None:
    laad(persoon(ANNA, "A0"))
    withdrawn, blocked = applicatie(), applicatie()
    for app in (withdrawn, blocked):
        app.volgt(ANNA)
        abonneer("personen", app=app, stuf=STUF_NAAR)
    give_doel(withdrawn.id, BRP, doel="Wmo", velden=("naam",), actor=given.actor)
    set_blocked(blocked.id, blocked=True, actor=given.actor)
    laad(persoon(ANNA, "A1"))
    assert bezorg() == 0


def test_another_municipality_hears_nothing(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, ontvanger: Any, as_tenant: Any
) -> None:
    with as_tenant(2):
        stranger = applicatie()
        stranger.volgt(ANNA)
        abonneer("personen", "/vreemd", app=stranger)
    laad(persoon(ANNA, "Moulin"))
    laad(persoon(ANNA, "Bos"))
    bezorg()
    with as_tenant(2):
        assert turn(2, [], {}, True) == []
    assert ontvanger.calls == []


@pytest.mark.parametrize(
    ("kanaal", "of_app", "stuf", "field"),
    [
        ("personen", False, None, "applicatie"),
        ("zaken", True, STUF_NAAR, "kanalen"),
        ("adressen", True, {"applicatie": "x"}, "stufApplicatie"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(
    abonneer: Any, applicatie: Any, kanaal: str, of_app: bool, stuf: Any, field: str
) -> None:
    with pytest.raises((Refusal, Refusals)) as refused:
        abonneer(kanaal, app=applicatie() if of_app else None, stuf=stuf)
    assert getattr(refused.value, "field", "") == field


PROFIEL = {
    "kvkNummer": "69599084",
    "naam": "Bakker B.V.",
    "materieleRegistratie": {"datumAanvang": "20200101"},
    "_embedded": {
        "eigenaar": {"rsin": "123456782", "rechtsvorm": "Besloten vennootschap"},
        "hoofdvestiging": {
            "vestigingsnummer": "000012345678",
            "eersteHandelsnaam": "Bakker",
            "indHoofdvestiging": "Ja",
        },
    },
}


def test_a_business_that_is_followed_is_told_in_both_forms(
    given: Any, abonneer: Any, bezorg: Any, ontvanger: Any
) -> None:
    abonneer("bedrijven", "/deze", kvkNummer="69599084")
    abonneer("bedrijven", "/andere", kvkNummer="69599092")
    abonneer("bedrijven", "/alle")
    abonneer("bedrijven", "/stuf", stuf=STUF_NAAR, kvkNummer="69599084")
    other = {**PROFIEL, "kvkNummer": "69599076", "naam": "Slager", "_embedded": {"eigenaar": {}}}
    import_kvk(json.dumps([PROFIEL, other]).encode(), actor=given.actor)
    bezorg()
    # Of a first load only what is followed by its number is told.
    assert sorted(c.path for c in ontvanger.calls) == ["/alle", "/deze", "/stuf", "/stuf"]
    ontvanger.calls.clear()
    changed = json.loads(json.dumps(PROFIEL))
    changed["_embedded"]["eigenaar"]["rechtsvorm"] = "Stichting"
    import_kvk(json.dumps([changed, {**other, "naam": "Slager Jansen"}]).encode(), actor=given.actor)
    bezorg()
    assert sorted(c.path for c in ontvanger.calls) == ["/alle", "/alle", "/deze", "/stuf"]
    (told,) = (c.body for c in ontvanger.calls if c.path == "/deze")
    assert told["resourceUrl"].endswith("/kvk/api/v1/basisprofielen/69599084")
    [bericht] = berichten(ontvanger, "/stuf")
    forms = [o.findtext("BG:inn.rechtsvorm", "", NS) for o in bericht.findall("BG:object", NS)]
    assert (etree.QName(bericht).localname, forms) == ("nnpLk01", ["Besloten vennootschap", "Stichting"])


def test_an_address_that_is_followed_is_told_also_when_it_begins_by_the_day(
    given: Any, tenant: Any, abonneer: Any, bezorg: Any, ontvanger: Any
) -> None:
    from datetime import UTC, datetime

    from kapstok.magazijnen.bag.models import Nummeraanduiding
    from kapstok.magazijnen.bag.verandering import stand, vertel
    from kapstok.platform.work import unit_of_work

    here, there = "0085200000000001", "0085200000000002"
    make = {"openbare_ruimte": "Dorpsstraat", "huisnummer": 1, "postcode": "8431AA", "woonplaats": "Oosterwolde",
            "lon": 6.3, "lat": 53.0}  # fmt: skip
    for number in (here, there):
        Nummeraanduiding.objects.create(identificatie=number, **make)
    abonneer("adressen", "/deze", identificatie=here)
    abonneer("adressen", "/stuf", stuf=STUF_NAAR, identificatie=here)
    with unit_of_work(given.actor, "bag.laden", moment=datetime.now(UTC)) as work:
        was = stand()
        Nummeraanduiding.objects.update(postcode="8431AB")
        assert vertel(work, was) == 1
        work.record("bag", "adressen", after={})
    bezorg()
    (told,) = (c.body for c in ontvanger.calls if c.path == "/deze")
    assert (told["kenmerken"], told["actie"]) == ({"identificatie": here}, "update")
    [bericht] = berichten(ontvanger, "/stuf")
    codes = [o.findtext("BG:postcode", "", NS) for o in bericht.findall("BG:object", NS)]
    assert (etree.QName(bericht).localname, codes) == ("aoaLk01", ["8431AA", "8431AB"])


def test_a_business_that_was_told_wrong_is_told_as_a_mistake_or_as_a_change_as_the_receiver_wants(
    given: Any, abonneer: Any, bezorg: Any, ontvanger: Any
) -> None:
    import_kvk(json.dumps(PROFIEL).encode(), actor=given.actor)
    abonneer("bedrijven", "/stuf", stuf=STUF_NAAR)
    abonneer("bedrijven", "/oud", stuf={**STUF_NAAR, "verbetering": "W"})
    changed = json.loads(json.dumps(PROFIEL))
    changed["_embedded"]["eigenaar"]["rechtsvorm"] = "Stichting"
    import_kvk(json.dumps(changed).encode(), actor=given.actor, correctie=True)
    bezorg()
    kinds = {
        path: [b.findtext("BG:parameters/StUF:mutatiesoort", "", NS) for b in berichten(ontvanger, path)]
        for path in ("/stuf", "/oud")
    }
    assert kinds == {"/stuf": ["C"], "/oud": ["W"]}


def test_a_stuf_receiver_that_does_not_know_us_waits_as_a_whole(
    laad: Any, applicatie: Any, abonneer: Any, bezorg: Any, ontvanger: Any
) -> None:
    laad(persoon(ANNA, "A0"))
    app = applicatie()
    app.volgt(ANNA)
    made = abonneer("personen", app=app, stuf=STUF_NAAR)
    ontvanger.status["/hook"], ontvanger.answers["/hook"] = 200, FO03.replace(b"StUF058", b"StUF013")
    laad(persoon(ANNA, "A1"))
    bezorg()
    assert Subscriber.objects.get(id=made.id).failing_since is not None
    assert receivers({f"abonnement:{made.id}"})[f"abonnement:{made.id}"].stuf == STUF_NAAR
