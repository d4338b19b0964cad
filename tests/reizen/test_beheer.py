"""The functioneel beheerder takes in a colleague and puts one out; every page of beheer can be used by everybody."""

import re

import pyotp
import pytest

PASSWORD = "correct paard batterij nietje"
DETAILS = (
    "/beheer/medewerkers/nieuw/",
    "/beheer/teams/nieuw/",
    "/beheer/toegang/geven/?gemeente=opsterland",
    "/beheer/brieven/nieuw/",
    "/beheer/brieven/mail-status/",
    "/beheer/inlogdiensten/digid/",
    "/beheer/formulieren/nieuw/",
    "/inloggen/medewerker/beveiliging/",
    "/inloggen/medewerker/app/",
)


def log_in_beheerder(page) -> None:
    page.goto("/inloggen/medewerker/")
    page.fill("input[name=username]", "fokke")
    page.fill("input[name=password]", "kapstok-demo")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/werk/")


def letter_to(page, address: str) -> str:
    """The text of the newest mail to this address, from the mailbox of the demo."""
    for _turn in range(40):
        page.goto(f"/beheer/postbus/?aan={address}")
        if page.locator("article").count():
            return page.locator("article").first.inner_text()
        page.wait_for_timeout(500)
    raise AssertionError(f"no mail for {address}")


def test_a_colleague_comes_in_by_a_link_and_is_out_at_once_when_blocked(bezoek):
    beheerder, colleague = bezoek("owo", script=False), bezoek("owo", script=False, breed=390)
    log_in_beheerder(beheerder)
    beheerder.goto("/beheer/medewerkers/nieuw/")
    beheerder.get_by_label("Gebruikersnaam").fill("sjoukje")
    beheerder.get_by_label("Naam", exact=True).fill("Sjoukje Nieuw")
    beheerder.get_by_label("E-mailadres").fill("sjoukje@voorbeeld.test")
    beheerder.get_by_label("Behandelaar:").check()
    beheerder.get_by_role("button", name="Toevoegen").click()
    link = re.search(r"http\S+/wachtwoord/\S+", letter_to(beheerder, "sjoukje@voorbeeld.test")).group()

    colleague.goto(link)
    colleague.get_by_label("Nieuw wachtwoord").fill(PASSWORD)
    colleague.get_by_label("Nog een keer").fill(PASSWORD)
    colleague.get_by_role("button", name="Wachtwoord opslaan").click()
    colleague.fill("input[name=username]", "sjoukje")
    colleague.fill("input[name=password]", PASSWORD)
    colleague.locator("main button[type=submit]").first.click()
    secret = colleague.locator("figcaption code").inner_text()
    colleague.get_by_label("Code uit de app").fill(pyotp.TOTP(secret).now())
    colleague.get_by_role("button", name="Instellen en inloggen").click()
    colleague.goto("/werk/")
    assert colleague.url.endswith("/werk/")

    beheerder.goto("/beheer/medewerkers/?q=sjoukje")
    beheerder.get_by_role("link", name="Sjoukje Nieuw").click()
    beheerder.get_by_role("button", name="Blokkeren").click()
    assert "geblokkeerd" in beheerder.locator("main").inner_text()
    colleague.goto("/werk/")
    assert "/inloggen/medewerker/" in colleague.url


@pytest.mark.parametrize("breed", [320, 1280])
def test_pages_of_beheer_fit_and_have_no_accessibility_faults(bezoek, breed):
    from axe_playwright_python.sync_playwright import Axe

    page = bezoek("owo", breed=breed)
    log_in_beheerder(page)
    page.goto("/beheer/")
    menu = [a.get_attribute("href") for a in page.locator("nav.k-zijnav a").all()]
    assert len(menu) > 8
    for path in (*menu, *DETAILS):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= breed + 1, path
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert [v["id"] for v in found.response["violations"]] == [], (
            f"{path}: {found.generate_report()[:800]}"
        )
