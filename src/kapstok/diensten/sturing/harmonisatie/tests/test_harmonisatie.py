"""Rules A to F: the worked cases of the research, and what holds for any number of partners."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.sturing.harmonisatie import rules_zinnen
from kapstok.diensten.sturing.harmonisatie.rules import (
    Inzet,
    beoordeel,
    harmonisatie_index,
    kleur,
    per_component,
)
from kapstok.diensten.sturing.harmonisatie.rules_ade import (
    Maatwerk,
    oordeel_a,
    oordeel_d,
    oordeel_e,
    oordeel_ondersteuning,
    verdeeld,
)
from kapstok.diensten.sturing.harmonisatie.rules_afwijking import TOEGESTAAN
from kapstok.diensten.sturing.harmonisatie.rules_b import meerderheid, oordeel_b
from kapstok.diensten.sturing.harmonisatie.rules_cf import Kandidaat, oordeel_c, oordeel_f
from kapstok.diensten.sturing.harmonisatie.rules_kalender import agenda
from kapstok.diensten.sturing.harmonisatie.rules_waarden import (
    AANLEIDINGEN,
    Aanleiding,
    Besluit,
    Signalen,
)
from kapstok.diensten.sturing.harmonisatie.rules_zinnen import EN, ZINNEN
from kapstok.platform.config import settings

CASES = Path(settings.standaarden_map).resolve() / "governance" / "beleidsplan" / "harmonisatie.yaml"
RULES = Path(rules_zinnen.__file__).parent
NOW = date(2019, 5, 1)
X, Y, Z = frozenset({"X"}), frozenset({"Y"}), frozenset({"Z"})
NIETS = frozenset()
NEGATIEF = Signalen(advies="negatief")


def _cases():
    if not CASES.exists():
        reason = f"the worked cases are not here: {CASES.name} (setting standaarden_map)"
        return [pytest.param(None, id="geen", marks=pytest.mark.skip(reason=reason))]
    import yaml

    return [pytest.param(c, id=c["id"]) for c in yaml.safe_load(CASES.read_text())["testgevallen"]]


def _decisions(case):
    word = case.get("directie")
    return () if word is None else (Besluit(word == "akkoord", NOW),)


@pytest.mark.standaard
@pytest.mark.eis("R-203", "R-204", "R-208", "R-209")
@pytest.mark.parametrize("case", _cases())
def test_a_worked_case_has_its_outcome(case):
    if "maatwerk" in case:
        custom = Maatwerk((case["maatwerk"]["gemeente"],), case["maatwerk"]["kosten_eur"] * 100)
        verdict = oordeel_d(custom, _decisions(case), op=NOW)
        if "ten_laste_van" in case:
            assert verdict.feiten["gemeenten"] == (case["ten_laste_van"],)
    else:
        uses = {g: frozenset({a} if a else ()) for g, a in case["gebruik"].items()}
        signals = Signalen(frozenset(case.get("ontevreden", ())), case.get("advies_ia", ""))
        verdict = oordeel_b(uses, Aanleiding(**case["aanleiding"]), signals, _decisions(case), op=NOW)
        assert verdict.naar == case.get("naar", verdict.naar)
    assert verdict.uitkomst == case["uitkomst"]
    assert "%(" not in verdict.uitleg()


@pytest.mark.eis("R-202", "R-008")
def test_the_verdict_names_users_application_and_paragraph():
    uses = {"ow": X, "ws": X, "op": Y}
    verdict = oordeel_b(uses, Aanleiding("op", "afloop_contract"), op=NOW)
    names = {"ow": "Ooststellingwerf", "ws": "Weststellingwerf", "op": "Opsterland", "X": "Civision"}
    assert verdict.uitleg(namen=names) == (
        "Ooststellingwerf en Weststellingwerf gebruiken Civision. Dat is de meerderheid. "
        "Opsterland stapt daarom over op Civision."
    )
    assert verdict.bron == "Informatiebeleidsplan OWO-gemeenten 2017-2020, hoofdstuk 5, regel B"


def test_who_replaces_what_the_majority_uses_is_told_so():
    verdict = oordeel_b({"ow": X, "ws": X, "op": Y}, Aanleiding("ow", "vervanging"), op=NOW)
    assert verdict.uitkomst == "gezamenlijke_keuze"
    assert "hoort zelf bij de meerderheid" in verdict.uitleg()


@pytest.mark.eis("R-204")
def test_a_yes_without_a_ground_changes_nothing_and_says_why():
    verdict = oordeel_b(
        {"ow": X, "ws": X, "op": Y}, Aanleiding("op", "vervanging"), besluiten=[Besluit(True, NOW)], op=NOW
    )
    assert (verdict.uitkomst, verdict.naar) == ("volgt_meerderheid", "X")
    assert "is een grond nodig" in verdict.uitleg()


def test_a_partner_that_is_not_in_the_partnership_is_an_error():
    with pytest.raises(ValueError, match="doet niet mee"):
        oordeel_b({"ow": X}, Aanleiding("elders", "vervanging"), op=NOW)


PARTNERS = st.integers(1, 12).map(lambda n: [f"g{i:02}" for i in range(n)])
APPS = st.frozensets(st.sampled_from("XYZ"), max_size=2)


@st.composite
def landscapes(draw):
    partners = draw(PARTNERS)
    return {p: draw(APPS) for p in partners}


@st.composite
def decisions(draw):
    day = NOW + timedelta(days=draw(st.integers(-900, 900)))
    yes = draw(st.booleans())
    until = day + timedelta(days=draw(st.integers(0, 800))) if yes and draw(st.booleans()) else None
    return Besluit(yes, day, until)


SIGNALS = st.builds(
    Signalen,
    st.frozensets(st.sampled_from(["g00", "g01"])),
    st.sampled_from(["", "positief", "negatief"]),
)


@pytest.mark.eis("R-203")
@given(landscapes(), st.sampled_from(AANLEIDINGEN), SIGNALS, st.lists(decisions(), max_size=3), st.data())
def test_the_order_of_municipalities_does_not_matter(uses, kind, signals, decided, data):
    who = data.draw(st.sampled_from(sorted(uses)))
    shuffled = dict(data.draw(st.permutations(list(uses.items()))))
    verdict = oordeel_b(uses, Aanleiding(who, kind), signals, decided, op=NOW)
    other = oordeel_b(shuffled, Aanleiding(who, kind), signals, decided[::-1], op=NOW)
    assert (verdict, verdict.uitleg()) == (other, other.uitleg())
    assert "%(" not in verdict.uitleg()


@pytest.mark.eis("R-202")
@given(landscapes(), st.data())
def test_a_majority_is_a_majority_for_any_number_of_partners(uses, data):
    who = data.draw(st.sampled_from(sorted(uses)))
    verdict = oordeel_b(uses, Aanleiding(who, "vervanging"), op=NOW)
    others = {app: sum(app in a for p, a in uses.items() if p != who) for app in "XYZ"}
    majority = {app for app, number in others.items() if number > len(uses) / 2}
    if verdict.uitkomst == "volgt_meerderheid":
        assert majority == {verdict.naar}
    elif verdict.uitkomst == "gezamenlijke_keuze":
        assert len(majority) != 1
        assert verdict.naar == ""
    else:
        assert len(set(uses.values())) == 1
        assert uses[who] == {verdict.naar}


@given(landscapes(), st.data())
def test_nothing_is_proposed_that_nobody_uses(uses, data):
    who = data.draw(st.sampled_from(sorted(uses)))
    verdict = oordeel_b(uses, Aanleiding(who, "nieuwe_investering"), op=NOW)
    assert verdict.naar == "" or verdict.naar in frozenset().union(*uses.values())


@pytest.mark.eis("R-204")
@given(st.lists(decisions(), min_size=1, max_size=4), st.integers(-1000, 2000))
def test_an_exception_never_survives_its_end_date(decided, days):
    day = NOW + timedelta(days=days)
    verdict = oordeel_b(
        {"ow": X, "ws": X, "op": Y}, Aanleiding("op", "vervanging"), NEGATIEF, decided, op=day
    )
    open_yes = [b for b in decided if b.akkoord and b.datum <= day and (b.tot is None or day <= b.tot)]
    if not open_yes:
        assert verdict.uitkomst != TOEGESTAAN
    if verdict.uitkomst == TOEGESTAAN:
        assert not verdict.blokkeert


@given(st.lists(decisions(), max_size=4), decisions())
def test_another_yes_never_forbids_what_was_allowed(decided, extra):
    uses, why = {"ow": X, "ws": X, "op": Y}, Aanleiding("op", "vervanging")
    before = oordeel_b(uses, why, NEGATIEF, decided, op=NOW)
    yes = Besluit(True, extra.datum, extra.tot)
    after = oordeel_b(uses, why, NEGATIEF, [*decided, yes], op=NOW)
    assert before.uitkomst != TOEGESTAAN or after.uitkomst == TOEGESTAAN


def test_an_exception_ends_after_its_last_day_and_then_says_so():
    uses, why = {"ow": X, "ws": X, "op": Y}, Aanleiding("op", "vervanging")
    yes = [Besluit(True, NOW, NOW + timedelta(days=30))]
    last = oordeel_b(uses, why, NEGATIEF, yes, op=NOW + timedelta(days=30))
    after = oordeel_b(uses, why, NEGATIEF, yes, op=NOW + timedelta(days=31))
    assert last.uitkomst == TOEGESTAAN
    assert (after.uitkomst, after.blokkeert) == ("afwijking_voorleggen_aan_directie", True)
    assert "is afgelopen" in after.uitleg()


ALLES = {"BRP": "ja", "BAG": "ja", "MakelaarSuite": "nvt"}


@pytest.mark.eis("R-205", "R-206")
def test_integration_is_tested_first_and_weighs_over_one_application_per_process():
    new = Kandidaat("Nieuw", ALLES)
    assert oordeel_c(Kandidaat("Nieuw", {"BRP": "ja"}), {}, op=NOW).uitkomst == "integratie_toetsen"
    assert oordeel_c(new, {}, op=NOW).uitkomst == "past"
    double = oordeel_c(new, {"Oud": ALLES}, op=NOW)
    assert (double.uitkomst, double.blokkeert) == ("overlap", True)
    weaker = oordeel_c(new, {"Oud": {**ALLES, "BAG": "nee"}}, op=NOW)
    assert (weaker.uitkomst, weaker.blokkeert) == ("vervangt_om_integratie", False)
    failing = oordeel_c(Kandidaat("Nieuw", {**ALLES, "BAG": "nee"}), {}, op=NOW)
    assert (failing.uitkomst, failing.blokkeert) == ("integratie_ontbreekt", True)
    assert "BAG" in failing.uitleg()


@pytest.mark.eis("R-205", "R-211")
def test_the_directie_is_the_only_way_around_c_and_f():
    new = Kandidaat("Nieuw", ALLES, frozenset({"Zaken"}), frozenset())
    required = {"Zaken": frozenset({"ZGW"})}
    yes = [Besluit(True, NOW)]
    for judge in (
        lambda *extra: oordeel_c(new, {"Oud": ALLES}, *extra, op=NOW),
        lambda *extra: oordeel_f(new, required, *extra, op=NOW),
    ):
        assert judge().blokkeert
        assert judge(NEGATIEF).uitkomst == "afwijking_voorleggen_aan_directie"
        assert judge(NEGATIEF, yes).uitkomst == TOEGESTAAN
        assert judge(Signalen(), yes).blokkeert
        assert judge(NEGATIEF, [Besluit(False, NOW)]).blokkeert


@pytest.mark.eis("R-211")
def test_f_names_the_standards_that_are_missing():
    new = Kandidaat("Nieuw", ALLES, frozenset({"Zaken", "Archief"}), frozenset({"ZGW"}))
    required = {"Zaken": frozenset({"ZGW"}), "Archief": frozenset({"TMLO", "MDTO"})}
    assert oordeel_f(new, required, op=NOW).feiten["standaarden"] == ("MDTO", "TMLO")
    assert oordeel_f(Kandidaat("Los", ALLES), required, op=NOW).uitkomst == "component_kiezen"
    whole = Kandidaat("Nieuw", ALLES, frozenset({"Zaken"}), frozenset({"ZGW"}))
    assert not oordeel_f(whole, required, op=NOW).blokkeert


@pytest.mark.eis("R-207", "R-208", "R-209")
def test_custom_work_is_settled_only_when_known_coordinated_and_approved():
    yes = [Besluit(True, NOW)]
    assert oordeel_d(Maatwerk(("op",), None), yes, op=NOW).uitkomst == "kosten_onbekend"
    assert oordeel_d(Maatwerk(("op",), 1, afgestemd=False), yes, op=NOW).uitkomst == "eerst_afstemmen"
    assert oordeel_d(Maatwerk(("op",), 1), [Besluit(False, NOW)], op=NOW).uitkomst == "afgewezen"
    assert oordeel_d(Maatwerk(("op",), 1), yes, op=NOW - timedelta(days=1)).blokkeert
    assert oordeel_d(Maatwerk(("ws", "op"), 1), yes, op=NOW).uitleg() == (
        "De kosten komen ten laste van op en ws."
    )
    assert oordeel_ondersteuning(afgesproken=True).uitkomst == "ondersteund"
    assert oordeel_ondersteuning(afgesproken=False).uitkomst == "niet_ondersteund"


@pytest.mark.eis("R-208")
@given(st.integers(0, 10**9), st.sets(st.text(min_size=1, max_size=3), min_size=1, max_size=12))
def test_the_parts_of_a_settlement_are_the_whole_to_the_cent(cents, partners):
    parts = verdeeld(cents, partners)
    assert sum(parts.values()) == cents
    assert set(parts) == partners
    assert max(parts.values()) - min(parts.values()) <= 1


@pytest.mark.eis("R-201")
def test_the_reservation_is_compared_with_what_was_agreed():
    assert oordeel_a(150_000_00).uitkomst == "gereserveerd"
    assert oordeel_a(0).uitkomst == "ontbreekt"
    assert "lager" in oordeel_a(149_999_99).uitleg()
    assert "hoger" in oordeel_a(150_000_01).uitleg()
    assert oordeel_a(160_000_00, 160_000_00).uitkomst == "gereserveerd"


@pytest.mark.eis("R-210")
def test_ia_advises_and_all_department_heads_are_asked():
    why, partners = Aanleiding("op", "vervanging"), ("ow", "ws", "op")
    assert oordeel_e(why, partners, advies="", uitgenodigd=partners).uitkomst == "advies_vragen"
    some = oordeel_e(why, partners, advies="positief", uitgenodigd=("ow",))
    assert some.uitkomst == "afstemmen"
    assert "op en ws" in some.uitleg()
    assert not oordeel_e(why, partners, advies="negatief", uitgenodigd=partners).blokkeert


@pytest.mark.eis("R-203")
def test_choosing_begins_before_the_notice_and_the_lead_time():
    days = agenda(date(2020, 12, 31), 6)
    assert (days.beginnen, days.opzeggen) == (date(2018, 12, 30), date(2020, 6, 30))
    assert days.stand(date(2018, 12, 29)) == "later"
    assert days.stand(date(2018, 12, 30)) == "beginnen"
    assert days.stand(date(2020, 6, 30)) == "beginnen"
    assert days.stand(date(2020, 7, 1)) == "opzegdag_voorbij"
    assert days.stand(date(2021, 1, 1)) == "afgelopen"


@pytest.mark.eis("R-197")
def test_the_index_counts_components_with_one_application_for_all():
    partners = ("ow", "ws", "op")
    uses = [("ow", "K1", "X"), ("ws", "K1", "X"), ("op", "K1", "X"), ("ow", "K2", "X"), ("ws", "K2", "X")]
    uses += [
        ("ow", "K3", "X"),
        ("ws", "K3", "Y"),
        ("op", "K3", "Z"),
        ("ow", "K4", "X"),
        ("elders", "K5", "X"),
    ]
    landscape = per_component((Inzet(*u) for u in uses), partners)
    assert [kleur(landscape[c]) for c in ("K1", "K2", "K3", "K4")] == [
        "gelijk", "meerderheid", "geen_meerderheid", "een",
    ]  # fmt: skip
    assert "K5" not in landscape
    assert harmonisatie_index(landscape) == (1, 4)


@given(landscapes())
def test_a_whole_landscape_is_judged_as_each_part_of_it(uses):
    landscape = {"K": uses}
    verdicts = beoordeel(landscape, op=NOW)
    assert {p for _, p in verdicts} == {p for p, apps in uses.items() if apps}
    for (_, partner), verdict in verdicts.items():
        assert verdict == oordeel_b(uses, Aanleiding(partner, "afloop_contract"), op=NOW)
    assert (kleur(uses) == "meerderheid") <= bool(meerderheid(uses))


def test_every_sentence_is_whole_and_said_by_some_rule():
    texts = [*ZINNEN.values(), EN]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith(".") for text in ZINNEN.values())
    source = "".join(p.read_text() for p in RULES.glob("rules*.py") if p.name != "rules_zinnen.py")
    assert [key for key in ZINNEN if f'"{key}"' not in source] == []
