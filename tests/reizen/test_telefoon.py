"""Long pages on a phone: short at first sight, and everything that was there is one press away, also without script."""

import io
import re
import unicodedata
from typing import Any

import pytest
from pypdf import PdfReader

from tests.reizen.scherm import faults_of
from tests.reizen.test_kwartaal import log_in

LONGEST = 6000
LONG = [("igor", "/sturing/doelen/"), ("igor", "/sturing/geld/"), ("igor", "/sturing/plan/")]
pytestmark = pytest.mark.timeout(900)  # the first one also loads the demo
UNSEEN = """() => [...document.querySelectorAll('main :is(h3, td, th, li, a)')]
  .filter((e) => !e.closest('.k-grafiek, .k-uitklap') && !e.matches('[data-leeg]') && !e.checkVisibility())
  .map((e) => e.innerText)"""


def _letters(text: str) -> str:
    """Without what a line on paper breaks at, and with every letter of a ligature."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", text))


@pytest.mark.parametrize(("who", "where"), [*LONG, ("fokke", "/beheer/logboek/")])
def test_a_long_page_is_short_on_a_phone(bezoek: Any, who: str, where: str) -> None:
    page = bezoek("owo", breed=360)
    log_in(page, who)
    page.goto(where)
    assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST
    assert faults_of(page) == []


@pytest.mark.parametrize(("who", "where"), LONG)
def test_every_fold_opens_by_keyboard_without_script(bezoek: Any, who: str, where: str) -> None:
    page = bezoek("owo", breed=360, script=False)
    log_in(page, who)
    page.goto(where)
    folds = page.locator("main details:not(details details)")
    for n in range(folds.count()):
        folds.nth(n).locator("> summary").press("Enter")
        assert folds.nth(n).get_attribute("open") is not None
    for inner in page.locator("main details details:not([open]) > summary").all():
        inner.press("Enter")
    assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize(("who", "where"), LONG)
def test_at_a_desk_and_on_paper_nothing_is_folded(bezoek: Any, who: str, where: str) -> None:
    page = bezoek("owo")
    log_in(page, who)
    page.goto(where)
    assert page.locator(".k-vouw > summary:visible").count() == 0
    assert page.evaluate(UNSEEN) == []
    seen = page.locator("main :is(h3, th, li):visible").all_inner_texts()
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    said = _letters("".join(each.extract_text() for each in paper.pages))
    assert {word for text in seen for word in text.split() if _letters(word) not in said} == set()
