"""aoaLk01, nnpLk01 and vesLk01: a change of an address or business goes in as a whole, once, or not at all."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kapstok.koppelvlakken.stuf_bg.aoa import AOA
from kapstok.koppelvlakken.stuf_bg.aoa_schrijven import ADRES, veranderd
from kapstok.koppelvlakken.stuf_bg.bronnen import rechtspersoon, vestiging
from kapstok.koppelvlakken.stuf_bg.entiteit import Waarde
from kapstok.koppelvlakken.stuf_bg.hr import NNP, VES
from kapstok.koppelvlakken.stuf_bg.hr_schrijven import RECHTSPERSOON, VESTIGING, VRIJ, toegepast
from kapstok.koppelvlakken.stuf_bg.kennisgeving import gelezen
from kapstok.koppelvlakken.stuf_bg.kennisgeving_uit import Kennisgever
from kapstok.koppelvlakken.stuf_bg.tests.conftest import NS, Vrager
from kapstok.koppelvlakken.stuf_bg.tests.test_kennisgeving import Zender, elementen, mutatie
from kapstok.koppelvlakken.stuf_bg.tests.test_kennisgeving_uit import volledig
from kapstok.magazijnen.autorisaties.doelbinding import LADEN, give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.bag import verandering
from kapstok.magazijnen.bag.jobs import addresses_of_today
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Nummeraanduiding, Voorkomen
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.magazijnen.hr import verandering as hr_verandering
from kapstok.magazijnen.hr.models import Inschrijving, Vestiging
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.platform.events.models import Event
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.xml import BG, SOAP, STUF, XSI

__all__ = ["mutatie"]
NUM, NOW = "0085200000000001", datetime(2026, 11, 25, 12, tzinfo=UTC)
RSIN, KVK, BRANCH = "992760963", "90001354", "000090013541"
SLEUTEL = {"AOA": ("identificatie", NUM), "NNP": ("inn.nnpId", RSIN), "VES": ("vestigingsNummer", BRANCH)}


def lk01(kind: str, *objects: str, soort: str = "W", nummer: str = "M-1", overname: str = "V") -> str:
    """A message; each object begins with the number of the thing."""
    werk = soort if soort in "TV" else "W"
    key = elementen(dict([SLEUTEL[kind]]))
    nodes = "".join(
        f'<BG:object StUF:entiteittype="{kind}" StUF:verwerkingssoort="{werk}">{key}{o}</BG:object>'
        for o in objects
    )
    return f"""<s:Envelope xmlns:s="{SOAP}"><s:Body>
<BG:{kind.lower()}Lk01 xmlns:BG="{BG}" xmlns:StUF="{STUF}" xmlns:xsi="{XSI}">
<BG:stuurgegevens><StUF:berichtcode>Lk01</StUF:berichtcode>
<StUF:zender><StUF:applicatie>BRON</StUF:applicatie></StUF:zender>
<StUF:ontvanger><StUF:applicatie>KAPSTOK</StUF:applicatie></StUF:ontvanger>
<StUF:referentienummer>{nummer}</StUF:referentienummer><StUF:tijdstipBericht>20261126101500</StUF:tijdstipBericht>
<StUF:entiteittype>{kind}</StUF:entiteittype></BG:stuurgegevens>
<BG:parameters><StUF:mutatiesoort>{soort}</StUF:mutatiesoort>
<StUF:indicatorOvername>{overname}</StUF:indicatorOvername></BG:parameters>{nodes}
</BG:{kind.lower()}Lk01></s:Body></s:Envelope>"""


@pytest.fixture
def zender(tenant: Any, actor: Any, mutatie: etree.XMLSchema, monkeypatch: pytest.MonkeyPatch) -> Zender:
    """An application that may bring addresses and businesses; everything is followed."""
    made = add_applicatie(label="Bron", client_id=None, secret=None, alles=False, actor=actor)
    app = ApiClient.objects.get(client_id=made["client_id"]).applicatie_id
    for register in ("bag", "hr"):
        give_doel(app, register, doel="Bijhouding", velden=(LADEN,), actor=actor)
    for module in (verandering, hr_verandering):
        monkeypatch.setattr(module, "of_interest", lambda _kind, keys: set(keys))
    return Zender(Vrager({"X-API-KEY": made["api_key"]}), mutatie)


def told(kind: str) -> int:
    return Event.objects.filter(type=kind).count()


@pytest.fixture
def huis(tenant: Any, actor: Any, tmp_path: Path) -> None:
    """A house as the BAG delivers it, and another street in the same place."""
    streets = maak.straat("0085300000000002", "Brink")
    path = maak.zipped(tmp_path / "bag.zip", {"9999": maak.stand(*maak.huis(), streets)})
    load(path, tenant=1, actor=actor, now=NOW)
    Event.objects.all().delete()


WAS, WORDT = elementen({"postcode": "8431AA"}), elementen({"postcode": "8431AB"})


def adres() -> Nummeraanduiding:
    return Nummeraanduiding.objects.get(identificatie=NUM)


def test_another_postcode_holds_until_a_delivery_says_otherwise(
    huis: None, zender: Zender, mutatie: Any
) -> None:
    body = lk01("AOA", WAS, WORDT)
    mutatie.assertValid(etree.fromstring(body).find(".//BG:aoaLk01", NS))
    for _ in range(2):  # the same message twice changes once
        zender.stuur(body)
    assert adres().postcode == "8431AB"
    assert told("bag.adres.gewijzigd") == 1
    assert Voorkomen.objects.filter(objecttype="NUM").count() == 2
    # The addresses of another day are made of what is known by now.
    addresses_of_today(1, datetime.now(UTC))
    assert adres().postcode == "8431AB"


def test_a_delivery_that_comes_after_it_fits_and_wins(
    huis: None, zender: Zender, actor: Any, tmp_path: Path
) -> None:
    zender.stuur(lk01("AOA", WAS, WORDT))
    was = maak.adres()
    ended, new = was.gevolgd(
        "2026-11-20", "2026-11-20T10:00:00.000", voor=was.voor.replace("8431AA", "8431AC")
    )
    changes = maak.mutaties(maak.anders(was, ended), maak.erbij(new))
    load(maak.zipped(tmp_path / "mut.zip", {"9999MUT": changes}), tenant=1, actor=actor, now=NOW)
    assert adres().postcode == "8431AC"


def test_out_of_order_is_said_by_name_and_taken_in_when_what_was_missed_has_come(
    huis: None, zender: Zender
) -> None:
    later = lk01("AOA", WORDT, elementen({"postcode": "8431AC"}), nummer="M-2")
    code, details = zender.fout(later)
    assert (code, "postcode" in details) == ("StUF058", True)
    assert adres().postcode == "8431AA"
    zender.stuur(lk01("AOA", WAS, WORDT))
    zender.stuur(later)
    assert adres().postcode == "8431AC"


@pytest.mark.parametrize(
    ("objects", "more", "code"),
    [
        ((WAS, elementen({"postcode": "fout"})), {}, "StUF055"),
        ((elementen({"huisnummer": "12"}), elementen({"huisnummer": "0"})), {}, "StUF055"),
        ((elementen({"gor.openbareRuimteNaam": "Proefstraat"}), elementen({"gor.openbareRuimteNaam": "Nergens"})),
         {}, "StUF058"),
        ((WAS,), {}, "StUF055"),
        ((WORDT,), {"soort": "T"}, "StUF067"),
        ((elementen({"bestaatniet": "1"}), WORDT), {}, "StUF055"),
    ],
)  # fmt: skip
def test_what_does_not_fit_changes_nothing(
    huis: None, zender: Zender, objects: tuple[str, ...], more: dict[str, str], code: str
) -> None:
    before = Voorkomen.objects.count()
    assert zender.fout(lk01("AOA", *objects, **more))[0] == code
    assert (adres().postcode, adres().openbare_ruimte, Voorkomen.objects.count()) == (
        "8431AA",
        "Proefstraat",
        before,
    )


def test_a_number_moves_to_another_street_is_withdrawn_and_comes_back(huis: None, zender: Zender) -> None:
    streets = [elementen({"gor.openbareRuimteNaam": name}) for name in ("Proefstraat", "Brink")]
    zender.stuur(lk01("AOA", *streets))
    assert adres().openbare_ruimte == "Brink"
    zender.stuur(lk01("AOA", WAS, soort="V", nummer="M-2"))
    assert not Nummeraanduiding.objects.exists()
    addresses_of_today(1, datetime.now(UTC))
    assert not Nummeraanduiding.objects.exists()
    assert zender.fout(lk01("AOA", WAS, WORDT, nummer="M-3"))[0] == "StUF064"
    whole = {"wpl.woonplaatsNaam": "Oosterhout aan de Proef", "gor.openbareRuimteNaam": "Brink", "huisnummer": "14",
             "postcode": "8431AA"}  # fmt: skip
    zender.stuur(lk01("AOA", elementen(whole), soort="T", nummer="M-4"))
    assert (adres().openbare_ruimte, adres().huisnummer, round(adres().lat)) == ("Brink", 14, 53)
    assert told("bag.adres.gewijzigd") == 3


def test_for_information_only_and_without_the_right_nothing_is_taken_over(
    huis: None,
    zender: Zender,
    vrager: Any,
    mutatie: Any,
) -> None:
    zender.stuur(lk01("AOA", WAS, WORDT, overname="I"))
    assert adres().postcode == "8431AA"
    other = Zender(vrager("persoonslijsten.laden"), mutatie)
    for kind in ("AOA", "NNP", "VES"):
        assert other.fout(lk01(kind, WAS, WORDT))[0] == "StUF052"


BEDRIJF = {
    "kvkNummer": KVK, "naam": "Bakkerij Het Turfschip", "statutaireNaam": "Bakkerij Het Turfschip B.V.",
    "_embedded": {
        "eigenaar": {"rsin": RSIN, "rechtsvorm": "BV", "adressen": [
            {"type": "bezoekadres", "straatnaam": "Vaartkade", "huisnummer": 3, "postcode": "8431DA",
             "plaats": "Oosterwolde", "volledigAdres": "Vaartkade 3 8431DA Oosterwolde", "indAfgeschermd": "Nee"}]},
        "hoofdvestiging": {"vestigingsnummer": BRANCH, "kvkNummer": KVK, "eersteHandelsnaam": "Turfschip",
                           "indHoofdvestiging": "Ja", "sbiActiviteiten": [
                               {"sbiCode": "1071", "sbiOmschrijving": "Brood", "indHoofdactiviteit": "Ja"}]},
    },
}  # fmt: skip


@pytest.fixture
def bedrijf(tenant: Any, actor: Any) -> None:
    import_kvk(json.dumps(BEDRIJF).encode(), actor=actor)


def plek(waarden: dict[str, str], groep: str = "bezoekadres") -> str:
    return f"<BG:{groep}>{elementen(waarden)}</BG:{groep}>"


def test_a_legal_person_moves_and_gets_another_form(bedrijf: None, zender: Zender, mutatie: Any) -> None:
    was = elementen({"inn.rechtsvorm": "BV"}) + plek(
        {"gor.openbareRuimteNaam": "Vaartkade", "aoa.huisnummer": "3"}
    )
    wordt = elementen({"inn.rechtsvorm": "NV"}) + plek(
        {"gor.openbareRuimteNaam": "Brink", "aoa.huisnummer": "5"}
    )
    body = lk01("NNP", was, wordt)
    mutatie.assertValid(etree.fromstring(body).find(".//BG:nnpLk01", NS))
    for _ in range(2):
        zender.stuur(body)
    row = Inschrijving.objects.get()
    [home] = row.eigenaar["adressen"]
    assert (row.eigenaar["rechtsvorm"], home["straatnaam"], home["huisnummer"]) == ("NV", "Brink", 5)
    assert "volledigAdres" not in home  # what it said as a whole no longer holds
    assert home["postcode"] == "8431DA"
    assert told("hr.inschrijving.gewijzigd") == 1
    assert zender.fout(lk01("NNP", was, wordt, nummer="M-2"))[0] == "StUF058"
    ends = '<BG:datumEinde xsi:nil="true" StUF:noValue="geenWaarde"/>', elementen({"datumEinde": "20261101"})
    zender.stuur(lk01("NNP", *ends, nummer="M-3"))
    row.refresh_from_db()
    assert (row.gegevens["materieleRegistratie"]["datumEinde"], row.actief) == ("20261101", False)


def test_a_branch_gets_another_name_and_another_work(bedrijf: None, zender: Zender, mutatie: Any) -> None:
    def work(*words: str) -> str:
        return "".join(f"<BG:activiteit>{elementen({'omschrijving': w, 'indicatieHoofdactiviteit': 'N' if n else 'J'})}"
                       "</BG:activiteit>" for n, w in enumerate(words))  # fmt: skip

    body = lk01(
        "VES",
        elementen({"handelsnaam": "Turfschip"}) + work("Brood"),
        elementen({"handelsnaam": "Het Turfschip"}) + work("Brood", "Koek"),
    )
    mutatie.assertValid(etree.fromstring(body).find(".//BG:vesLk01", NS))
    zender.stuur(body)
    row = Vestiging.objects.get()
    assert (row.naam, [a.get("sbiCode") for a in row.gegevens["sbiActiviteiten"]]) == (
        "Het Turfschip", ["1071", None]
    )  # fmt: skip
    assert (
        zender.fout(lk01("VES", elementen({"handelsnaam": "Het Turfschip"}), soort="V", nummer="M-2"))[0]
        == "StUF058"
    )
    assert (
        zender.fout(lk01("NNP", elementen({"statutaireNaam": "X"}), soort="T", nummer="M-3"))[0] == "StUF067"
    )


def test_a_new_branch_stands_under_the_registration_that_it_names(
    bedrijf: None, zender: Zender, mutatie: Any
) -> None:
    Vestiging.objects.all().delete()

    def holder(kvk: str) -> str:
        marks = 'StUF:entiteittype="%s" StUF:verwerkingssoort="%s"'
        inner = (
            f"<BG:gerelateerde {marks % ('MAC', 'I')}><BG:kvkNummer>{kvk}</BG:kvkNummer></BG:gerelateerde>"
        )
        return (
            f"<BG:oefentActiviteitenUitVoor {marks % ('VESMAC', 'T')}>{inner}</BG:oefentActiviteitenUitVoor>"
        )

    own = elementen({"handelsnaam": "Turfschip Zuid", "datumAanvang": "20260101"})
    body = lk01("VES", own + holder(KVK), soort="T")
    mutatie.assertValid(etree.fromstring(body).find(".//BG:vesLk01", NS))
    assert zender.fout(lk01("VES", own + holder("00000000"), soort="T"))[0] == "StUF064"
    assert zender.fout(lk01("VES", own, soort="T"))[0] == "StUF055"
    zender.stuur(body)
    row = Vestiging.objects.get()
    assert (row.inschrijving.kvk_nummer, row.naam) == (KVK, "Turfschip Zuid")
    assert zender.fout(lk01("VES", own + holder(KVK), soort="T", nummer="M-2"))[0] == "StUF067"


def test_a_legal_person_that_is_new_or_gone_is_refused_with_what_to_do(bedrijf: None, zender: Zender) -> None:
    assert zender.fout(lk01("NNP", elementen({"statutaireNaam": "X"}), soort="T"))[0] == "StUF067"
    name = elementen({"statutaireNaam": "Bakkerij Het Turfschip B.V."})
    code, text = zender.fout(lk01("NNP", name, soort="V", nummer="M-2"))
    assert (code, "datumEinde" in text) == ("StUF058", True)
    Inschrijving.objects.all().delete()
    code, text = zender.fout(lk01("NNP", name, soort="T", nummer="M-3"))
    assert (code, "KVK-nummer" in text) == ("StUF058", True)
    assert not Inschrijving.objects.exists()


_woorden = st.text(st.characters(categories=["L"], max_codepoint=0x17F), min_size=2, max_size=20)
_dagen = st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(lambda d: f"{d:%Y%m%d}")
_plek = st.one_of(
    st.fixed_dictionaries(
        {"straatnaam": _woorden, "huisnummer": st.integers(1, 99999), "plaats": _woorden,
         "postcode": st.sampled_from(["8431AB", "9231FA"])},
        optional={"huisletter": st.sampled_from("aB"), "huisnummerToevoeging": st.sampled_from(["bis", "2"])},
    ),
    st.fixed_dictionaries({"land": st.just("België"), "straatHuisnummer": _woorden},
                          optional={"postcodeWoonplaats": _woorden}),
).map(lambda a: {"type": "bezoekadres", "indAfgeschermd": "Nee", **a})  # fmt: skip
_samen = {
    "adressen": st.lists(_plek, max_size=1),
    "websites": st.lists(st.just("https://voorbeeld.test"), max_size=1),
    "materieleRegistratie": st.fixed_dictionaries(
        {}, optional={"datumAanvang": _dagen, "datumEinde": _dagen}
    ),
}
_rechtspersonen = st.fixed_dictionaries(
    {}, optional={**_samen, "rechtsvorm": _woorden, "statutaireZetel": _woorden}
).flatmap(lambda own: _woorden.map(lambda name: rechtspersoon(name, RSIN, {}, own)))
_vestigingen = st.fixed_dictionaries(
    {"eersteHandelsnaam": _woorden, "indHoofdvestiging": st.sampled_from(["Ja", "Nee"])},
    optional={
        **_samen,
        "handelsnamen": st.lists(_woorden, max_size=3, unique=True).map(lambda ns: [{"naam": n} for n in ns]),
        "sbiActiviteiten": st.lists(_woorden, max_size=2, unique=True).map(
            lambda ws: [
                {"sbiOmschrijving": w, "indHoofdactiviteit": "Nee" if n else "Ja"} for n, w in enumerate(ws)
            ]
        ),
    },
).map(lambda own: vestiging(BRANCH, own, {}))
_adressen = st.fixed_dictionaries(
    {"openbare_ruimte": _woorden, "huisnummer": st.integers(1, 99999), "woonplaats": _woorden,
     "postcode": st.sampled_from(["8431AA", "8431AB"]), "huisletter": st.sampled_from(["", "a"]),
     "toevoeging": st.sampled_from(["", "bis"])}
).map(lambda own: Nummeraanduiding(identificatie=NUM, lon=6.3, lat=53, **own))  # fmt: skip


def test_a_branch_without_work_is_told_so(mutatie: etree.XMLSchema) -> None:
    work = [{"sbiOmschrijving": "Brood", "indHoofdactiviteit": "Ja"}]
    names = {"eersteHandelsnaam": "Turfschip", "indHoofdvestiging": "Ja"}
    was, wordt = vestiging(BRANCH, {**names, "sbiActiviteiten": work}, {}), vestiging(BRANCH, names, {})
    made = Kennisgever(VES, frozenset()).bericht(was, wordt)
    assert made is not None
    sent = volledig(made)
    mutatie.assertValid(sent)
    told = sent.findall(".//BG:object", NS)[1].find("BG:activiteit/BG:omschrijving", NS)
    assert told is not None
    assert told.get(xml.name(STUF, "noValue")) == "geenWaarde"
    assert toegepast(was, gelezen(sent, VESTIGING), VESTIGING)[0].get("sbiActiviteiten") == []


@given(
    st.one_of(
        st.tuples(st.just(NNP), st.one_of(st.none(), _rechtspersonen), _rechtspersonen),
        st.tuples(st.just(VES), st.one_of(st.none(), _vestigingen), _vestigingen),
        st.tuples(st.just(AOA), st.one_of(st.none(), _adressen), _adressen),
    )
)
def test_what_goes_out_is_valid_and_read_back_makes_the_same(mutatie: etree.XMLSchema, change: Any) -> None:
    kind, was, wordt = change
    made = Kennisgever(kind, frozenset()).bericht(was, wordt)
    if made is None:
        return
    sent = volledig(made)
    mutatie.assertValid(sent)
    vorm = {"NNP": RECHTSPERSOON, "VES": VESTIGING, "AOA": ADRES}[kind.soort]
    message = gelezen(sent, vorm)
    if kind is AOA:
        before = {p: v.lees(was) if was is not None else Waarde() for p, v in vorm.velden.items()}
        different = {p for p in message.wordt if before[p] != vorm.velden[p].lees(wordt)} - {"gor.straatnaam"}
        always = {"identificatie", "num.status", "typering"} if was is None else set()
        assert veranderd(was, message) == different - always
        return
    start = was or ({"rsin": RSIN} if kind is NNP else {"vestigingsnummer": BRANCH})
    new, _ = toegepast(start, message, vorm)
    paden = [p for p in vorm.velden if p not in VRIJ and p != "sub.typering"]
    assert {p: vorm.velden[p].lees(new) for p in paden} == {p: vorm.velden[p].lees(wordt) for p in paden}
