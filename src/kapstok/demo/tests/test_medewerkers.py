"""The demo staff: whoever walks through the demo finds every room of a municipality from its own login page."""

import pytest

from kapstok.demo.medewerkers import demo_logins
from kapstok.demo.staff import STAFF


@pytest.mark.parametrize("slug", ["ooststellingwerf", "weststellingwerf", "opsterland", "owo"])
def test_each_municipality_has_a_functioneel_beheerder_of_its_own(slug: str) -> None:
    here = {s.username for s in STAFF if s.gemeente == slug and "functioneel-beheerder" in s.rollen}
    assert here
    assert here <= {login.username for login in demo_logins(slug)}


def test_nobody_has_the_name_of_another() -> None:
    assert len({s.username for s in STAFF}) == len({s.naam for s in STAFF}) == len(STAFF)
