"""The APIs on the base registers, asked by applications with any purpose: nothing outside it is in an answer.

What stands in the store carries a mark of the part it belongs to, so that a leak shows wherever it is. And whoever's
number is in an answer, is in the log of use.
"""

import json
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.koppelvlakken.haal_centraal.keuze import paden
from kapstok.koppelvlakken.haal_centraal.tests.test_velden_fuzz import _leaves, _paths
from kapstok.magazijnen.autorisaties.doelbinding import give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.brk import levering as brk
from kapstok.magazijnen.brk.vorm import DELEN as VAN_BRK
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.woz import levering as woz
from kapstok.magazijnen.woz.vorm import BELANGHEBBENDEN, Antwoord
from kapstok.magazijnen.woz.vorm import DELEN as VAN_WOZ
from kapstok.platform.audit.use import uses_of

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BSN, EIGENAAR, PARTNER, LEGGER = NUMBERS = ("999993653", "999990639", "999991760", "999992223")
ZAAK, NUM, OBJECT, PASPOORT = "76870487970000", "0085200000000001", "0085010000000012", "NE3663258"
WHOLE = {*velden.DATUM, *velden.TABEL, *velden.TITEL}
EACH = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Vrager:
    """An application whose purpose is another one every time."""

    def __init__(self, actor):
        made = add_applicatie(label="Afnemer", client_id=None, secret=None, alles=False, actor=actor)
        self.id = ApiClient.objects.get(client_id=made["client_id"]).applicatie_id
        self.actor, key = actor, made["api_key"]
        self.client = Client(headers={"X-Api-Key": key, "apikey": key})

    def doel(self, register, names):
        give_doel(self.id, register, doel="Proef", velden=sorted(names), actor=self.actor)

    def vraag(self, path, body=None):
        """The answer as text, empty when it was refused. Whose number is in it, must be in the log of use."""
        before = {n: len(uses_of(n, limit=10_000)) for n in NUMBERS}
        if body is None:
            response = self.client.get(path)
        else:
            response = self.client.post(path, json.dumps(body), content_type="application/json")
        assert response.status_code in {200, 403}, response.content
        text = response.getvalue().decode() if response.status_code == 200 else ""
        named = [n for n in NUMBERS if n in text]
        assert [n for n in named if len(uses_of(n, limit=10_000)) == before[n]] == [], path
        return text


@pytest.fixture
def vrager(tenant, actor):
    return Vrager(actor)


def merk(deel):
    return f"merk-{deel}-merk"


def merken(text):
    """The parts whose marks are in an answer."""
    return set(re.findall(r"merk-([a-z]+)-merk", text))


# BRK ------------------------------------------------------------------------------------------------------------------
_NATUURLIJK = "ingeschreven_natuurlijk_persoon"
RUST = {
    "zakelijkgerechtigden": ("zakelijkGerechtigde", {
        "type": "eigenaar",
        "persoon": {"identificatie": EIGENAAR, "omschrijving": merk("zakelijkgerechtigden"), "type": _NATUURLIJK}}),
    "hypotheken": ("hypotheek", {
        "toelichtingBewaarder": merk("hypotheken"),
        "hypotheekhouders": [{"identificatie": PARTNER, "omschrijving": "Bank", "type": _NATUURLIJK}]}),
    "beslagen": ("beslag", {
        "toelichtingBewaarder": merk("beslagen"),
        "beslagleggers": [{"identificatie": LEGGER, "omschrijving": "Legger", "type": _NATUURLIJK}]}),
    "privaatrechtelijkebeperkingen": ("privaatrechtelijkeBeperking", {
        "omschrijving": merk("privaatrechtelijkebeperkingen")}),
    "publiekrechtelijkebeperkingen": ("publiekrechtelijkeBeperking", {
        "grondslag": {"code": "M", "waarde": merk("publiekrechtelijkebeperkingen")}}),
}  # fmt: skip
# The number of what rests on a parcel carries the mark as well: it is in the parcel and in its links.
BRK_RECORDS = [
    {"soort": "kadastraalOnroerendeZaak", "gegevens": {
        "identificatie": ZAAK, "kadastraleAanduiding": "Oosterwolde M 5038",
        "toelichtingBewaarder": merk("kadastraalonroerendezaken"),
        "adressen": [{"postcode": "8431AA", "huisnummer": 12, "nummeraanduidingIdentificatie": NUM}]}},
    *({"soort": kind, "bij": ZAAK, "gegevens": {"identificatie": merk(part), **own}}
      for part, (kind, own) in RUST.items()),
    {"soort": "kadasterNatuurlijkPersoon", "gegevens": {
        "identificatie": "NL.1", "omschrijving": merk("kadasterpersonen"), "naam": {"geslachtsnaam": "Ruré"}}},
    {"soort": "kadasterNietNatuurlijkPersoon", "gegevens": {
        "identificatie": "NL.2", "statutaireNaam": "Ruré", "rechtsvorm": {"waarde": merk("kadasterpersonen")}}},
    {"soort": "stuk", "gegevens": {"identificatie": "S1", "toelichtingBewaarder": merk("stukken")}},
    {"soort": "stukdeel", "gegevens": {
        "identificatie": "D1", "omschrijvingKadastraleObjecten": merk("stukken")}},
]  # fmt: skip
_BRK = "/haalcentraal/api/brk/v2"
_Z = f"{_BRK}/kadastraalonroerendezaken"
_EXPAND = ("zakelijkGerechtigden", "privaatrechtelijkeBeperkingen", "zakelijkGerechtigden.persoon")
BRK_PATHS = [
    *(f"{_Z}{where}expand={more}" for where in (
        f"/{ZAAK}?", f"?nummeraanduidingIdentificatie={NUM}&", "?postcode=8431AA&huisnummer=12&")
      for more in _EXPAND),
    f"{_Z}/{ZAAK}",
    f"{_Z}?persoon__identificatie={EIGENAAR}",
    *(f"{_Z}/{ZAAK}/{part}" for part in RUST if part != "publiekrechtelijkebeperkingen"),
    *(f"{_Z}/{ZAAK}/{part}/{merk(part)}" for part in RUST if part != "publiekrechtelijkebeperkingen"),
    f"{_BRK}/publiekrechtelijkebeperkingen?kadastraalOnroerendeZaakIdentificatie={ZAAK}",
    *(f"{_BRK}/{kind}?q=rure" for kind in ("kadasternatuurlijkpersonen", "kadasternietnatuurlijkpersonen")),
    f"{_BRK}/kadasternatuurlijkpersonen/NL.1",
    f"{_BRK}/stukken/S1",
    f"{_BRK}/stukdelen/D1",
]  # fmt: skip


def _deliver(module, form, records, actor, tmp_path):
    path = tmp_path / f"{form[:3]}.jsonl"
    head = {"formaat": form, "levering": "stand", "tot": "2026-11-01"}
    path.write_text("\n".join(json.dumps(r) for r in (head, *records)))
    module.load(path, tenant=1, actor=actor, now=NOW)


@EACH
@given(delen=st.sets(st.sampled_from(VAN_BRK)), path=st.sampled_from(BRK_PATHS))
def test_nothing_of_the_kadaster_outside_the_purpose(store_brk, vrager, delen, path):
    vrager.doel("brk", delen)
    assert merken(vrager.vraag(path)) <= delen


@EACH
@given(delen=st.sets(st.sampled_from(VAN_BRK)))
def test_nothing_of_the_kadaster_outside_the_purpose_by_bsn(store_brk, vrager, delen):
    vrager.doel("brk", delen)
    text = vrager.vraag(_Z, {"burgerservicenummer": EIGENAAR})
    assert merken(text) <= delen
    assert not text or {"kadastraalonroerendezaken", "zakelijkgerechtigden"} <= delen


@pytest.fixture
def store_brk(tenant, actor, tmp_path):
    _deliver(brk, "brk-json/1", BRK_RECORDS, actor, tmp_path)


def test_with_every_purpose_every_mark_is_seen(store_brk, vrager):
    """Else the tests above could not fail."""
    vrager.doel("brk", VAN_BRK)
    assert set().union(*(merken(vrager.vraag(path)) for path in BRK_PATHS)) == set(VAN_BRK)


# WOZ ------------------------------------------------------------------------------------------------------------------
WOZ_RECORD = {"soort": "wozObject", "gegevens": {
    "identificatie": "008500000001",
    "aanduiding": {"postcode": "8431AA", "huisnummer": 12, "straat": merk("wozobjecten"),
                   "nummeraanduidingIdentificatie": NUM},
    "belanghebbendeEigenaar": {"burgerservicenummer": EIGENAAR, "naam": merk("belanghebbenden")},
    "belanghebbendeGebruiker": {"burgerservicenummer": PARTNER, "naam": merk("belanghebbenden"),
                                "rsin": "992760963"},
    "waarden": [{"vastgesteldeWaarde": 987123, "waardepeildatum": "2025-01-01", "ingangsdatum": "2026-01-01",
                 "beschikkingsStatussen": ["beschikking_genomen"]}]}}  # fmt: skip
_WOZ = "/haalcentraal/api/woz/v1/wozobjecten"
_VAN_DEEL = {"waarden": "waarden", **dict.fromkeys(BELANGHEBBENDEN, "belanghebbenden")}
WOZ_VELDEN = sorted(paden(Antwoord))


@pytest.fixture
def store_woz(tenant, actor, tmp_path):
    _deliver(woz, "woz-json/1", [WOZ_RECORD], actor, tmp_path)


def _woz_parts(text):
    return merken(text) | ({"waarden"} if "987123" in text else set())


@EACH
@given(
    delen=st.sets(st.sampled_from(VAN_WOZ)),
    fields=st.lists(st.sampled_from(WOZ_VELDEN), max_size=6, unique=True),
    path=st.sampled_from(["/008500000001?", "?postcode=8431AA&huisnummer=12&", f"?nummeraanduidingIdentificatie={NUM}&",
                          "?rsin=992760963&"]),
)  # fmt: skip
def test_nothing_of_the_woz_outside_the_purpose(store_woz, vrager, delen, fields, path):
    vrager.doel("woz", delen)
    chosen = f"fields={','.join(fields)}" if fields else ""
    text = vrager.vraag(f"{_WOZ}{path}{chosen}")
    assert _woz_parts(text) <= delen
    if text and fields:
        answer = json.loads(text)
        own = answer["_embedded"].get("wozObjecten", [{}])[0] if "_embedded" in answer else answer
        leaves = {".".join(where) for where in _leaves({k: v for k, v in own.items() if k != "_links"})}
        assert {leaf for leaf in leaves if not _within(leaf, fields)} == set()
        assert {_VAN_DEEL.get(f.split(".")[0], "wozobjecten") for f in fields} <= delen


def test_with_every_purpose_every_part_of_the_woz_is_seen(store_woz, vrager):
    vrager.doel("woz", VAN_WOZ)
    assert _woz_parts(vrager.vraag(f"{_WOZ}/008500000001")) == set(VAN_WOZ)


# BRP ------------------------------------------------------------------------------------------------------------------
PERSONEN = "/haalcentraal/api/brp/personen"
BEWONING = "/haalcentraal/api/bewoning/bewoningen"
HISTORIE = "/haalcentraal/api/brphistorie/verblijfplaatshistorie"
REISDOCUMENTEN = "/haalcentraal/api/reisdocumenten/reisdocumenten"
TE_GEVEN = sorted(_paths(velden.TE_GEVEN))
_DAG = {"peildatum": "2021-01-01"}
GEHEEL = {
    "bewoning": (BEWONING, {"type": "BewoningMetPeildatum", "adresseerbaarObjectIdentificatie": OBJECT, **_DAG}),
    "verblijfplaatshistorie": (HISTORIE, {"type": "RaadpleegMetPeildatum", "burgerservicenummer": BSN, **_DAG}),
    "volgindicaties": ("/haalcentraal/api/brpupdate/wijzigingen", None),
    "persoonslijsten.lezen": (f"/brp/api/v1/persoonslijsten?burgerservicenummer={BSN}", None),
}  # fmt: skip


@pytest.fixture
def store_brp(tenant, actor):
    categorieen = {
        "01": [[{"0110": "1", "0120": BSN, "0210": "Sam", "0240": "Veen", "0310": "19800101", "0410": "M"}]],
        # Whose list is given is written down, not who is named on it.
        "05": [[{"0110": "2", "0120": "999990019", "0210": "Kim", "0240": "Vaart", "0610": "20100101", "1510": "H"}]],
        "07": [[{"7010": "0"}]],
        "08": [[{"0910": "0085", "1010": "W", "1030": "20200101", "1110": "Vaart", "1120": "1", "1160": "8431AA",
                 "1180": OBJECT}]],
        "12": [[{"3510": "PN", "3520": PASPOORT, "3550": "20280506"}]],
    }  # fmt: skip
    document = {"formaat": "pl-json/1", "personen": [{"categorieen": categorieen}]}
    import_pl_json(json.dumps(document).encode(), actor=actor)


@EACH
@given(
    doel=st.sets(st.sampled_from(TE_GEVEN), min_size=1, max_size=8),
    fields=st.lists(st.sampled_from(sorted(_paths(velden.PERSOON))), min_size=1, max_size=4, unique=True),
)
def test_nothing_of_a_person_outside_the_purpose(store_brp, vrager, doel, fields):
    vrager.doel("brp", doel)
    body = {"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [BSN], "fields": fields}
    for asked in (fields, *([one] for one in fields)):
        if text := vrager.vraag(PERSONEN, {**body, "fields": asked}):
            assert [path for path in asked if not _held(path, doel)] == []
            (person,) = json.loads(text)["personen"]
            given_ = {".".join(where) for where in _leaves(person) if where[-1] != "type"}
            assert {where for where in given_ if not _within(where, _plain(asked))} == set()


@EACH
@given(
    doel=st.sets(st.sampled_from(TE_GEVEN), min_size=1, max_size=8),
    fields=st.lists(st.sampled_from(sorted(_paths(velden.REISDOCUMENT))), min_size=1, max_size=4, unique=True),
    by=st.sampled_from([
        {"type": "ZoekMetBurgerservicenummer", "burgerservicenummer": BSN},
        {"type": "RaadpleegMetReisdocumentnummer", "reisdocumentnummer": [PASPOORT]},
    ]),
)  # fmt: skip
def test_nothing_of_a_travel_document_outside_the_purpose(store_brp, vrager, doel, fields, by):
    vrager.doel("brp", doel)
    if text := vrager.vraag(REISDOCUMENTEN, {**by, "fields": fields}):
        assert [path for path in fields if not _held(f"reisdocumenten.{path}", doel)] == []
        (document,) = json.loads(text)["reisdocumenten"]
        assert {w for w in map(".".join, _leaves(document)) if not _within(w, fields)} == set()


@pytest.mark.parametrize("part", GEHEEL)
def test_what_is_given_whole_is_given_for_no_other_purpose(store_brp, vrager, part):
    path, body = GEHEEL[part]
    for held in [set(TE_GEVEN) - {part, part.split(".")[0]}, *({one} for one in TE_GEVEN[::20])]:
        if held and not _held(part, held):
            vrager.doel("brp", held)
            assert vrager.vraag(path, body) == ""
    vrager.doel("brp", {part})
    assert vrager.vraag(path, body)


def _plain(paths):
    """An address in the Netherlands only is given where the whole address is."""
    return [velden.ALIAS.get(p.split(".")[0], p.split(".")[0]) + p[len(p.split(".")[0]) :] for p in paths]


def _held(path, doel):
    """Said naively: everything below the path is in the purpose, itself or as a whole."""
    return all(
        any(_within(where, [own]) for own in doel for where in {leaf, *_plain([leaf])})
        for leaf in _below(path)
    )


def _below(path):
    found = [p for p in TE_GEVEN if p == path or p.startswith(f"{path}.")]
    return [p for p in found if not any(q.startswith(f"{p}.") for q in found)]


def _within(leaf, paths):
    """A date or code is one thing: with a part of it, it is given whole."""
    return any(leaf == p or leaf.startswith(f"{p}.") or _part_of_whole(leaf, p) for p in paths)


def _part_of_whole(leaf, path):
    above = path.rpartition(".")[0]
    return (
        bool(above) and path.rpartition(".")[2] in WHOLE and (leaf == above or leaf.startswith(f"{above}."))
    )


# KVK ------------------------------------------------------------------------------------------------------------------
_PLACES = ("bezoekadres", "correspondentieadres")


@settings(EACH, max_examples=16)
@given(shielded=st.tuples(*[st.booleans()] * 6), geo=st.booleans())
def test_no_shielded_address_of_a_business(tenant, vrager, actor, shielded, geo):
    """Of the registration's owner, its main branch and another branch, whichever of their addresses are shielded."""
    import_kvk(json.dumps(_business(shielded)).encode(), actor=actor)
    hidden = {mark for mark, hide in zip(_ADDRESS_MARKS, shielded, strict=True) if hide}
    more = "?geoData=true" if geo else ""
    base = "/kvk/api/v1/basisprofielen/90001354"
    paths = [base, f"{base}/eigenaar", f"{base}/hoofdvestiging", f"{base}/vestigingen"]
    paths = [p if p.endswith("vestigingen") else f"{p}{more}" for p in paths]
    paths += [f"/kvk/api/v1/vestigingsprofielen/{n}{more}" for n in ("000090013541", "000090013542")]
    paths += ["/kvk/api/v2/zoeken?kvkNummer=90001354", "/kvk/api/v2/zoeken?naam=turfschip"]
    seen = set().union(*(merken(vrager.vraag(path)) for path in paths))
    assert seen & hidden == set()
    assert seen >= set(_ADDRESS_MARKS[::2]) - hidden


_ADDRESS_MARKS = ("eigenaarbezoek", "eigenaarpost", "hoofdbezoek", "hoofdpost", "nevenbezoek", "nevenpost")


def _business(shielded):
    where = [
        {"type": kind, "indAfgeschermd": "Ja" if hide else "Nee", "straatnaam": merk(mark), "huisnummer": 12,
         "volledigAdres": f"{merk(mark)} 12 8431AA Oosterwolde", "postcode": "8431AA", "plaats": "Oosterwolde"}
        for kind, mark, hide in zip(_PLACES * 3, _ADDRESS_MARKS, shielded, strict=True)
    ]  # fmt: skip
    main = {"vestigingsnummer": "000090013541", "kvkNummer": "90001354", "eersteHandelsnaam": "Turfschip",
            "indHoofdvestiging": "Ja", "adressen": where[2:4]}  # fmt: skip
    side = {"vestigingsnummer": "000090013542", "kvkNummer": "90001354", "eersteHandelsnaam": "Turfschip Zuid",
            "indHoofdvestiging": "Nee", "adressen": where[4:]}  # fmt: skip
    owner = {"rsin": "992760963", "adressen": where[:2]}
    whole = {"kvkNummer": "90001354", "naam": "Turfschip", "handelsnamen": [{"naam": "Turfschip"}]}
    whole["_embedded"] = {"hoofdvestiging": main, "eigenaar": owner}
    return [whole, side]
