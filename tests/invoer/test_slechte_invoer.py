"""Bad input on every form: never a fault of ours, never markup, and what is refused says so next to its field."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

import kapstok.demo
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.services import publish_form
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.work import SYSTEM

FORMS = Path(kapstok.demo.__file__).parent / "formulieren"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BAD = (
    "",
    "   ",
    "😀<script>alert(1)</script>\"'&",
    "nul\x00teken",
    "x" * 12_000,
    "2026-02-31",
    "-1",
    "9" * 400,
    "NL00BANK0123456789",
    "١٢٣",
    "%s{}{{7*7}}",
)
NEVER = re.compile(r"<script>alert|Traceback|django\.")


def _controls(form: Any) -> Iterator[tuple[str, str]]:
    """Name and kind of everything that can be filled in or chosen."""
    for field in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        kind = field.get("type", field.tag)
        if kind not in ("hidden", "submit", "button"):
            yield field.get("name"), kind


def _values(form: Any) -> dict[str, Any]:
    """What the form holds as it stands, with something in what is empty; its first button is the one pressed."""
    found = {i.get("name"): i.get("value", "") for i in form.xpath(".//input[@type='hidden'][@name]")}
    for name, kind in _controls(form):
        if kind == "select":
            options = form.xpath(f".//select[@name='{name}']/option/@value")
            found[name] = next((value for value in options if value), "")
        elif kind in ("radio", "checkbox"):
            found.setdefault(name, next(iter(form.xpath(f".//input[@name='{name}']/@value")), "on"))
        elif kind == "file":
            found[name] = SimpleUploadedFile("leeg.pdf", b"")
        else:
            found[name] = form.xpath(f"string(.//*[@name='{name}']/@value)") or "tekst"
    return found


def _judge(answer: Any, told: str) -> None:
    """What every answer keeps to."""
    assert answer.status_code < 500, told
    if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        text = answer.content.decode()
        assert not NEVER.search(text), told
        if answer.status_code == 422:
            _said_next_to_the_field(text, told)


def _said_next_to_the_field(text: str, told: str) -> None:
    """The summary links to places that exist, and the message stands in the page beside the summary."""
    page = html.fromstring(text)
    links = page.xpath("//*[contains(@class, 'k-foutsamenvatting')]//a/@href")
    missing = [link for link in links if not page.xpath("//*[@id=$id]", id=link.removeprefix("#"))]
    assert missing == [], told
    assert not links or page.xpath("//*[contains(@class, 'utrecht-form-field-error-message')]"), told


def _post_forms(client: Any, path: str) -> int:
    """Post every form of a page with bad values, one field at a time; returns how many posts that were."""
    page = client.get(path)
    assert page.status_code == 200, path
    count = 0
    for form in html.fromstring(page.content.decode()).xpath("//main//form[@method='post']"):
        action, values = form.get("action") or path, _values(form)
        button = next(iter(form.xpath(".//button[@name]")), None)
        if button is not None:
            values[button.get("name")] = button.get("value", "")
        for name, kind in dict(_controls(form)).items():
            for bad in BAD[:3] if kind in ("checkbox", "radio", "select") else BAD:
                sent = SimpleUploadedFile("kwaad.pdf", b"MZ\x90\x00" * 40) if kind == "file" else bad
                _judge(client.post(action, {**values, name: sent}), f"{action} {name}={bad[:20]!r}")
                count += 1
    return count


@pytest.fixture
def zaak(given):
    """An open zaak with an initiator, a letter and a place."""
    kind = given.zaaktype()
    made = given.zaak(kind)
    given.initiator(made, kind)
    document = given.document(kind)
    link_document(made.id, document.informatieobject_id, actor=given.actor)
    return made


def test_every_form_of_the_case_page_takes_bad_input(visit, zaak):
    staff = visit("medewerker", roles=("behandelaar", "teamleider"))
    assert _post_forms(staff, f"/werk/zaak/{zaak.id}/") > 100


@pytest.mark.parametrize("path", ["/werk/", "/werk/team/", "/archief/"])
def test_every_form_of_a_list_takes_bad_input(visit, zaak, path):
    _post_forms(visit("medewerker", roles=("behandelaar", "teamleider", "archivaris")), path)


def test_every_form_of_closing_and_writing_takes_bad_input(visit, zaak, given):
    from kapstok.diensten.brieven.services import load_standard

    load_standard(actor=given.actor)
    staff = visit("medewerker", roles=("behandelaar", "teamleider"))
    _post_forms(staff, f"/werk/zaak/{zaak.id}/brief/?sjabloon=toegekend")
    _post_forms(staff, f"/werk/zaak/{zaak.id}/afronden/")


@pytest.mark.parametrize(
    "path",
    [
        "/werk/",
        "/werk/team/",
        "/werk/zoeken/",
        "/werk/dashboard/",
        "/werk/dashboard/csv/",
        "/archief/kalender/",
    ],
)
def test_every_filter_takes_bad_input(visit, zaak, path):
    staff = visit("medewerker", roles=("behandelaar", "teamleider"))
    for name in (
        "q",
        "zaaktype",
        "volgorde",
        "wie",
        "gemeente",
        "pagina",
        "van",
        "tot",
        "periode",
        "te_laat",
    ):
        for bad in BAD:
            _judge(staff.get(path, {name: bad[:2000]}), f"{path} {name}={bad[:20]!r}")


def test_every_form_of_a_resident_takes_bad_input(visit, zaak):
    from kapstok.diensten.behandeling.models import Taak
    from kapstok.diensten.behandeling.services.notes import add_task

    add_task(
        zaak.id, titel="Stuur een tekening", toelichting="", wie=Taak.Wie.INWONER, uiterlijk=None,
        actor=SYSTEM, moment=NOW,
    )  # fmt: skip
    resident = visit("burger", "999993653")
    assert _post_forms(resident, f"/mijn/zaken/{zaak.id}/") > len(BAD)
    assert _post_forms(resident, "/mijn/gegevens/") > len(BAD)


def _begin(slug: str, browser: Any, resident: Any) -> tuple[Any, str]:
    """Start a form, without a login where that may; who fills it in, and the address of the draft."""
    publish_form(read_definition((FORMS / f"{slug}.json").read_bytes()), actor=SYSTEM, now=NOW)
    for client, way in ((browser, "zonder"), (resident, "digid")):
        where = client.post(f"/formulier/{slug}/start/", {"kanaal": way}).get("Location", "")
        if where.count("/") > 4:
            return client, where.rsplit("/", 2)[0]
    raise AssertionError(slug)


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.json")), ids=lambda p: p.stem)
def test_every_step_of_every_form_takes_bad_input(client_for, visit, tenant, path):
    definitie = read_definition(path.read_bytes())
    browser, root = _begin(definitie.slug, client_for("ooststellingwerf"), visit("burger", "999993653"))
    for step in definitie.steps:
        where = f"{root}/{step.id}/"
        page = browser.get(where)
        assert page.status_code == 200, where
        names = dict(_controls(html.fromstring(page.content.decode()).xpath("//main//form")[0]))
        for bad in BAD:
            values = {
                name: SimpleUploadedFile("leeg.pdf", b"") if kind == "file" else bad
                for name, kind in names.items()
            }
            answer = browser.post(where, {**values, "actie": "volgende"})
            _judge(answer, f"{where} {bad[:20]!r}")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "naam@", "e-mail"),
        ("adres.postcode", "0000 AA", "postcode"),
        ("adres.huisnummer", "twaalf", "huisnummer"),
        ("naam", "x" * 12_000, "tekens"),
    ],
)
def test_a_wrong_value_is_named_next_to_its_field(client_for, visit, tenant, field, value, words):
    browser, root = _begin("kapvergunning", client_for("ooststellingwerf"), visit("burger", "999993653"))
    answer = browser.post(f"{root}/contact/", {field: value, "actie": "volgende"})
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    near = page.xpath(f"//*[@name='{field}']/ancestor::*[contains(@class, 'k-veld')][1]")[0].text_content()
    assert words in near.lower()
