"""The beheerder of the partnership changes a zaaktype of a municipality, publishes it, and takes it over."""

import pytest

from tests.reizen.scherm import faults_of

NAME = "Evenementenvergunning"


def log_in(page) -> None:
    page.goto("/inloggen/medewerker/")
    page.fill("input[name=username]", "fokke")
    page.fill("input[name=password]", "kapstok-demo")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/werk/")


def words(page) -> str:
    return page.locator("main").inner_text()


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


@pytest.mark.eis("R-018", "R-032")
def test_a_concept_is_changed_compared_and_published_and_the_next_municipality_takes_it_over(bezoek, huis):
    page = bezoek("owo")
    log_in(page)
    page.goto("/inloggen/medewerker/andere-gemeente/")
    page.locator("main").get_by_role("link", name="Opsterland").click()
    press(page, "Ga verder")
    there = f"http://opsterland.localhost:{huis}/beheer/catalogi/"

    # What this municipality does in its own way stands at its zaaktype, with the reason.
    page.goto(f"{there}?q=evenement")
    assert "lokaal anders" in words(page)
    follow(page, NAME)
    assert "eigen kalender voor evenementen" in words(page)
    assert faults_of(page) == []

    # A next version is a concept: what is wrong is said at the field, with what was typed.
    page.get_by_label("Geldig vanaf").fill("2027-01-01")
    press(page, "Nieuwe versie maken")
    concept = page.url
    assert "concept" in words(page)
    follow(page, "Wijzigen")
    page.locator("[name=doorlooptijd]").fill("ooit")
    page.locator("[name=omschrijving]").fill("Vergunning voor een evenement")
    press(page, "Opslaan")
    assert page.locator("[name=doorlooptijd]").input_value() == "ooit"
    assert page.locator("[name=omschrijving]").input_value() == "Vergunning voor een evenement"
    assert faults_of(page) == []
    page.locator("[name=doorlooptijd]").fill("10 weken")
    page.locator("[name=reden]").fill("De raad wil het zo")
    press(page, "Opslaan")
    assert page.url == concept
    assert "Vergunning voor een evenement" in words(page)

    # The concept beside the version that is in force, and the local difference taken back.
    page.locator("main").get_by_role("link", name="Vergelijk").first.click()
    assert "Vergunning voor een evenement" in words(page)
    assert NAME in words(page)
    assert faults_of(page) == []
    page.goto(concept)
    assert "De raad wil het zo" in words(page)
    page.locator("main").get_by_role("button", name="Ongedaan maken Streeftermijn").click()
    assert "eigen kalender voor evenementen" not in words(page)
    assert "De raad wil het zo" in words(page)

    # Published, it lies fast but for its end.
    press(page, "Publiceren")
    assert page.url == concept
    assert "concept" not in words(page)
    assert page.locator("main").get_by_role("link", name="Wijzigen", exact=True).count() == 0

    # The partnership itself takes it over as a concept of its own.
    page.goto("/beheer/catalogi/")
    if page.locator("main").get_by_role("link", name="Catalogus maken").count():
        follow(page, "Catalogus maken")
        page.locator("[name=domein]").fill("OWO")
        page.locator("[name=naam]").fill("Gedeelde basis")
        page.locator("[name=rsin]").fill("851000010")
        page.locator("[name=contactpersoon_beheer_naam]").fill("Fokke Beheer")
        press(page, "Catalogus maken")
    page.goto("/beheer/catalogi/overnemen/?gemeente=opsterland")
    page.locator("[name=zaaktype]").select_option(label=_option(page, "evenement"))
    page.locator("select[name=catalogus]").select_option(index=1)
    press(page, "Overnemen")
    assert "Overgenomen van Opsterland" in page.locator("body").inner_text()
    assert "concept" in words(page)
    assert faults_of(page) == []
    assert "/beheer/catalogi/zaaktype/" in page.url


def _option(page, word: str) -> str:
    names = page.locator("[name=zaaktype]").locator("option").all_inner_texts()
    return next(name for name in names if word in name.lower())
