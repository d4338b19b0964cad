"""The i-adviseur closes a quarter with twenty-four projects in the browser, in at most forty actions."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.reizen.scherm import faults_of

MOST = 40
pytestmark = pytest.mark.timeout(900)  # the first one also loads the demo


class Acties:
    """Counts what a person does: pressing, choosing, and filling a field."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, name, exact=True):
        self.count += 1
        self.page.locator("main").get_by_role("button", name=name, exact=exact).first.click()

    def follow(self, name):
        self.count += 1
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()

    def choose(self, label):
        self.count += 1
        label.click()

    def fill(self, selector, text):
        self.count += 1
        self.page.fill(selector, text)


def log_in(page, name="igor"):
    page.goto("/inloggen/medewerker/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", "kapstok-demo")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/werk/")


@pytest.mark.eis("R-220", "R-226", "R-234")
def test_a_quarter_with_twenty_four_projects_closes_in_at_most_forty_actions(bezoek, beeld):
    page = bezoek("owo")
    log_in(page)
    page.goto("/sturing/kwartaal/")
    acts = Acties(page)
    acts.press("Open de agenda")
    page.wait_for_url("**/sturing/kwartaal/*/")
    assert page.locator("fieldset.k-kaartje").count() == 24
    assert faults_of(page) == []

    # The three reviews that nobody wrote yet; they start from what the last one said.
    for _ in range(3):
        acts.press("Kwartaaltoets van", exact=False)
        acts.fill("[name=voortgang]", "50")
        acts.press("Opslaan")
        page.wait_for_url("**/sturing/kwartaal/*/")
    assert page.get_by_role("button", name="Kwartaaltoets van").count() == 0

    # One press a card; then it closes.
    cards = page.locator("fieldset.k-kaartje")
    for n in range(24):
        words = cards.nth(n).locator(".k-keuzerij__keuze")
        wanted = words.filter(has_text="Doorgaan")
        acts.choose(wanted.first if wanted.count() else words.filter(has_text="Aanhouden").first)
    beeld(page, "sturing-agenda")
    acts.press("Kwartaal sluiten")
    page.wait_for_url("**/memo/")
    assert acts.count <= MOST, acts.count
    assert page.locator("main h1").inner_text() == "Memo kwartaal 4 van 2020"
    assert faults_of(page) == []

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download als PDF").click()
    sheets = PdfReader(io.BytesIO(Path(waiting.value.path()).read_bytes())).pages
    text = " ".join(sheet.extract_text() for sheet in sheets)
    assert "Omgevingswet voorbereiden" in text

    # Closed is closed: the money says so too, and the memo lies with its zaak.
    page.goto("/sturing/geld/")
    assert "Gesloten tot en met kwartaal 4 van 2020" in page.locator("main").inner_text()


def test_the_board_is_moved_by_dragging_by_buttons_and_without_script(bezoek):
    page = bezoek("owo")
    log_in(page)
    page.goto("/sturing/bord/?jaar=2021")
    assert faults_of(page) == []
    block = page.locator("[data-blok]").filter(has_text="Toegankelijke").first
    block.scroll_into_view_if_needed()
    chosen, box = block.get_attribute("data-blok"), block.locator("rect").first.bounding_box()
    wide = box["width"] / 3  # nine months
    page.mouse.move(box["x"] + 40, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 40 + wide, box["y"] + 15, steps=8)
    page.mouse.up()
    page.wait_for_url(f"**blok={chosen}**")
    assert "staat nu van 01-04-2021" in page.locator("body").inner_text()

    plain = bezoek("owo", script=False, breed=390)
    log_in(plain)
    plain.goto(f"/sturing/bord/?blok={chosen}")
    plain.get_by_role("button", name="Kwartaal eerder").click()
    assert "staat nu van 01-01-2021" in plain.locator("body").inner_text()

    # The first page still shows the older board: whoever moves from there is told, and can do it after all.
    page.get_by_role("button", name="Kwartaal later").click()
    assert "Iemand anders heeft dit intussen gewijzigd" in page.locator("main").inner_text()
    page.get_by_role("button", name="Toch zo verplaatsen").click()
    assert "staat nu van 01-04-2021" in page.locator("body").inner_text()


@pytest.mark.eis("R-070")
def test_a_member_of_the_directie_reads_plan_money_and_quarter_on_a_phone_and_finds_no_way_to_write(bezoek):
    page = bezoek("owo", breed=360)
    log_in(page, "dirkje")
    for path in ("", "plan/", "geld/", "kwartaal/", "adviezen/", "maatwerk/"):
        page.goto(f"/sturing/{path}")
        assert faults_of(page) == [], path
    assert page.goto("/sturing/geld/boeken/").status == 403
