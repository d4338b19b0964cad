"""What an application may be given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.autorisaties import rules
from kapstok.magazijnen.autorisaties.rules import Recht

ZAAK = Recht(component="zrc", scopes=("zaken.lezen",), soort="KAP", max="openbaar")


def _said(verdict):
    return [(r.field, r.code) for r in verdict]


@pytest.mark.parametrize(
    ("alles", "rechten", "code"),
    [
        (True, [ZAAK], "ambiguous-authorizations-specified"),
        (False, [], "missing-authorizations"),
        (True, [], None),
        (False, [ZAAK], None),
    ],
)
@pytest.mark.regel("ac-002")
def test_ac_002_all_or_named_and_never_both(alles, rechten, code):
    expected = [("nonFieldErrors", code)] if code else []
    assert _said(rules.ac_002_all_or_named(alles=alles, rechten=rechten)) == expected


@pytest.mark.parametrize(
    ("recht", "missing"),
    [
        (Recht(component="zrc", scopes=("zaken.lezen",)), ["zaaktype", rules.MAX]),
        (Recht(component="zrc", scopes=("zaken.lezen",), soort="KAP"), [rules.MAX]),
        (Recht(component="zrc", scopes=("audittrails.lezen",)), []),
        (Recht(component="drc", scopes=("documenten.lock",)), ["informatieobjecttype", rules.MAX]),
        (Recht(component="brc", scopes=("besluiten.lezen",)), ["besluittype"]),
        (Recht(component="brc", scopes=("besluiten.lezen",), soort="Vergunning"), []),
        (Recht(component="zrc", scopes=("zaken.lezen",), catalogus="x", max="geheim"), []),
        (Recht(component="ztc", scopes=("catalogi.lezen",)), []),
    ],
)
@pytest.mark.regel("ac-003")
def test_ac_003_a_right_on_rows_names_its_type_and_level(recht, missing):
    assert _said(rules.ac_003_right_names_its_type(2, recht)) == [
        (f"autorisaties.2.{name}", "required") for name in missing
    ]


@pytest.mark.regel("ac-001")
def test_ac_001_tells_which_client_ids_are_taken():
    (refused,) = rules.ac_001_client_id_of_one_applicatie(["b", "a"])
    assert (refused.field, refused.code) == ("clientIds", "clientId-exists")
    assert "a, b" in refused.message
    assert not list(rules.ac_001_client_id_of_one_applicatie([]))


@pytest.mark.regel("ac-x-scopes")
def test_a_scope_of_another_component_is_named_by_its_place():
    recht = Recht(component="ac", scopes=("autorisaties.lezen", "zaken.lezen"))
    assert _said(rules.scopes_exist(0, recht)) == [("autorisaties.0.scopes.1", "invalid_choice")]


rechten = st.builds(
    Recht,
    component=st.sampled_from(rules.COMPONENTS),
    scopes=st.just(("zaken.lezen",)),
    soort=st.sampled_from(["", "KAP", "MELDING"]),
    max=st.sampled_from(["openbaar", "geheim"]),
)


@given(st.lists(rechten, max_size=8))
def test_the_same_right_twice_is_one_right_and_never_an_overlap(given_rights):
    once = rules.merged([*given_rights, *given_rights])
    assert len(once) == len(set(once)) == len(set(given_rights))
    single = {r.key: r for r in given_rights}
    assert not list(rules.rights_do_not_overlap(rules.merged([*single.values(), *single.values()])))
    keys = [r.key for r in once if r.component in rules.TYPE_OF]
    assert len(list(rules.rights_do_not_overlap(once))) == len(keys) - len(set(keys))
