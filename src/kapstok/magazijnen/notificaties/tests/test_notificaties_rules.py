"""What comes through a filter, and what is refused at subscribing and publishing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.notificaties import rules
from kapstok.magazijnen.notificaties.kanalen import ACTIES, EIGEN, kanaal_of, resource_and_action

KNOWN = {"zaken": ["bronorganisatie", "zaaktype"], "leeg": []}
texts = st.text(min_size=1, max_size=5)


def _said(verdict):
    return [(r.field, r.code) for r in verdict]


@pytest.mark.regel("nrc-x-abonnement")
def test_unknown_kanaal_and_unknown_filter_are_told_by_their_place():
    wanted = [
        {"naam": "zaken", "filters": {"zaaktype": "*"}},
        {"naam": "taken"},
        {"naam": "zaken", "filters": {"kleur": "rood"}},
    ]
    assert _said(rules.kanalen_are_known(wanted, KNOWN)) == [
        ("kanalen.1.naam", "kanaal_naam"),
        ("kanalen.2.filters", "inconsistent-abonnement-filters"),
    ]


@pytest.mark.regel("nrc-x-publiceren")
def test_a_published_notification_fits_its_kanaal():
    assert _said(rules.published_fits_its_kanaal(["zaaktype"], KNOWN["zaken"])) == []
    assert _said(rules.published_fits_its_kanaal(["kleur"], KNOWN["leeg"])) == [
        ("kenmerken", "kenmerken_inconsistent")
    ]
    assert _said(rules.published_fits_its_kanaal([], None)) == [("kanaal", "message_kanaal")]


@given(st.dictionaries(texts, texts), st.dictionaries(texts, texts))
@pytest.mark.regel("nrc-x-filter")
def test_a_filter_lets_through_what_agrees_on_all_its_names(filters, kenmerken):
    expected = all(v == "*" or kenmerken.get(k) == v for k, v in filters.items())
    assert rules.matches(filters, kenmerken) is expected
    assert rules.matches(dict.fromkeys(filters, "*"), kenmerken)
    assert rules.matches({}, kenmerken)


def test_each_verb_of_each_store_has_its_kanaal():
    assert {k.naam for k in EIGEN.values()} == {
        "zaken",
        "documenten",
        "besluiten",
        "zaaktypen",
        "besluittypen",
        "informatieobjecttypen",
        "autorisaties",
        "partijen",
        "klantcontacten",
        "internetaken",
        "objecten",
    }
    for action in ACTIES:
        assert resource_and_action(f"zaken.status.{action}") == ("zaken.status", action)
    assert resource_and_action("archief.vernietigingslijst.uitvoeren") == ("", "")
    assert resource_and_action("documenten.informatieobject.create")[0].endswith(
        "enkelvoudiginformatieobject"
    )
    assert kanaal_of("catalogi.statustype") is EIGEN["zaaktypen"]
    assert kanaal_of("catalogi.besluittype") is EIGEN["besluittypen"]
    assert kanaal_of("catalogi.catalogus") is None
    assert kanaal_of("klanten.bericht") is None
