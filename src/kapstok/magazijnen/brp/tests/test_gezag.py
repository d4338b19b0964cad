"""Who has authority: the situations of the public examples of the BRP API, each as a small family of lists."""

from datetime import date

import pytest

from kapstok.magazijnen.brp.gezag.afleiding import bepaal
from kapstok.magazijnen.brp.gezag.antwoord import gezag_van

TODAY = date(2026, 11, 26)
BERT, GERDA, AART, ARIANA = "999990007", "999990019", "999990020", "999990032"
NIET = "Gezag kan niet worden bepaald omdat "


def ouder(bsn, geslacht, naam, sinds="20200101", akte="1 A0001"):
    return {"0120": bsn, "0240": naam, "0310": "19850101", "0410": geslacht, "6210": sinds, "8120": akte}


GERDA_OUDER, AART_OUDER = ouder(GERDA, "V", "Veen"), ouder(AART, "M", "Bos")


def kind(*, een=GERDA_OUDER, twee=None, geboren="20200101", akte="1 A0001", gezag=None, **changes):
    """The list of Bert; `p0330="6029"` changes element 03.30 of the person, `h1420=...` of the address."""
    person = {"0120": BERT, "0210": "Bert", "0240": "Veen", "0310": geboren, "0330": "6030", "8120": akte}
    home = {"0910": "0085"}
    for name, value in changes.items():
        (person if name[0] == "p" else home)[name[1:]] = value
    lijst = {"01": [[person]], "08": [[home]]}
    for category, found in (("02", een), ("03", twee), ("11", gezag)):
        if found:
            lijst[category] = [[found]]
    return lijst


def groot(bsn, *stapels, **categories):
    """A grown-up, with marriages as stapels."""
    lijst = {"01": [[{"0120": bsn, "0210": "Groot", "0240": "Naam", "0310": "19850101"}]]}
    if stapels:
        lijst["05"] = list(stapels)
    return lijst | {name[1:]: [[entry]] for name, entry in categories.items()}


def huwelijk(met, begin, einde="", reden="S", naam="Bos"):
    partner = {"0120": met, "0240": naam, "0310": "19850101"}
    married = {**partner, "0610": begin, "1510": "H"}
    return [{**partner, "0710": einde, "0740": reden, "1510": "H"}, married] if einde else [married]


DOOD, CURATELE = {"c07": {"6710": "20250101", "6720": "O"}}, {"c11": {"3310": "1"}}


def familie(*lists):
    return {lijst["01"][0][0]["0120"]: lijst for lijst in lists}


def kort(found):
    """The kind, and who has it."""
    if found is None:
        return None
    who = [o.bsn for o in found.ouders] + ([found.derde["0120"]] if found.derde else [])
    return (found.soort, *who) if who or not found.toelichting else (found.soort, found.toelichting)


OG2 = ("GezamenlijkOuderlijkGezag", GERDA, AART)
SAMEN = (groot(GERDA, huwelijk(AART, "20180101")), groot(AART, huwelijk(GERDA, "20180101", naam="Veen")))
LOS = (groot(GERDA), groot(AART))


@pytest.mark.parametrize(
    ("minor", "others", "outcome"),
    [
        # one parent
        (kind(), [groot(GERDA)], ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(), [groot(GERDA, huwelijk(AART, "20210101")), groot(AART)], ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(), [groot(GERDA, huwelijk(AART, "20100101", "20150101"))], ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(), [groot(GERDA, huwelijk(ARIANA, "20190101")), groot(ARIANA)], ("GezamenlijkGezag", GERDA, ARIANA)),
        (kind(), [groot(GERDA, huwelijk(ARIANA, "20190101", "20230101")), groot(ARIANA)],
         ("GezamenlijkGezag", GERDA, ARIANA)),
        (kind(), [groot(GERDA, huwelijk(ARIANA, "20190101", "20230101", "N")), groot(ARIANA)],
         ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(), [groot(GERDA, huwelijk(ARIANA, "20190101"), **CURATELE), groot(ARIANA)], ("Voogdij", ARIANA)),
        (kind(), [groot(GERDA, huwelijk(ARIANA, "20190101")), groot(ARIANA, **CURATELE)],
         ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(), [groot(GERDA, huwelijk(ARIANA, "20190101"), **CURATELE), groot(ARIANA, **CURATELE)],
         ("TijdelijkGeenGezag", "Tijdelijk geen gezag omdat ouder en niet-ouder onder curatele staan.")),
        (kind(), [groot(GERDA, **DOOD)], ("TijdelijkGeenGezag", "Tijdelijk geen gezag omdat de ouder overleden is.")),
        # an adopted child: the day of adoption counts, not that of birth
        (kind(een={**GERDA_OUDER, "6210": "20220101"}, akte="1 Q0001"),
         [groot(GERDA, huwelijk(ARIANA, "20210101")), groot(ARIANA)], ("GezamenlijkGezag", GERDA, ARIANA)),
        # two parents, married now or before
        (kind(twee=AART_OUDER), SAMEN, OG2),
        (kind(twee=AART_OUDER), [groot(GERDA, huwelijk(AART, "20180101", "20220101")), groot(AART)], OG2),
        (kind(twee=AART_OUDER), [groot(GERDA, huwelijk(AART, "20100101", "20150101")), groot(AART)],
         ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(twee=AART_OUDER),
         [groot(GERDA, huwelijk(AART, "20100101", "20150101"), huwelijk(AART, "20230101")), groot(AART)], OG2),
        (kind(twee=AART_OUDER), [groot(GERDA, huwelijk(AART, "20180101")), groot(AART, **DOOD)],
         ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(twee=AART_OUDER), [groot(GERDA, huwelijk(AART, "20180101"), **CURATELE), groot(AART, **DOOD)],
         ("TijdelijkGeenGezag",
          "Tijdelijk geen gezag omdat een ouder overleden is en de andere ouder onder curatele staat.")),
        # two parents who never married
        (kind(twee=AART_OUDER), LOS, ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(een=AART_OUDER, twee=GERDA_OUDER), LOS, ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(twee={**AART_OUDER, "0410": "V"}), LOS,
         ("GezagNietTeBepalen", f"{NIET}niet kan worden vastgesteld welke ouder de geboortemoeder is.")),
        # whoever gave birth: who is not able leaves it to the other
        (kind(twee={**AART_OUDER, "0410": "V"}), [groot(GERDA, **CURATELE), groot(AART)],
         ("EenhoofdigOuderlijkGezag", AART)),
        (kind(twee={**AART_OUDER, "0410": "V"}), [groot(GERDA), groot(AART, **DOOD)],
         ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(twee={**AART_OUDER, "0410": "V"}), [groot(GERDA, **DOOD), groot(AART, **DOOD)],
         ("TijdelijkGeenGezag", "Tijdelijk geen gezag omdat beide ouders overleden zijn.")),
        (kind(geboren="20230201", een={**GERDA_OUDER, "6210": "20230201"}, twee={**AART_OUDER, "6210": "20230201"}),
         LOS, OG2),
        (kind(akte="1 C0001", twee={**AART_OUDER, "6210": "20230101", "8120": "1 C0001"}), LOS, OG2),
        (kind(akte="1 C0001", twee={**AART_OUDER, "6210": "20221230", "8120": "1 C0001"}), LOS,
         ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(akte="1 Q0001", twee=AART_OUDER), LOS, OG2),
        # a parent without a number is found by name and birth date
        (kind(twee={k: v for k, v in AART_OUDER.items() if k != "0120"}),
         [groot(GERDA, [{"0240": "Bos", "0310": "19850101", "0610": "20180101", "1510": "H"}])],
         ("GezamenlijkOuderlijkGezag", GERDA, "")),
        # no parents
        (kind(een=None), [], ("TijdelijkGeenGezag", "Tijdelijk geen gezag omdat beide ouders onbekend zijn.")),
        (kind(een={"0240": "."}, twee={"0240": "."}), [],
         ("TijdelijkGeenGezag", "Tijdelijk geen gezag omdat beide ouders onbekend zijn.")),
        (kind(twee={"0240": "."}), [groot(GERDA)],
         ("GezagNietTeBepalen", f"{NIET}één of meer ouders van minderjarige onbekend zijn.")),
        # a court spoke
        (kind(twee=AART_OUDER, gezag={"3210": "12", "8510": "20230101"}), LOS, OG2),
        (kind(twee=AART_OUDER, gezag={"3210": "2", "8510": "20230101"}), LOS, ("EenhoofdigOuderlijkGezag", AART)),
        (kind(twee=AART_OUDER, gezag={"3210": "1D", "8510": "20230101"}), LOS, ("GezamenlijkGezag", GERDA)),
        (kind(twee=AART_OUDER, gezag={"3210": "2D", "8510": "20230101"}), [groot(GERDA), groot(AART, **DOOD)],
         ("Voogdij",)),
        (kind(twee=AART_OUDER, gezag={"3210": "D", "8510": "20230101"}), LOS, ("Voogdij",)),
        (kind(twee=AART_OUDER, gezag={"3210": "D", "8510": "00000000"}), LOS,
         ("GezagNietTeBepalen", f"{NIET}relevante gegevens ontbreken. Het gaat om de volgende gegevens: "
                                "ingangsdatum geldigheid van gezagsverhouding")),
        # and something happened afterwards
        (kind(akte="1 Q0001", een={**GERDA_OUDER, "6210": "20240101"}, twee={**AART_OUDER, "6210": "20240101"},
              gezag={"3210": "D", "8510": "20230101"}), LOS, OG2),
        (kind(akte="1 Q0001", een={**GERDA_OUDER, "6210": "20220101"}, twee={**AART_OUDER, "6210": "20220101"},
              gezag={"3210": "D", "8510": "20230101"}), LOS, ("Voogdij",)),
        (kind(gezag={"3210": "12", "8510": "20230101"}), [groot(GERDA)], ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(twee=AART_OUDER, gezag={"3210": "1", "8510": "20220101"}),
         [groot(GERDA, huwelijk(AART, "20180101", "20210101"), huwelijk(AART, "20230101")), groot(AART)], OG2),
        (kind(twee=AART_OUDER, gezag={"3210": "1", "8510": "20220101"}),
         [groot(GERDA, huwelijk(AART, "20230101")), groot(AART)], ("EenhoofdigOuderlijkGezag", GERDA)),
        # abroad
        (kind(h0910="1999"), [groot(GERDA)], ("GezagNietTeBepalen", f"{NIET}minderjarige niet in Nederland woont.")),
        (kind(h1420="20220101"), [groot(GERDA)],
         ("GezagNietTeBepalen", f"{NIET}minderjarige buiten Nederland heeft verbleven.")),
        (kind(p0330="6029"), [groot(GERDA)],
         ("GezagNietTeBepalen", f"{NIET}minderjarige in het buitenland is geboren.")),
        (kind(p0330="6029", akte="1 Q0001", twee=AART_OUDER), LOS, OG2),
        (kind(p0330="6029", h1420="20220101", twee=AART_OUDER), SAMEN, OG2),
        # what is not in the store decides nothing
        (kind(), [], ("GezagNietTeBepalen", f"{NIET}relevante gegevens ontbreken bij het bepalen van het "
                      "huwelijk/partnerschap van de ouder(s). Het gaat om de volgende gegevens: "
                      "persoonslijst van ouder 1")),
        # no authority over who is of age, or not alive
        (kind(geboren="20081126"), [groot(GERDA)], None),
        (kind(geboren="20081127"), [groot(GERDA)], ("EenhoofdigOuderlijkGezag", GERDA)),
        (kind(geboren="20080000"), [groot(GERDA)], None),
        (kind(geboren="00000000"), [groot(GERDA)], None),
        ({**kind(), "07": [[{"6720": "O"}]]}, [groot(GERDA)], None),
    ],
)  # fmt: skip
def test_who_has_authority(minor, others, outcome):
    assert kort(bepaal(minor, familie(*others), TODAY)) == outcome


def test_a_marriage_that_was_put_right_never_was():
    wrong = [{"0120": AART, "0240": "Bos", "0310": "19850101", "1510": "H"},
             {"0120": AART, "0240": "Bos", "0610": "20180101", "8410": "O"}]  # fmt: skip
    found = bepaal(kind(twee=AART_OUDER), familie(groot(GERDA, wrong), groot(AART)), TODAY)
    assert kort(found) == ("EenhoofdigOuderlijkGezag", GERDA)


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ((kind(p8310="010310", p8320="20260101"), groot(GERDA)), True),
        ((kind(p8310="010310", p8320="20260101", p8330="20260201"), groot(GERDA)), False),
        ((kind(p8310="010210", p8320="20260101"), groot(GERDA)), False),
        ((kind(), groot(GERDA, c11={"3310": "1", "8310": "110000", "8320": "20260101"})), True),
    ],
)
def test_what_is_looked_into_is_told_when_it_matters(lists, told):
    assert bepaal(lists[0], familie(*lists[1:]), TODAY).in_onderzoek is told


def test_a_grown_up_is_told_of_children_over_whom_they_have_authority_only():
    child = {"0120": BERT, "0240": "Veen", "0310": "20200101"}
    minor = kind(twee=AART_OUDER)
    gerda, aart = groot(GERDA, c09=child), groot(AART, c09=child)
    lists = familie(minor, gerda, aart)
    (one,) = gezag_van(gerda, lists, TODAY)
    assert one == {
        "type": "EenhoofdigOuderlijkGezag",
        "minderjarige": {"burgerservicenummer": BERT, "naam": {"volledigeNaam": "Bert Veen"}, "leeftijd": 6},
        "ouder": {"burgerservicenummer": GERDA, "naam": {"volledigeNaam": "Veen"}},
    }
    assert gezag_van(aart, lists, TODAY) == []
    assert gezag_van(minor, lists, TODAY) == [one]


def test_a_partner_has_authority_over_the_child_of_the_other():
    minor = kind()
    gerda = groot(GERDA, huwelijk(ARIANA, "20190101"), c09={"0120": BERT, "0310": "20200101"})
    ariana = groot(ARIANA, huwelijk(GERDA, "20190101"))
    (one,) = gezag_van(ariana, familie(minor, gerda, ariana), TODAY)
    assert one["type"] == "GezamenlijkGezag"
    assert one["derde"]["type"] == "BekendeDerde"
    assert one["derde"]["burgerservicenummer"] == ARIANA
