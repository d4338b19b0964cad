"""One zaak walks all the way through: a resident asks, staff decide, the resident reads the answer.

The resident has no JavaScript and a phone; the medewerker has a desktop.
"""

import re

import pytest

from tests.reizen.scherm import faults_of

PDF = {"name": "foto.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 300}


def log_in_resident(page, name: str, where: str = "/mijn/") -> None:
    page.goto(where)
    page.get_by_role("link", name="Inloggen met DigiD").last.click()
    page.get_by_role("button", name=name).click()


def log_in_staff(page, username: str) -> None:
    page.goto("/werk/")
    page.fill("input[name=username]", username)
    page.fill("input[type=password]", "kapstok-demo")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/werk/")


TYPED = {"omtrek": "90", "aantal": "2", "postcode": "8431AA", "huisnummer": "1"}
BY_KIND = {"email": "marijke@voorbeeld.test", "tel": "0612345678"}


def _text_for(kind: str | None, name: str) -> str:
    by_name = next((text for part, text in TYPED.items() if part in name), "Bij het hek")
    return BY_KIND.get(kind or "", by_name)


def _fill(page) -> None:
    """Fill in whatever the step asks, as a resident would."""
    done = set()
    for field in page.locator("main input:not([type=hidden]), main select, main textarea").all():
        kind, name = field.get_attribute("type"), field.get_attribute("name") or ""
        if kind in {"radio", "checkbox"}:
            if name not in done:
                field.check()
            done.add(name)
        elif field.get_attribute("role") == "combobox":
            continue  # looking an address up is a help; the fields below it are the question
        elif kind == "file":
            field.set_input_files(PDF)
        elif not field.input_value():
            field.fill(_text_for(kind, name))


def _next(page) -> None:
    """To the next step, and not this one once more."""
    here = page.url
    page.get_by_role("button", name="Volgende").click()
    page.wait_for_url(lambda url: url != here)


def apply_for_kapvergunning(page, beeld=None) -> str:
    """From product page to receipt; returns the zaaknummer."""
    page.goto("/product/boom-kappen/")
    if beeld:
        beeld(page, "product")
    page.goto("/formulier/kapvergunning/")
    page.get_by_role("button", name="Start").click()
    while "controle" not in page.url:
        _fill(page)
        _next(page)
    page.get_by_role("heading", name="Controleer uw gegevens").wait_for()
    if beeld:
        beeld(page, "controle")
    page.get_by_role("button", name="Versturen").click()
    page.get_by_role("heading", name="Wij hebben uw aanvraag ontvangen").wait_for()
    if beeld:
        beeld(page, "ontvangst")
    return re.search(r"[A-Z]-\d{4}-\d{3}-\d{3}-[A-Z]", page.locator("main").inner_text()).group(0)


@pytest.mark.eis("R-002", "R-012")
def test_request_becomes_zaak_is_decided_and_read_by_the_resident(bezoek, beeld):
    resident = bezoek(script=False, breed=390)
    log_in_resident(resident, "Marijke Postma")
    number = apply_for_kapvergunning(resident, beeld)

    resident.go_back()
    assert (
        resident.get_by_role("button", name="Versturen").count() == 0 or "al verstuurd" in resident.content()
    )

    staff = bezoek(breed=1366)
    log_in_staff(staff, "bouke")
    staff.goto(f"/werk/zoeken/?q={number}")
    assert number in staff.locator("main").inner_text()
    staff.get_by_role("button", name="Neem op mij").click()
    staff.get_by_text("zaak is toegewezen").wait_for()
    beeld(staff, "zaak")
    case = staff.url
    staff.get_by_label("Bericht aan de inwoner").fill("Wij komen vrijdag kijken.")
    staff.get_by_role("button", name="Versturen").click()
    staff.get_by_text("Het bericht is verstuurd.").wait_for()
    staff.goto(f"{case}brief/?sjabloon=toegekend")
    staff.get_by_label("Voorwaarden").fill("Plant voor het voorjaar een nieuwe boom.")
    staff.get_by_label("Motivering").fill("De boom is ziek.")
    staff.get_by_role("button", name="Brief maken").click()
    staff.get_by_role("button", name="Ondertekenen").click()
    staff.get_by_text("Het document is ondertekend.").wait_for()
    staff.goto(f"{case}afronden/")
    staff.get_by_label("Verleend").check()
    staff.get_by_label("Soort besluit").select_option(label="Omgevingsvergunning kappen")
    beeld(staff, "afronden")
    staff.get_by_role("button", name="Bevestigen en afronden").click()
    staff.get_by_text("wordt over enkele seconden afgerond").wait_for()
    staff.wait_for_timeout(10_500)
    staff.goto(case)
    staff.get_by_text("Bewaren tot").wait_for()

    resident.goto("/mijn/")
    beeld(resident, "mijn")
    resident.goto("/mijn/zaken/")
    resident.get_by_role("link", name=re.compile("Boom kappen")).last.click()
    text = resident.locator("main").inner_text()
    assert "Wij komen vrijdag kijken." in text
    assert "Uitkomst: Verleend" in text
    assert "Ons besluit" in text
    resident.goto("/mijn/inzage/")
    assert "Bouke de Vries" in resident.locator("main").inner_text()
    resident.goto("/beheer/postbus/?aan=marijke")
    assert number in resident.locator("main").inner_text()


def test_a_wrong_file_is_refused_with_the_allowed_kinds(bezoek):
    page = bezoek(script=False)
    log_in_resident(page, "Sjoerd Visser")
    page.goto("/formulier/kapvergunning/")
    page.get_by_role("button", name="Start").click()
    for _ in range(3):
        _fill(page)
        _next(page)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00" * 50}
    )
    page.get_by_role("button", name="Volgende").click()
    page.locator(".k-foutsamenvatting").wait_for()
    assert page.title().startswith("Fout:")
    assert "PDF" in page.locator("main").inner_text()


PUBLIC = [
    "/",
    "/onderwerpen/",
    "/product/boom-kappen/",
    "/formulier/kapvergunning/",
    "/zoeken/?q=boom",
    "/contact/",
    "/inloggen/",
]


@pytest.mark.parametrize(
    ("slug", "breed"), [("ooststellingwerf", 390), ("weststellingwerf", 320), ("opsterland", 1280)]
)
def test_public_pages_fit_and_have_no_accessibility_faults(bezoek, slug, breed):
    page = bezoek(slug, breed=breed)
    for path in PUBLIC:
        page.goto(path)
        assert faults_of(page) == [], path


def test_pages_of_a_resident_fit_and_have_no_accessibility_faults(bezoek):
    resident = bezoek(breed=390)
    log_in_resident(resident, "Marijke Postma")
    own = [a.get_attribute("href") for a in resident.locator('main a[href^="/mijn/zaken/"]').all()][:1]
    for path in ("/mijn/", "/mijn/zaken/", *own, "/mijn/berichten/", "/mijn/gegevens/", "/mijn/inzage/"):
        resident.goto(path)
        assert faults_of(resident) == [], path


@pytest.mark.eis("R-070")
def test_pages_of_staff_fit_and_have_no_accessibility_faults(bezoek, beeld):
    staff = bezoek(breed=1280)
    log_in_staff(staff, "tjitske")
    staff.goto("/werk/team/")
    beeld(staff, "team")
    case = staff.locator("tbody a").first.get_attribute("href")
    staff.goto(case)
    document = staff.get_by_role("region", name="Documenten").get_by_role("link").first.get_attribute("href")
    paths = ["/werk/", "/werk/team/", case, f"{case}{document}", f"{case}afronden/", f"{case}brief/"]
    for path in (*paths, "/werk/zoeken/?q=eik", "/werk/dashboard/", "/archief/", "/archief/kalender/"):
        staff.goto(path)
        assert faults_of(staff) == [], path
    staff.goto("/werk/dashboard/")
    beeld(staff, "dashboard")


def test_a_medewerker_works_without_a_mouse(bezoek, beeld):
    staff = bezoek(breed=1366)
    broken = []
    staff.on("pageerror", lambda error: broken.append(str(error)))
    log_in_staff(staff, "anke")
    staff.keyboard.press("g")
    staff.keyboard.press("t")
    staff.wait_for_url("**/werk/team/")
    staff.keyboard.press("j")
    staff.keyboard.press("Enter")
    staff.wait_for_url("**/werk/zaak/**")
    staff.keyboard.press("]")
    staff.locator("#kijker iframe").wait_for()
    beeld(staff, "zaak-document")
    staff.keyboard.press("q")
    staff.wait_for_url(re.compile(r"/werk/zaak/[^?]+$"))
    staff.keyboard.press("e")
    staff.keyboard.type("Nieuwe naam: ")
    staff.keyboard.press("Enter")
    staff.get_by_text("1 gegeven is gewijzigd.").wait_for()
    staff.keyboard.press("o")
    staff.get_by_text("Het is teruggedraaid.").wait_for()
    staff.keyboard.press("?")
    staff.get_by_role("heading", name="Sneltoetsen").wait_for()
    assert broken == []
