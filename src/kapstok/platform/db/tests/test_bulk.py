"""Many rows at once are the same rows as one by one, in their own municipality."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, IntegrityError

from kapstok.magazijnen.brp.models import Wijziging
from kapstok.platform.db.bulk import insert_many

NOW, LATER = datetime(2026, 11, 26, 9, 30, 1, 123456, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)


def _rows(many, laatst=NOW):
    return (Wijziging(bsn=f"{n:09d}", laatst=laatst) for n in range(many))


def test_rows_come_back_as_they_went_in_over_several_batches(tenant, as_tenant):
    assert insert_many(_rows(25), batch=10) == 25
    assert list(Wijziging.objects.order_by("bsn").values_list("bsn", "laatst")) == [
        (f"{n:09d}", NOW) for n in range(25)
    ]
    with as_tenant(2):
        assert not Wijziging.objects.exists()


def test_what_is_there_already_is_refused_or_changed(tenant):
    insert_many(_rows(2))
    insert_many(_rows(3, LATER), conflict="ON CONFLICT (tenant, bsn) DO UPDATE SET laatst = excluded.laatst")
    assert set(Wijziging.objects.values_list("laatst", flat=True)) == {LATER}
    with pytest.raises(IntegrityError):
        insert_many(_rows(1))


def test_a_value_that_is_too_long_is_refused(tenant):
    with pytest.raises(DataError):
        insert_many([Wijziging(bsn="1234567890", laatst=NOW)])
    assert insert_many([]) == 0
