"""Everybody without a mouse: Tab, letters, arrows, space and Enter; at the desktop and on a phone's width."""

from typing import Any

import pytest

STOPS = 150
# What a screen reader would say of where the focus is: the label of a field, or the words of a link or button.
WORDS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return '';
  const label = e.labels && e.labels.length ? e.labels[0].innerText : '';
  return `${label} ${e.getAttribute('aria-label') || ''} ${e.matches('select') ? '' : e.innerText || ''}`.trim();
}"""


def tab_to(page: Any, words: str) -> None:
    """Press Tab until the focus is on what is called so; once round the page at most."""
    seen = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        said = page.evaluate(WORDS)
        if words.lower() in said.lower():
            return
        seen.append(said[:25])
    raise AssertionError(f"{words} is not reached by Tab at {page.url}: {seen}")


def press(page: Any, words: str) -> None:
    """Go there by Tab, and press Enter; answers when a page that was asked for is there."""
    tab_to(page, words)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def typed(page: Any, words: str, text: str) -> None:
    """Go to the field with this label by Tab, and type."""
    tab_to(page, words)
    page.keyboard.type(text)


def log_in(page: Any, username: str) -> None:
    page.goto("/inloggen/medewerker/")
    typed(page, "Gebruikersnaam", username)
    typed(page, "Wachtwoord", "kapstok-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk/")


@pytest.mark.parametrize("breed", [390, 1280])
def test_the_desk_finds_a_zaak_and_writes_down_a_call(bezoek: Any, breed: int) -> None:
    page = bezoek(breed=breed)
    log_in(page, "klaske")
    typed(page, "Zoek een zaak", "eik")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk/zoeken/**")
    press(page, "Eik")
    page.wait_for_url("**/werk/zaak/**")
    press(page, "Contact opschrijven")
    typed(page, "Waar ging het over", "Vraagt hoe lang het nog duurt")
    press(page, "Contact bewaren")
    page.get_by_text("Vraagt hoe lang het nog duurt").first.wait_for()


def test_a_team_leader_divides_work(bezoek: Any) -> None:
    page = bezoek()
    log_in(page, "tjitske")
    press(page, "Team")
    page.wait_for_url("**/werk/team/")
    chosen = page.locator("input[name=kies]").first.evaluate("e => e.labels[0].innerText.trim()")
    tab_to(page, chosen)
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    for _ in range(STOPS):
        if "Verdelen aan" in page.evaluate(WORDS):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.type("Bouke")
    press(page, "Verdelen")
    page.get_by_text("Bouke de Vries").first.wait_for()
    assert page.locator("main [role=status], main .nl-alert, main .k-melding").count()


@pytest.mark.parametrize("breed", [390, 1280])
def test_an_archivist_makes_a_list_and_hands_it_in(bezoek: Any, breed: int) -> None:
    page = bezoek(breed=breed)
    log_in(page, "ruurd")
    page.goto("/archief/")
    press(page, "Maak nu een lijst")
    assert "/archief/" in page.url
    assert page.get_by_role("heading", level=1).count() == 1


def test_the_functional_manager_starts_to_add_a_colleague(bezoek: Any) -> None:
    page = bezoek("owo")
    log_in(page, "fokke")
    page.goto("/beheer/")
    press(page, "Medewerkers")
    page.wait_for_url("**/beheer/medewerkers/")
    press(page, "toevoegen")
    typed(page, "Gebruikersnaam", "x")
    press(page, "Toevoegen")
    assert page.title().startswith("Fout:")
    assert page.get_by_label("Gebruikersnaam").input_value() == "x"


def test_the_ciso_reads_the_log(bezoek: Any) -> None:
    page = bezoek("owo")
    log_in(page, "cisca")
    page.goto("/beheer/")
    press(page, "Logboek")
    page.wait_for_url("**/beheer/logboek/**")
    assert page.locator("main table tbody tr").count()


def test_a_company_chooses_its_branch_on_a_phone(bezoek: Any) -> None:
    page = bezoek(breed=390)
    page.goto("/inloggen/")
    press(page, "eHerkenning")
    company = page.locator("main button").first.inner_text().split("\n")[0]
    press(page, company)
    if "vestiging" in page.url:
        branch = page.locator("main button").first.inner_text().split("\n")[0]
        press(page, branch)
    page.wait_for_url("**/mijn/**")
    press(page, "Mijn zaken")
    page.wait_for_url("**/mijn/zaken/")
