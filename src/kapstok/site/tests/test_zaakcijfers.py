"""A municipality's figures go to the partnership only by the access that it gave, and that leaves a trace with it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.identity import give_grant
from kapstok.platform.identity.grants import end_grant
from kapstok.platform.work import SYSTEM
from kapstok.site.zaakcijfers import zaakcijfers

OWO = 4
TODAY = date(2020, 3, 2)
VAN, TOT = date(2020, 2, 1), date(2020, 2, 29)


def allow(role="i-adviseur", until=TODAY):
    return give_grant(
        holder_tenant=OWO, holder_naam="Igor", holder_user=UUID(int=7), purpose="Cijfers", roles=[role],
        valid_from=until - timedelta(days=9), valid_until=until, actor=SYSTEM,
    )  # fmt: skip


def ask(as_tenant, code="ooststellingwerf"):
    with as_tenant(OWO):
        return zaakcijfers(code, OWO, VAN, TOT, TODAY)


@pytest.fixture
def zaken(given):
    """Three that ended in the month, one too late and one outside it; two of what came in were digital."""
    for begin, end, term, channel in (
        (VAN, TOT, TOT, "Internet"),
        (VAN, date(2020, 2, 10), date(2020, 2, 9), "Balie"),
        (date(2020, 1, 2), VAN, TOT, "Website"),
        (TOT, date(2020, 3, 1), TOT, "website"),
    ):
        zaak = given.zaak()
        Zaak.objects.filter(id=zaak.id).update(
            startdatum=begin,
            einddatum=end,
            uiterlijke_einddatum_afdoening=term,
            communicatiekanaal_naam=channel,
        )


@pytest.mark.eis("R-002", "R-047")
def test_sums_are_given_to_whom_the_municipality_lets_in(zaken, as_tenant):
    grant = allow()
    found = ask(as_tenant)
    assert found == {"zaken_op_tijd": (2, 3), "zaken_digitaal": (2, 3), "eerste_contact": (0, 0)}
    trace = AuditRecord.objects.filter(actie="cijfers.gelezen")
    assert trace.count() == 1
    assert trace.get().object_id == str(grant.id)


@pytest.mark.parametrize("case", ["none", "other role", "over", "ended", "unknown place", "itself"])
def test_without_access_there_are_no_figures(zaken, as_tenant, case):
    if case == "other role":
        allow("ciso")
    if case == "over":
        allow(until=TODAY - timedelta(days=1))
    if case == "ended":
        end_grant(allow().id, actor=SYSTEM, now=timezone.now())
    code = {"unknown place": "nergens", "itself": "owo"}.get(case, "ooststellingwerf")
    assert ask(as_tenant, code) is None
    assert not AuditRecord.objects.filter(actie="cijfers.gelezen").exists()
