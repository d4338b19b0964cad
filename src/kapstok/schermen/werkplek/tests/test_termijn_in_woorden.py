"""Why a zaak is pressing can be said in every language of the product."""

from datetime import date, timedelta

from hypothesis import given as varied
from hypothesis import strategies as st

from kapstok.diensten.termijnen.rules import Klok, Termijnregels, urgency
from kapstok.kern.tijdvak import Duration
from kapstok.schermen.werkplek.term import REASONS, consequences

START = date(2026, 9, 1)
RULES = Termijnregels(Duration.parse("P8W"), verlengingstermijn=Duration.parse("P6W"))


@varied(
    st.integers(0, 120),
    st.none() | st.integers(1, 40),
    st.none() | st.integers(0, 80),
    st.none() | st.integers(0, 120),
)
def test_every_sentence_of_the_term_rules_can_be_translated(now, needed, stopped, ended):
    since = START + timedelta(days=stopped) if stopped is not None and stopped <= now else None
    end = START + timedelta(days=ended) if ended is not None else None
    klok = Klok(START, RULES, opgeschort_sinds=since, einddatum=end)
    assert urgency(klok, START + timedelta(days=now), needed).reason.text in REASONS
    for told in consequences(klok, START + timedelta(days=now)).values():
        assert told.get("tekst") or told.get("niet")
