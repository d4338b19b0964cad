"""The kennisgeving that goes out: valid, no more than the purpose allows, and read back it makes the same person."""

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kapstok.koppelvlakken.stuf_bg.aoa import AOA
from kapstok.koppelvlakken.stuf_bg.aoa_schrijven import ADRES as ADRES_VORM
from kapstok.koppelvlakken.stuf_bg.aoa_schrijven import veranderd
from kapstok.koppelvlakken.stuf_bg.bronnen import rechtspersoon, vestiging
from kapstok.koppelvlakken.stuf_bg.distributie import npslk01
from kapstok.koppelvlakken.stuf_bg.hr import NNP, VES
from kapstok.koppelvlakken.stuf_bg.hr_schrijven import RECHTSPERSOON
from kapstok.koppelvlakken.stuf_bg.hr_schrijven import toegepast as hr_toegepast
from kapstok.koppelvlakken.stuf_bg.kennisgeving import VELDEN, gelezen
from kapstok.koppelvlakken.stuf_bg.kennisgeving_uit import Kennisgever
from kapstok.koppelvlakken.stuf_bg.nps import NPS
from kapstok.koppelvlakken.stuf_bg.nps_schrijven import VRIJ, toegepast
from kapstok.koppelvlakken.stuf_bg.soort import adresstappen, bedrijfsstappen, stappen
from kapstok.koppelvlakken.stuf_bg.tests.conftest import BESTANDEN, NS, compiled
from kapstok.koppelvlakken.stuf_bg.waarden import Persoon
from kapstok.magazijnen.bag.grond import Aard, Deel
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bag.verandering import Verandering as Adresverandering
from kapstok.magazijnen.brp.bevragen.velden import PERSOON, toegestaan
from kapstok.magazijnen.brp.verandering import Verandering
from kapstok.platform.stuf.bericht import Stuurgegevens, Systeem, schrijf
from kapstok.platform.stuf.kennisgeving import als_wijziging
from kapstok.platform.stuf.xml import BG, NIL, STUF, children

VANDAAG = date(2026, 11, 26)
ALLES = toegestaan(tuple(PERSOON))
# What stands on the list of the person alone; of relatives nothing, so that our own intake can take all of it over.
EIGEN = toegestaan(
    (
        "burgerservicenummer", "aNummer", "naam.geslachtsnaam", "naam.voorvoegsel", "naam.voornamen",
        "naam.aanduidingNaamgebruik", "geslacht", "geboorte", "overlijden", "verblijfplaats",
        "gemeenteVanInschrijving", "datumInschrijvingInGemeente", "immigratie", "indicatieCurateleRegister",
    )
)  # fmt: skip
WERKING = f"{{{STUF}}}verwerkingssoort"


@pytest.fixture(scope="module")
def mutatie(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    first = BESTANDEN / "bg0310" / "mutatie" / "bg0310_msg_mutatie.xsd"
    if not first.exists():
        pytest.skip("De XSD's van StUF-BG staan niet naast dit project (../shared/standards).")
    return compiled(first, tmp_path_factory.mktemp("xsd-mutatie-uit"))


def volledig(made: Any) -> Any:
    """The message with its stuurgegevens, as it is sent."""
    root = etree.Element(made.tag, nsmap=made.nsmap)
    kind = etree.QName(made).localname[:3].upper()
    wie = Systeem("KAPSTOK"), Systeem("ZORG")
    schrijf(root, BG, Stuurgegevens("Lk01", *wie, "R-1", "20261126101500000", entiteittype=kind))
    root.extend(copy.deepcopy(node) for node in children(made))
    return root


def berichten(was: Any, wordt: Any, mag: frozenset[str] = ALLES) -> list[Any]:
    return npslk01(Kennisgever(NPS, mag), Verandering(was, wordt, frozenset()), VANDAAG)


_namen = st.text(st.characters(categories=["L"], max_codepoint=0x17F), min_size=1, max_size=20)
_dagen = st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(lambda d: f"{d:%Y%m%d}")
_onvolledig = st.one_of(_dagen, _dagen.map(lambda d: d[:6] + "00"), _dagen.map(lambda d: d[:4] + "0000"))
_nummers = st.integers(1, 99999).map(str)


def _categorie(**elementen: Any) -> Any:
    return st.fixed_dictionaries({}, optional={k[1:]: v for k, v in elementen.items()}).map(lambda v: [[v]])


_binnen = st.fixed_dictionaries(
    {"0910": st.sampled_from(["0085", "0086"]), "0920": _dagen, "1030": _onvolledig, "1110": _namen, "1115": _namen,
     "1120": _nummers, "1160": st.sampled_from(["8431AB", "9231FA"]), "1170": _namen, "8510": _dagen},
    optional={"1130": st.sampled_from("abC"), "1140": st.sampled_from(["bis", "A 1"]), "1420": _dagen},
)  # fmt: skip
_buiten = st.fixed_dictionaries(
    {"1310": st.sampled_from(["5010", "9089"]), "1320": _dagen, "1330": _namen, "8510": _dagen},
    optional={"1340": _namen, "1350": _namen},
)
_verwant = st.fixed_dictionaries(
    {"0120": st.sampled_from(["999990020", "999990032", "999990044"]), "0240": _namen},
    optional={
        "0210": _namen,
        "0310": _onvolledig,
        "0610": _dagen,
        "1510": st.sampled_from("HP"),
        "0710": _dagen,
    },
)
_lijsten = st.fixed_dictionaries(
    {
        "01": st.fixed_dictionaries(
            {"0110": st.just("1000000011"), "0120": st.just("999990019"), "0240": _namen},
            optional={"0210": _namen, "0230": st.sampled_from(["van", "de"]), "0310": _onvolledig,
                      "0320": st.sampled_from(["0085", "Oldenburg"]), "0330": st.just("6030"),
                      "0410": st.sampled_from("MVO"), "6110": st.sampled_from("ENPV")},
        ).map(lambda v: [[v]]),
    },
    optional={
        "04": st.just([[{"0510": "0001", "6310": "001", "8510": "19850101"}]]),
        "05": st.lists(_verwant, max_size=2, unique_by=lambda v: v["0120"]).map(lambda vs: [[v] for v in vs]),
        "06": _categorie(_0810=_onvolledig, _0820=st.sampled_from(["0085", "Oldenburg"]), _0830=st.just("6030")),
        "07": _categorie(_7010=st.sampled_from("027"), _6720=st.sampled_from("OE"), _6710=_dagen),
        "08": st.one_of(_binnen, _buiten).map(lambda v: [[v]]),
        "09": st.lists(_verwant, max_size=2, unique_by=lambda v: v["0120"]).map(lambda vs: [[v] for v in vs]),
        "11": _categorie(_3310=st.just("1")),
    },
)  # fmt: skip


@st.composite
def _veranderingen(draw: st.DrawFn) -> tuple[Any, Any]:
    """What was and what became: anything at all, or category by category corrected or changed with its history."""
    was, other = draw(st.one_of(st.none(), _lijsten)), draw(st.one_of(st.none(), _lijsten))
    if was is None or other is None or draw(st.booleans()):
        return was, other
    wordt = dict(was)
    for category in sorted({*was, *other} & {"01", "08"}):
        if category not in was or category not in other:
            continue
        now, new = was[category][0][0], other[category][0][0]
        match draw(st.sampled_from(["laat", "correctie", "formeel", "wijziging"])):
            case "correctie":
                wordt[category] = [[{**new, "8510": now.get("8510", "")}]]
            case "formeel":
                wordt[category] = [[new, {**now, "8410": "O"}]]
            case "wijziging":
                wordt[category] = [[new, now]]
    return was, wordt


@given(_veranderingen())
def test_every_message_is_valid_and_says_what_kind_of_change_it_is(
    mutatie: etree.XMLSchema, change: tuple[Any, Any]
) -> None:
    was, wordt = change
    for made in berichten(was, wordt) if was or wordt else []:
        mutatie.assertValid(volledig(made))
        soort = made.findtext("BG:parameters/StUF:mutatiesoort", "", NS)
        assert soort in ("T" if was is None else "V" if wordt is None else "WCF")
        sides = made.findall("BG:object", NS)
        assert len(sides) == (1 if soort in "TV" else 2)
        assert {node.get(WERKING) for node in sides} <= ({soort} if soort in "TV" else {"W", "I", "S"})
        # Both sides say since when, or neither does.
        days = [node.find("StUF:tijdvakGeldigheid", NS) is not None for node in sides]
        assert soort == "T" or len(set(days)) == 1
        assert not any(days) or {node.get(WERKING) for node in sides} <= {"T", "W"}


@given(_veranderingen())
def test_read_back_by_our_own_intake_it_makes_the_same_person(change: tuple[Any, Any]) -> None:
    was, wordt = change
    new = was or {}
    for made in berichten(was, wordt, EIGEN) if was or wordt else []:
        sent = gelezen(volledig(made))
        before, (new, _) = new, toegepast(new, sent, VANDAAG)
        # What comes in as a correction goes out as one again.
        if sent.soort in {"C", "F"}:
            assert {stap.soort for stap in stappen(before, new)} <= {sent.soort, "W"}
    if wordt is None:
        assert new == {}
        return
    told = {pad: veld for pad, veld in VELDEN.items() if EIGEN.issuperset(veld.velden) and pad not in VRIJ}
    there, here = Persoon(new, VANDAAG), Persoon(wordt, VANDAAG)
    assert {p: v.lees(there) for p, v in told.items()} == {p: v.lees(here) for p, v in told.items()}


HUIS = {
    "0910": "0085",
    "1030": "20200101",
    "1110": "Dorpsstraat",
    "1120": "12",
    "1160": "8431AB",
    "8510": "20200101",
}
ZELF = {"0120": "999990019", "0240": "Berg", "8510": "19850612"}
OUD = {"01": [[ZELF]], "08": [[HUIS]]}
BUREN = {**HUIS, "1120": "14"}
VERHUISD = {**HUIS, "1120": "20", "1030": "20260301", "8510": "20260301"}


def kort(was: Any, wordt: Any) -> list[tuple[str, ...]]:
    """Of each message its kind, what is done with the object, and the days of both sides."""
    found = []
    for made in berichten(was, wordt):
        sides = made.findall("BG:object", NS)
        days = [
            f"{node.findtext('StUF:tijdvakGeldigheid/StUF:beginGeldigheid', '', NS)}-"
            f"{node.findtext('StUF:tijdvakGeldigheid/StUF:eindGeldigheid', '', NS) or ''}"
            for node in sides
        ]
        kind = made.findtext("BG:parameters/StUF:mutatiesoort", "", NS)
        found.append((kind, sides[0].get(WERKING), *days))
    return found


@pytest.mark.parametrize(
    ("wordt", "told"),
    [
        ({"08": [[VERHUISD, HUIS]]}, [("W", "W", "20200101-20260301", "20260301-")]),
        ({"08": [[BUREN, {**HUIS, "8410": "O"}]]}, [("F", "W", "20200101-", "20200101-")]),
        ({"08": [[BUREN]]}, [("C", "W", "20200101-", "20200101-")]),
        # A list without its history says nothing of a mistake: from a later day something else holds.
        ({"08": [[VERHUISD]]}, [("W", "W", "20200101-20260301", "20260301-")]),
        # A name that was wrong, and a move: two kinds, two messages, the mistake first.
        (
            {"01": [[{**ZELF, "0240": "Bergh"}, {**ZELF, "8410": "O"}]], "08": [[VERHUISD, HUIS]]},
            [("F", "W", "19850612-", "19850612-"), ("W", "W", "20200101-20260301", "20260301-")],
        ),
        # Another number is another key: nothing happened, and nothing else is in that message.
        ({"01": [[{**ZELF, "0120": "999990020"}]]}, [("C", "S", "-", "-")]),
        (
            {"01": [[{**ZELF, "0120": "999990020"}]], "08": [[VERHUISD, HUIS]]},
            [("C", "S", "-", "-"), ("W", "W", "20200101-20260301", "20260301-")],
        ),
        # Of who has a child, the person is only there to be found; who marries has another civil status as well.
        ({"09": [[{"0120": "999990032", "0240": "Bos", "0310": "20260101"}]]}, [("W", "I", "-", "-")]),
        ({"05": [[{"0120": "999990032", "0240": "Bos", "0610": "20260101"}]]}, [("W", "W", "-", "-")]),
        (None, [("V", "V", "-")]),
    ],
)
def test_a_mistake_that_was_put_right_is_told_as_one(wordt: Any, told: list[tuple[str, ...]]) -> None:
    assert kort(OUD, {**OUD, **wordt} if wordt else None) == told


@given(_lijsten, _lijsten, st.sets(st.sampled_from(sorted(ALLES)), max_size=5))
def test_nothing_is_told_that_the_purpose_does_not_allow(was: Any, wordt: Any, some: set[str]) -> None:
    kennisgever = Kennisgever(NPS, toegestaan(("burgerservicenummer", *some)))
    messages = npslk01(kennisgever, Verandering(was, wordt, frozenset()), VANDAAG)
    assert kennisgever.verteld <= kennisgever.mag
    paden = {f"{etree.QName(n.getparent()).localname}/{etree.QName(n).localname}" for made in messages
             for n in made.iter(f"{{{BG}}}*") if n.getparent() is not None}  # fmt: skip
    forbidden = [pad for pad, veld in VELDEN.items() if not kennisgever.mag.issuperset(veld.velden)]
    assert not [pad for pad in forbidden if (pad if "/" in pad else f"object/{pad}") in paden]


def test_what_may_not_be_told_is_no_message_when_only_that_changed() -> None:
    was = {"01": [[{"0120": "999990019", "0240": "Berg"}]], "07": [[{"7010": "0"}]]}
    married = {**was, "05": [[{"0120": "999990020", "0240": "Bos", "0610": "20260101"}]]}
    assert berichten(was, married, toegestaan(("burgerservicenummer", "naam.geslachtsnaam"))) == []
    [made] = berichten(was, married)
    [before, after] = made.findall("BG:object/BG:inp.heeftAlsEchtgenootPartner", NS)
    assert (before.get(WERKING), before.get(NIL), after.get(WERKING)) == ("T", "true", "T")
    assert after.findtext("BG:gerelateerde/BG:inp.bsn", "", NS) == "999990020"


def test_another_number_of_a_person_is_a_change_of_the_key() -> None:
    was, wordt = ({"01": [[{"0120": n, "0240": "Berg"}]]} for n in ("999990019", "999990020"))
    [made] = berichten(was, wordt)
    assert {n.get(WERKING) for n in made.findall("BG:object", NS)} == {"S"}


ADRES: Any = {"identificatie": "0085200000000001", "openbare_ruimte": "Dorpsstraat", "huisnummer": 12,
              "postcode": "8431AB", "woonplaats": "Oosterwolde", "lon": 6.3, "lat": 53.0}  # fmt: skip
_LANG, _GELEDEN = date(2010, 1, 1), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("delen", "told"),
    [
        ((), [("W", "8431AC", "Brink", "", "")]),
        (
            (Deel(("postcode",), Aard.WIJZIGING, _LANG, _GELEDEN),),
            [("W", "8431AC", "Brink", "20100101", "20261120")],
        ),
        (
            (
                Deel(("postcode",), Aard.HERSTELD, _GELEDEN, _GELEDEN),
                Deel(("openbare_ruimte",), Aard.OVERSCHREVEN, _LANG, _LANG),
            ),
            [
                ("F", "8431AC", "Dorpsstraat", "20261120", "20261120"),
                ("C", "8431AC", "Brink", "20100101", "20100101"),
            ],
        ),
        (
            (Deel(("openbare_ruimte",), Aard.OVERSCHREVEN, _LANG, _LANG),),
            [("C", "8431AB", "Brink", "20100101", "20100101"), ("W", "8431AC", "Brink", "", "")],
        ),
    ],
)
def test_a_mistake_in_an_address_is_told_as_one_before_what_happened(
    mutatie: etree.XMLSchema, delen: tuple[Deel, ...], told: list[tuple[str, ...]]
) -> None:
    was = Nummeraanduiding(**ADRES)
    wordt = Nummeraanduiding(**{**ADRES, "postcode": "8431AC", "openbare_ruimte": "Brink"})
    found, here = [], was
    for stap in adresstappen(Adresverandering(was, wordt, delen)):
        made = Kennisgever(AOA, frozenset()).bericht(
            stap.was, stap.wordt, soort=stap.soort, sinds=stap.sinds, ingang=stap.ingang
        )
        if made is None:
            continue
        mutatie.assertValid(volledig(made))
        message = gelezen(volledig(made), ADRES_VORM)
        # Each message begins where the one before it ended.
        assert veranderd(here, message)
        here = stap.wordt or here
        before, after = made.findall("BG:object", NS)
        begin = "StUF:tijdvakGeldigheid/StUF:beginGeldigheid"
        found.append(
            (made.findtext("BG:parameters/StUF:mutatiesoort", "", NS), after.findtext("BG:postcode", "", NS),
             after.findtext("BG:gor.openbareRuimteNaam", "", NS), before.findtext(begin, "", NS),
             after.findtext(begin, "", NS))
        )  # fmt: skip
    assert found == told
    assert (was.postcode, was.openbare_ruimte, wordt.postcode) == ("8431AB", "Dorpsstraat", "8431AC")


def _ingeschreven(naam: str, **days: str) -> dict[str, Any]:
    return rechtspersoon(naam, "123456782", {"statutaireNaam": naam, "materieleRegistratie": days}, {})


BEGON = _ingeschreven("Bakker B.V.", datumAanvang="20200101")
STOPTE = _ingeschreven("Bakker B.V.", datumAanvang="20200101", datumEinde="20260101")


@pytest.mark.parametrize(
    ("was", "wordt", "told"),
    [
        (BEGON, _ingeschreven("Bakkerij B.V.", datumAanvang="20200101"), "W"),
        (BEGON, STOPTE, "W"),
        # It ended on another day than was told, did not end, or began on another day: nothing happened.
        (STOPTE, _ingeschreven("Bakker B.V.", datumAanvang="20200101", datumEinde="20251231"), "C"),
        (STOPTE, BEGON, "C"),
        (BEGON, _ingeschreven("Bakkerij B.V.", datumAanvang="20190101"), "CW"),
        (None, BEGON, "T"),
    ],
)
def test_a_day_on_which_a_business_began_or_ended_can_only_be_put_right(
    mutatie: etree.XMLSchema, was: Any, wordt: Any, told: str
) -> None:
    heard, new = "", was or {"rsin": "123456782"}
    for stap in bedrijfsstappen(was, wordt, correctie=False):
        made = Kennisgever(NNP, frozenset()).bericht(stap.was, stap.wordt, soort=stap.soort)
        if made is not None:
            mutatie.assertValid(volledig(made))
            heard += made.findtext("BG:parameters/StUF:mutatiesoort", "", NS)
            new, _ = hr_toegepast(new, gelezen(volledig(made), RECHTSPERSOON), RECHTSPERSOON)
    assert heard == told
    assert {p: v.lees(new) for p, v in RECHTSPERSOON.velden.items() if p != "sub.typering"} == {
        p: v.lees(wordt) for p, v in RECHTSPERSOON.velden.items() if p != "sub.typering"
    }


def test_who_knows_only_changes_hears_a_mistake_as_one(mutatie: etree.XMLSchema) -> None:
    [formal] = berichten(OUD, {**OUD, "08": [[BUREN, {**HUIS, "8410": "O"}]]})
    [key] = berichten(OUD, {"01": [[{**ZELF, "0120": "999990020"}]], "08": OUD["08"]})
    for made, kind, werk in ((formal, "W", "W"), (key, "C", "S")):
        als_wijziging(made)
        mutatie.assertValid(volledig(made))
        assert made.findtext("BG:parameters/StUF:mutatiesoort", "", NS) == kind
        assert {node.get(WERKING) for node in made.findall("BG:object", NS)} == {werk}
        assert made.find(".//StUF:tijdvakGeldigheid", NS) is None


def test_addresses_and_businesses_are_valid_too(mutatie: etree.XMLSchema) -> None:
    was, wordt = Nummeraanduiding(**ADRES), Nummeraanduiding(**{**ADRES, "postcode": "8431AC"})
    branch = {"eersteHandelsnaam": "Bakker", "indHoofdvestiging": "Ja", "sbiActiviteiten":
              [{"sbiOmschrijving": "Brood", "indHoofdactiviteit": "Ja"}]}  # fmt: skip
    changed = {**branch, "eersteHandelsnaam": "Bakker en Zn."}
    legal = rechtspersoon("Bakker B.V.", "123456782", {}, {"rechtsvorm": "BV"})
    number = "000012345678"
    pairs = [
        (AOA, was, wordt),
        (NNP, legal, {**legal, "rechtsvorm": "Stichting"}),
        (VES, vestiging(number, branch, {}), vestiging(number, changed, {})),
    ]
    for kind, old, new in pairs:
        for before, after in ((None, new), (old, new), (old, None)):
            made = Kennisgever(kind, frozenset()).bericht(before, after)
            assert made is not None
            mutatie.assertValid(volledig(made))
        assert Kennisgever(kind, frozenset()).bericht(new, new) is None
