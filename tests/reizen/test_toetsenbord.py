"""Everybody without a mouse: Tab, letters, arrows, space and Enter; at the desktop and on a phone's width."""

from typing import Any

import pytest

STOPS = 150
# What a screen reader would say of where the focus is: the label of a field, or the words of a link or button.
WORDS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return '';
  const label = e.labels && e.labels.length ? e.labels[0].textContent : '';
  return `${label} ${e.getAttribute('aria-label') || ''} ${e.matches('a, button, summary') ? e.innerText : ''}`.trim();
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
    """Go there by Tab, and press Enter; answers when the page is there that this leads to."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


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
@pytest.mark.eis("R-049")
def test_the_desk_finds_a_zaak_and_writes_down_a_call(bezoek: Any, breed: int) -> None:
    page = bezoek(breed=breed)
    log_in(page, "klaske")
    typed(page, "Zoek een zaak", "eik")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk/zoeken/**")
    press(page, "E-20")
    assert "/werk/zaak/" in page.url
    tab_to(page, "Contact opschrijven")
    page.keyboard.press("Enter")
    tab_to(page, "Hoe was het contact")
    page.keyboard.press("ArrowDown")
    typed(page, "Waar ging het over", "Vraagt hoe lang het nog duurt")
    press(page, "Contact bewaren")
    page.get_by_text("Vraagt hoe lang het nog duurt").first.wait_for()


def test_a_team_leader_divides_work(bezoek: Any) -> None:
    page = bezoek()
    log_in(page, "tjitske")
    press(page, "Team")
    chosen = page.locator("input[name=kies]").first.evaluate("e => e.labels[0].textContent.trim()")
    tab_to(page, chosen)
    page.keyboard.press("Space")
    tab_to(page, "Verdelen aan")  # once round: the bar stands before the list
    page.keyboard.press("ArrowDown")
    colleague = page.evaluate("document.activeElement.selectedOptions[0].text")
    press(page, "Verdelen")
    page.locator("tr", has_text=chosen).get_by_text(colleague).wait_for()


@pytest.mark.eis("R-273")
def test_an_archivist_hands_in_a_list_on_a_phone(bezoek: Any) -> None:
    page = bezoek(breed=390)
    log_in(page, "ruurd")
    page.goto("/archief/")
    press(page, "Maak nu een lijst")  # when the night made it already, it is there
    if not page.get_by_role("button", name="Indienen").count():
        press(page, "Te vernietigen op")
    press(page, "Indienen")
    page.get_by_text("Ingediend").first.wait_for()


def test_the_functional_manager_starts_to_add_a_colleague(bezoek: Any) -> None:
    page = bezoek("owo")
    log_in(page, "fokke")
    page.goto("/beheer/")
    press(page, "Medewerkers")
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
    tab_to(page, "Oosterwolde")
    page.keyboard.press("ArrowDown")  # the other branch, by the arrows of a group of choices
    press(page, "Verder")
    press(page, "Mijn zaken")
    assert page.url.endswith("/mijn/zaken/")
