"""Looking up persons, addresses and businesses at the desk: for a purpose, by keyboard, on a phone and a desktop."""

from typing import Any

import pytest

from tests.reizen.scherm import faults_of
from tests.reizen.test_toetsenbord import log_in, press, tab_to, typed

MARIJKE, WORK = "999910000", "Parkeerkaart van mevrouw Postma"
HERE = "nav a[aria-current=page] >> text=Personen en bedrijven"


def search(page: Any, words: str) -> None:
    """In the one box, by keyboard."""
    page.goto("/werk/gegevens/")
    typed(page, "Zoek een persoon, adres of bedrijf", words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("#gevonden").wait_for()


@pytest.mark.parametrize("breed", [360, 1280])
def test_a_person_an_address_and_a_business_are_found_and_read_by_keyboard(bezoek: Any, breed: int) -> None:
    page = bezoek(breed=breed)
    log_in(page, "bouke")
    # Nothing is shown before it is chosen and said what for.
    page.goto("/werk/gegevens/")
    tab_to(page, "Vragen van inwoners beantwoorden")
    while not page.get_by_label("Burgerzaken").is_checked():
        page.keyboard.press("ArrowDown")
    typed(page, "Om welke vraag of zaak gaat het?", WORK)
    press(page, "Ga verder")
    assert page.url.endswith("/werk/gegevens/")
    assert faults_of(page) == []

    search(page, "Marijke Posmta")
    page.get_by_text("Niemand heet precies zo.").wait_for()
    page.get_by_role("link", name="Marijke Postma").wait_for()
    search(page, MARIJKE)
    page.get_by_text("Gezocht als burgerservicenummer.").wait_for()
    assert faults_of(page) == []
    press(page, "Marijke Postma")
    _person(page)
    _address(page)

    search(page, "turfschip")
    press(page, "Bakkerij Het Turfschip")
    page.locator(HERE).first.wait_for(state="attached")
    page.get_by_text("90001354").first.wait_for()
    page.get_by_text(WORK).first.wait_for()
    assert faults_of(page) == []


def _person(page: Any) -> None:
    """Family, timeline, and how it was on a day before."""
    page.locator(HERE).first.wait_for(state="attached")
    page.get_by_text(WORK).first.wait_for()
    family = page.get_by_role("region", name="Familie")
    family.get_by_role("link", name="Hendrik Postma").wait_for()
    family.get_by_text("Kind: Anna Postma").wait_for()
    assert page.get_by_role("region", name="Geschiedenis").locator("li").count() >= 2
    assert faults_of(page) == []
    tab_to(page, "Zoals het was op")
    page.keyboard.type("06062010")  # the same whichever of day and month the browser asks first
    press(page, "Bekijk")
    page.get_by_text("U ziet hoe het was op 6 juni 2010").wait_for()
    assert faults_of(page) == []
    press(page, "Terug naar nu")


def _address(page: Any) -> None:
    """The map, and who lives there for the purpose that was said already."""
    press(page, "Naar de pagina van dit adres")
    assert page.locator("svg.k-plattegrond").count() == 1
    assert page.get_by_label("Om welke vraag of zaak gaat het?").input_value() == WORK
    assert page.get_by_text("Hendrik Postma").count() == 0
    press(page, "Toon de bewoners")
    page.get_by_role("link", name="Hendrik Postma").wait_for()
    press(page, "Toon perceel en WOZ-waarde")
    page.get_by_role("heading", name="Perceel en WOZ-waarde").wait_for()
    page.get_by_role("link", name="Hendrik Postma").wait_for()  # what was shown, stays
    assert faults_of(page) == []


@pytest.mark.parametrize("breed", [360, 1280])
def test_a_fault_in_a_register_is_reported_with_one_click(bezoek: Any, breed: int) -> None:
    page = bezoek("owo", breed=breed)
    log_in(page, "fokke")
    page.goto("/inloggen/medewerker/andere-gemeente/ooststellingwerf/?volgende=/beheer/kwaliteit/")
    press(page, "Ga verder")
    quality = page.url
    assert quality.endswith("/beheer/kwaliteit/")
    if page.get_by_role("button", name="Nu controleren").count() and not page.locator("main details").count():
        press(page, "Nu controleren")
    for _turn in range(120):
        if page.locator("main details").count():
            break
        page.wait_for_timeout(500)
        page.goto(quality)
    assert page.evaluate("document.documentElement.scrollHeight") < 3000
    assert faults_of(page) == []
    checks = page.locator("main li details")
    checks.first.locator("summary").focus()
    page.keyboard.press("Enter")
    press(page, "Bekijk de bevindingen")
    assert faults_of(page) == []
    press(page, "Terugmelden")
    page.get_by_text("Zaak ").first.wait_for()
    page.get_by_text(" is gemaakt.").first.wait_for()
    page.goto(quality.replace("kwaliteit", "leveringen"))
    assert faults_of(page) == []
