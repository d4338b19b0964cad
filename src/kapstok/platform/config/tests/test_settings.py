"""A setting that cannot be used is told in one sentence, before anything starts."""

import pytest

from kapstok.platform.config import SettingsError, load


def test_networks_of_proxies_are_read_one_by_one() -> None:
    made = load({"KAPSTOK_VERTROUWDE_PROXIES": "10.0.0.0/8, 192.0.2.7"})
    assert made.proxies == ("10.0.0.0/8", "192.0.2.7")
    assert load({}).proxies == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAPSTOK_VERTROUWDE_PROXIES", "10.0.0.0/8, morgen"),
        ("KAPSTOK_POORT", "70000"),
        ("KAPSTOK_DEMO", "misschien"),
        ("KAPSTOK_BESTAATNIET", "1"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as no:
        load({name: value})
    assert name.removeprefix("KAPSTOK_").lower() in str(no.value).lower()
