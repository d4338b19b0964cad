"""Every form of beheer, archief, Mijn omgeving and werkplek, found from the addresses, takes bad input."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
from django.http import QueryDict
from django.urls import Resolver404, URLPattern, get_resolver, resolve
from django.utils import timezone
from lxml import html

from kapstok.diensten.archief.services import collect
from kapstok.diensten.behandeling.models import Taak
from kapstok.diensten.behandeling.services.notes import add_task
from kapstok.diensten.brieven.services import load_standard
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.services import publish_form
from kapstok.diensten.formulieren.versies import upload_version
from kapstok.diensten.kwaliteit.models import Ronde
from kapstok.diensten.kwaliteit.ronde import begin_ronde, volgende_stap
from kapstok.magazijnen.autorisaties import services as autorisaties
from kapstok.magazijnen.autorisaties.rules import Recht
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.versies import new_version
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.klanten import services as klanten
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.notificaties import services as notificaties
from kapstok.magazijnen.registers.services import Gegevens, add_register
from kapstok.magazijnen.zaken.services import assign_zaak, close_zaak, link_document
from kapstok.platform.db import tenant_scope
from kapstok.platform.events.models import Delivery, State
from kapstok.platform.identity import add_member, create_team, create_user
from kapstok.platform.identity.grants import give_grant
from kapstok.platform.identity.models import User
from kapstok.platform.mail.models import Mail
from kapstok.platform.mail.queue import queue_mail
from tests.invoer.kwaad import BAD, MANY, MISSING, controls, forms_of, judge, post_badly

BSN = "999993653"
AREAS = ("beheer/", "archief/", "mijn/", "werk/")
# Pages that a form leads to and not a link.
ADRES, KVK, WRONG = "0085200000000001", "90001354", "123456710"
STARTS = {
    "beheer/": [
        "/beheer/toegang/geven/?gemeente=weststellingwerf",
        "/beheer/catalogi/catalogus/",
        "/beheer/kwaliteit/bsn-elfproef/",
    ],
    "werk/": [f"/werk/adres/{ADRES}/", f"/werk/bedrijf/{KVK}/"],
}
# What only stands there in a state that is not made here, and has no field to type in: a PDF of what is gone, buttons
# of ten seconds, going back to an older text or to the base, buttons of a broker that is set up, a document in
# a register of others, and the demo's mailbox (each has own tests).
UNREACHED = {
    "beheer/": {
        "beheer-brief-terug",
        "beheer-brieven-standaard",
        "beheer-catalogi-terug",
        "beheer-doel-terug",
        "beheer-inlogdienst-test",
        "beheer-inlogdienst-weg",
        "postbus",
    },
    "archief/": {"archief-verklaring"},
    "werk/": {"werk-ongedaan", "werk-afronden-ongedaan", "werk-document-elders"},
    "mijn/": {"mijn-document-elders", "mijn-documenten-elders"},
}
ROLES = ("kcc", "behandelaar", "teamleider", "functioneel-beheerder", "archivaris", "ciso")
FORM = {
    "slug": "proef",
    "title": {"nl": "Proef"},
    "intro": {"nl": "x"},
    "zaak": {"zaaktype": "KAP", "omschrijving": "x"},
    "steps": [
        {"id": "a", "title": {"nl": "A"}, "questions": [{"id": "b", "type": "tekst", "label": {"nl": "B"}}]}
    ],
}


def _patterns(prefix: str) -> list[tuple[str, str]]:
    """Route and name of every address below a prefix."""

    def walk(patterns: Any, before: str) -> Any:
        for pattern in patterns:
            where = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield where, pattern.name
            else:
                yield from walk(pattern.url_patterns, where)

    return [
        (route, name) for route, name in walk(get_resolver().url_patterns, "") if route.startswith(prefix)
    ]


def _section(path: str) -> str:
    """The first two folders of an address: what one test takes."""
    return "/".join(path.strip("/").split("/")[:2])


SECTIONS = sorted({_section(route) for area in AREAS for route, _name in _patterns(area)})


@pytest.fixture
def everything(given, ontvanger):
    """A municipality with one of everything, so that every page has something to show."""
    now, today, actor = timezone.now(), timezone.localdate(), given.actor
    kind = given.zaaktype()
    new_version(m.ZaakType, kind.id, begin=today + timedelta(days=30), actor=actor)
    zaak = given.zaak(kind)
    given.initiator(zaak, kind, BSN)
    document = given.document(kind, tonen_aan_initiator=True, status="in_bewerking")
    link_document(zaak.id, document.informatieobject_id, actor=actor)
    add_task(
        zaak.id, titel="Stuur een tekening", toelichting="", wie=Taak.Wie.INWONER, uiterlijk=None,
        actor=actor, moment=now,
    )  # fmt: skip
    person = klanten.person_key(BSN)
    klanten.post_message(
        zaak_id=zaak.id, van=Van.GEMEENTE, person=person, author="Kees", subject="Vraag", text="Klopt dit?",
        actor=actor, moment=now,
    )  # fmt: skip
    old = given.zaak(kind, startdatum=today - timedelta(days=4000))
    close_zaak(old.id, kind.resultaattypen[0].id, actor=actor, moment=now - timedelta(days=3990))
    collect("Vernietiging", actor=actor, today=today)
    _people(actor, today)
    Nummeraanduiding.objects.create(
        identificatie=ADRES, openbare_ruimte="Brink", huisnummer=1, postcode="8431AA", woonplaats="Oosterwolde",
        lon=6.29, lat=52.99,
    )  # fmt: skip
    load_standard(actor=actor)
    publish_form(read_definition(FORM), actor=actor, now=now)
    upload_version(str(FORM).replace("'", '"').encode(), slug="proef", actor=actor, now=now)
    right = Recht(component="zrc", scopes=("zaken.lezen",), soort="KAP", max="zaakvertrouwelijk")
    autorisaties.create_applicatie(
        label="Balie", client_ids=["balie"], rechten=[right], alles=False, actor=actor
    )
    notificaties.register_kanalen(actor=actor)
    notificaties.allow_host("ontvanger.voorbeeld.test", allowed=True, actor=actor)
    notificaties.create_abonnement(
        callback_url=ontvanger.url(),
        auth="Token b",
        kanalen=[{"naam": "zaken"}, {"naam": "bedrijven", "filters": {"kvkNummer": KVK}}],
        label="Archief",
        actor=actor,
    )
    address = "https://zaken.voorbeeld.test/zaken/api/v1"
    add_register(Gegevens("Zaken elders", address, "zaken", "geen"), actor=actor)
    given.zaak(kind)
    Delivery.objects.update(state=State.DEAD, error="http-403")
    _registers(actor, now)
    queue_mail(event_key="x", to="a@voorbeeld.test", subject="Onderwerp", text="Tekst", now=now)
    Mail.objects.update(state="dood")
    return zaak


def _registers(actor: Any, now: datetime) -> None:
    """A person with everything that a page tells, one with a number that is none, a business, and a round of checks."""
    home = {"0910": "0085", "1010": "W", "1030": "20200301", "1110": "Brink", "1120": "1", "1160": "8431AA"}
    before = {**home, "1030": "20100101", "1110": "Vaart", "8510": "20100101"}
    kim = {"0110": "9000000001", "0120": BSN, "0210": "Kim", "0240": "Proef", "0310": "19850412", "0410": "V"}
    categories = {
        "01": [[kim]],
        "05": [[{"0120": "999990019", "0210": "Piet", "0240": "Postma", "0610": "20150601"}]],
        "07": [[{"7010": "0"}]],
        "08": [[{**home, "1190": ADRES, "8510": "20200301"}, before]],
        "12": [[{"3510": "PN", "3520": "NX0000001", "3550": "20310101"}]],
    }
    odd = {"01": [[{"0110": "9000000002", "0120": WRONG, "0210": "Odd", "0240": "Proef"}]], "08": [[home]]}
    lists = {"formaat": "pl-json/1", "personen": [{"categorieen": categories}, {"categorieen": odd}]}
    import_pl_json(json.dumps(lists).encode(), actor=actor)
    owner = {"rsin": "992760963", "rechtsvorm": "BV"}
    main = {"vestigingsnummer": "000090013541", "kvkNummer": KVK, "eersteHandelsnaam": "Turfschip"}
    own = {"kvkNummer": KVK, "naam": "Turfschip", "_embedded": {"eigenaar": owner, "hoofdvestiging": main}}
    import_kvk(json.dumps(own).encode(), actor=actor)
    ronde = begin_ronde(actor=actor, moment=now)
    while not Ronde.objects.filter(id=ronde.id, klaar__isnull=False).exists():
        assert volgende_stap(ronde.id, actor=actor, moment=now, today=timezone.localdate(now))


def _people(actor: Any, today: date) -> None:
    colleague = create_user("collega", naam="Collega", roles=["behandelaar"], actor=actor)
    team = create_team("Vergunningen", actor=actor)
    add_member(team.id, colleague.id, valid_from=today, actor=actor)
    grant = {"purpose": "Waarnemen", "roles": ["behandelaar"], "valid_from": today, "actor": actor}
    until = today + timedelta(days=30)
    give_grant(holder_tenant=2, holder_naam="Gast", holder_user=colleague.id, valid_until=until, **grant)
    with tenant_scope(2):
        give_grant(
            holder_tenant=1, holder_naam="Collega", holder_user=colleague.id, valid_until=until, **grant
        )


def _key(path: str) -> tuple[Any, ...] | None:
    """The address by name, with what in it decides how the page looks."""
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return None
    what = {k: v for k, v in found.kwargs.items() if k in ("what", "kind", "component", "soort", "register")}
    asked = set(QueryDict(path.partition("?")[2])) & {"document", "sjabloon"}
    return found.url_name, tuple(sorted(what.items())), tuple(sorted(asked))


def _starts(area: str) -> list[str]:
    """Where to begin: the front of an area, and what only a search by POST leads to."""
    people = (
        [f"/werk/persoon/{row.id}/" for row in Persoonslijst.objects.filter(bsn=BSN)]
        if area == "werk/"
        else []
    )
    return [f"/{area}", *STARTS.get(area, []), *people]


def _walk(client: Any, start: list[str], prefix: str) -> tuple[list[str], set[str]]:
    """One page of every name below a prefix, by following links; and the names that forms go to."""
    queue, seen, names, pages = list(start), set(), set(), []
    while queue:
        path = queue.pop(0)
        key = _key(path)
        if key is None or key in seen or not path.startswith(f"/{prefix}"):
            continue
        seen.add(key)
        answer = client.get(path)
        names.add(key[0])
        assert answer.status_code in (200, 302), f"{path}: {answer.status_code}"
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        pages.append(path)
        page = html.fromstring(answer.content.decode())
        queue += [urljoin(path, link) for link in page.xpath("//a/@href | //iframe/@src | //object/@data")]
        actions = [_key(action) for action in page.xpath("//main//form[@method='post']/@action")]
        names.update(action[0] for action in actions if action)
    return pages, names


@pytest.fixture
def visitor(visit, everything, given):
    """Who comes on the pages of an area; a medewerker has a zaak, a task, and news."""

    def make(area: str) -> Any:
        if area == "mijn/":
            return visit("burger", BSN)
        client = visit("medewerker", roles=ROLES)
        # For persons and businesses a purpose is chosen first.
        client.post("/werk/gegevens/doel/", {"voor": "burgerzaken", "doel": "Proef"})
        me = User.objects.get(username=f"proef-{'-'.join(ROLES)}").id
        assign_zaak([everything.id], behandelaar_id=me, team_id=None, actor=given.actor)
        add_task(
            everything.id, titel="Bel terug", toelichting="", wie=Taak.Wie.MEDEWERKER, uiterlijk=None,
            behandelaar_id=me, actor=given.actor, moment=timezone.now(),
        )  # fmt: skip
        return client

    return make


@pytest.mark.parametrize("section", SECTIONS)
def test_every_form_of_a_section_takes_bad_input(visitor, section):
    area = section.split("/")[0] + "/"
    client = visitor(area)
    pages, _names = _walk(client, _starts(area), area)
    done: set[Any] = set()
    for path in (page for page in pages if _section(page.partition("?")[0]) == section):
        for action, form in forms_of(client, path):
            fields = tuple(sorted(dict(controls(form))))
            # A big form that makes something is the one that changes it as well.
            mark = fields if len(fields) > MANY else (_key(action), fields)
            if mark not in done:
                done.add(mark)
                post_badly(client, action, form)


@pytest.mark.parametrize("area", AREAS)
def test_every_address_of_an_area_is_reached(visitor, area):
    _pages, names = _walk(visitor(area), _starts(area), area)
    assert sorted({name for _route, name in _patterns(area)} - names) == sorted(UNREACHED.get(area, set()))


@pytest.mark.parametrize("bad", BAD)
def test_what_can_be_undone_for_some_seconds_takes_bad_input(visitor, everything, bad):
    client = visitor("werk/")
    for path, field in (("ongedaan/", "token"), (f"zaak/{everything.id}/afronden/ongedaan/", "uitgesteld")):
        answer = client.post(f"/werk/{path}", {} if bad is MISSING else {field: bad})
        judge(answer, path)
        assert answer.status_code == 302
