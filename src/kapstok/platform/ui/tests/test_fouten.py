"""Error pages: plain words, the right status, a way out, no inline style."""

import pytest
from django.test import RequestFactory

from kapstok.platform.ui.fouten import PAGES, error_page


@pytest.mark.parametrize("status", [*PAGES, 418])
def test_error_page_has_its_status_and_a_way_out(status):
    answer = error_page(RequestFactory().get("/x"), status)
    text = answer.content.decode()
    assert answer.status_code == status
    assert 'href="/"' in text
    assert text.count("<h1") == 1
    assert "style=" not in text


def test_error_page_does_not_need_a_tenant_session_or_database():
    answer = error_page(RequestFactory().post("/x"), 500)
    assert "Er gaat iets mis bij ons" in answer.content.decode()
