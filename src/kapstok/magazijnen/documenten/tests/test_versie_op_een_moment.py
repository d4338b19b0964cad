"""The right version of a document at any moment: a thousand histories, beside what a list of moments says."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, InformatieObjectVersie
from kapstok.magazijnen.documenten.queries import document, versions_of

HISTORIES, MOST_VERSIONS = 1000, 5
BEGIN = datetime(2017, 1, 1, tzinfo=UTC)


@pytest.mark.eis("R-068")
def test_at_any_moment_of_a_thousand_histories_the_version_of_that_moment_is_shown(given) -> None:
    chance = random.Random(68)
    kind = given.zaaktype().informatieobjecttype
    made = EnkelvoudigInformatieObject.objects.bulk_create(
        EnkelvoudigInformatieObject(
            identificatie=f"D{n}", bronorganisatie="000000000", informatieobjecttype_id=kind.id
        )
        for n in range(HISTORIES)
    )
    moments = {
        row.id: sorted(
            BEGIN + timedelta(seconds=chance.randrange(10**8))
            for _ in range(chance.randint(1, MOST_VERSIONS))
        )
        for row in made
    }
    for row in made:
        row.huidige_versie = len(moments[row.id])
    EnkelvoudigInformatieObject.objects.bulk_update(made, ["huidige_versie"])
    InformatieObjectVersie.objects.bulk_create(
        InformatieObjectVersie(
            informatieobject=row, versie=n, begin_registratie=moment, creatiedatum=date(2017, 1, 1),
            titel=f"versie {n}", vertrouwelijkheidaanduiding="intern", auteur="Proef", taal="nld",
        )
        for row in made
        for n, moment in enumerate(moments[row.id], start=1)
    )  # fmt: skip
    for row in made:
        asked = chance.choice([*moments[row.id], BEGIN + timedelta(seconds=chance.randrange(10**8))])
        expected = sum(moment <= asked for moment in moments[row.id])
        found = document(row.id, moment=asked)
        assert (found["versie"] if found else 0) == expected
    # What was newer later stays readable by its number, all the way back.
    oldest = made[0]
    assert [v["versie"] for v in versions_of(oldest.id)] == list(range(len(moments[oldest.id]), 0, -1))
