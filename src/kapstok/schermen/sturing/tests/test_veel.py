"""Every page of sturing asks a fixed number of statements, however much there is."""

from contextlib import ExitStack

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kapstok.platform.db import tenant_scope
from kapstok.platform.http.ratelimit import forget_all
from kapstok.schermen.sturing.urls import urlpatterns
from kapstok.site.veel_adressen import adressen
from kapstok.site.veel_sturing import Maat, grondslag, vul
from kapstok.site.visits import logged_in

OWO = 4
MOST = 12
SOMETIMES = (
    2  # a statement that depends on what there is, and that a visit is still going on; never one a row
)
FEW, MORE = Maat(21, 8, 30), Maat(63, 60, 120)
NAMES = [each.name for each in urlpatterns]
pytestmark = pytest.mark.timeout(
    900
)  # all pages are asked in the set-up of the first: a busy machine is no fault


@pytest.fixture(scope="module")
def statements(django_db_setup, django_db_blocker):
    """By name of the address: status and number of statements with few rows and with many; rolled back at the end."""
    found = {}
    today = timezone.localdate()
    with django_db_blocker.unblock(), ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        stack.enter_context(tenant_scope(OWO))
        grondslag()
        client = logged_in(
            Client(headers={"host": "owo.localhost"}),
            "owo",
            "medewerker",
            "",
            ("i-adviseur", "directie", "functioneel-beheerder"),
        )
        begin = 0
        for size in (FEW, MORE):
            vul(size, vanaf=begin, vandaag=today)
            begin += size.applicaties + size.projecten
            for name, url in adressen().items():
                forget_all()
                with CaptureQueriesContext(connection) as seen:
                    status = client.get(url).status_code
                found.setdefault(name, []).append((status, len(seen)))
        yield found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_at_most_twelve_statements_and_none_per_row(statements, name):
    (status, few), (again, many) = statements[name]
    assert status == again
    assert status in (200, 302, 405)  # 405: a form that is only posted
    assert many <= MOST
    assert many <= few + SOMETIMES


def test_the_pages_that_only_take_a_form_are_no_more_than_those(statements):
    posted = {name for name, seen in statements.items() if seen[0][0] == 405}
    assert len(NAMES) - len(posted) > 60
    assert not {"sturing", "sturing-dashboard", "sturing-bord", "sturing-muur", "sturing-geld"} & posted
