"""Which version of a related type is offered on a day."""

from datetime import date
from typing import Any

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.queries import decision_types, document_types
from kapstok.magazijnen.catalogi.versies import new_version, publish_version

LATER = date(2027, 1, 1)


def _next(kind: Any, row: Any, given: Any) -> Any:
    made = new_version(kind, row.id, begin=LATER, actor=given.actor)
    return publish_version(kind, made.id, end_previous=True, actor=given.actor)


def test_the_version_in_force_is_offered(given: Any) -> None:
    kind = given.zaaktype()
    document = _next(m.InformatieObjectType, kind.informatieobjecttype, given)
    besluit = _next(m.BesluitType, kind.besluittype, given)
    for day, wanted in ((date(2026, 12, 31), kind), (LATER, None)):
        first = wanted.informatieobjecttype.id if wanted else document.id
        assert [d["id"] for d in document_types(kind.id, day=day)] == [first]
        chosen = wanted.besluittype.id if wanted else besluit.id
        assert [d["id"] for d in decision_types(kind.id, day=day)] == [chosen]
    assert document_types(kind.id, day=LATER, richting="uitgaand") == []


def test_before_any_version_holds_the_latest_is_offered_and_a_concept_never(given: Any) -> None:
    kind = given.zaaktype()
    new_version(m.BesluitType, kind.besluittype.id, begin=LATER, actor=given.actor)
    for day in (date(2020, 1, 1), LATER):
        assert [d["id"] for d in decision_types(kind.id, day=day)] == [kind.besluittype.id]


def test_another_municipality_is_offered_nothing(given: Any, as_tenant: Any) -> None:
    kind = given.zaaktype()
    with as_tenant(2):
        assert document_types(kind.id, day=LATER) == decision_types(kind.id, day=LATER) == []
