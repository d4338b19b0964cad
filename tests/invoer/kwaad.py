"""Bad values for every field of a page, and what every answer to them keeps to."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from lxml import html

from kapstok.platform.http.ratelimit import forget_all

MISSING = None
BAD = (
    "",
    "   ",
    "😀<script>alert(1)</script>\"'&",
    "nul\x00teken",
    "x" * 12_000,
    "2026-02-31",
    "-1",
    "9" * 400,
    "123456789",  # no BSN
    "12345678",  # no KVK number
    "NL00BANK0123456789",  # no IBAN
    "١٢٣",
    "%s{}{{7*7}}",
    MISSING,
)
CHOOSE = (*BAD[:4], MISSING)  # what a browser sends of a choice that somebody meddled with
FILES = (b"", b"MZ\x90\x00" * 40, b"PK\x03\x04 half een zip", b'{"\x00": [1', MISSING)
MANY = 8
PICKED = ("checkbox", "radio", "select")
NEVER = re.compile(r"<script>alert|Traceback|django\.")
# Words of the framework and of the database, which no person should have to read.
FOREIGN = re.compile(r"This field|Enter a valid|Select a valid|not one of the available|violates|null byte")


def controls(form: Any) -> Iterator[tuple[str, str]]:
    """Name and kind of everything that can be filled in or chosen."""
    for field in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        kind = field.get("type", field.tag)
        if kind not in ("hidden", "submit", "button"):
            yield field.get("name"), kind


def shown(form: Any, name: str) -> str:
    """What a text field or choice of a form holds now."""
    if form.xpath(".//textarea[@name=$n]", n=name):
        return form.xpath("string(.//textarea[@name=$n])", n=name).removeprefix("\n")
    if form.xpath(".//select[@name=$n]", n=name):
        options = form.xpath(".//select[@name=$n]/option", n=name)
        return next(
            (o.get("value", "") for o in options if "selected" in o.attrib), options[0].get("value", "")
        )
    return form.xpath("string(.//input[@name=$n]/@value)", n=name)


def values(form: Any) -> dict[str, Any]:
    """What the form holds as it stands, with something in what is empty; its first button is the one pressed."""
    found = {i.get("name"): i.get("value", "") for i in form.xpath(".//input[@type='hidden'][@name]")}
    for name, kind in controls(form):
        if kind == "select":
            options = form.xpath(".//select[@name=$n]/option/@value", n=name)
            found[name] = shown(form, name) or next((value for value in options if value), "")
        elif kind in ("radio", "checkbox"):
            of_name = form.xpath(".//input[@name=$n]", n=name)
            chosen = [i.get("value", "on") for i in of_name if "checked" in i.attrib]
            found.setdefault(name, chosen or [of_name[0].get("value", "on")])
        elif kind == "file":
            found[name] = SimpleUploadedFile("leeg.pdf", b"")
        else:
            found[name] = shown(form, name) or ("2026-12-24" if kind == "date" else "tekst")
    button = next(iter(form.xpath(".//button[@name]")), None)
    if button is not None:
        found[button.get("name")] = button.get("value", "")
    return found


def judge(answer: Any, told: str) -> None:
    """What every answer keeps to."""
    assert answer.status_code < 500, told
    assert answer.status_code != 429, told
    if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        text = answer.content.decode()
        assert not NEVER.search(text), told
        assert not FOREIGN.search(text), f"{told}: {FOREIGN.search(text)}"
        if answer.status_code == 422:
            _said_next_to_the_field(text, told)


def _said_next_to_the_field(text: str, told: str) -> None:
    """The summary links to places that exist, and the message stands in the page beside the summary."""
    page = html.fromstring(text)
    summary = page.xpath("//*[contains(@class, 'k-foutsamenvatting')]")
    assert summary, f"{told}: refused without a word"
    assert str(page.findtext(".//title")).count("Fout:") <= 1, told
    links = page.xpath("//*[contains(@class, 'k-foutsamenvatting')]//a/@href")
    missing = [link for link in links if not page.xpath("//*[@id=$id]", id=link.removeprefix("#"))]
    assert missing == [], told
    assert not links or page.xpath("//*[contains(@class, 'utrecht-form-field-error-message')]"), told


def _same(kept: str, sent: str) -> bool:
    return kept.replace("\ufffd", "").split() == sent.replace("\x00", "").split()


def _nothing_lost(form: Any, sent: dict[str, Any], answer: Any, told: str) -> None:
    """The fields of a refused form still hold what was sent."""
    again = html.fromstring(answer.content.decode())
    names = dict(controls(form))
    same = [f for f in again.xpath("//main//form[@method='post']") if set(names) <= set(dict(controls(f)))]
    assert same, f"{told}: the form is gone"
    for name, kind in names.items():
        if kind in ("file", "password", "checkbox", "radio") or not isinstance(sent.get(name), str):
            continue
        if kind == "select" and sent[name] not in form.xpath(".//select[@name=$n]/option/@value", n=name):
            continue
        kept = [shown(f, name) for f in same]
        assert any(_same(k, sent[name]) for k in kept), f"{told}: {name} was {sent[name]!r}, is {kept!r}"


def forms_of(client: Any, path: str) -> list[tuple[str, Any]]:
    """Every form of a page that writes, with its address."""
    page = client.get(path)
    assert page.status_code == 200, f"{path}: {page.status_code}"
    forms = html.fromstring(page.content.decode()).xpath("//main//form[@method='post']")
    return [(urljoin(path, form.get("action") or path), form) for form in forms]


def _bad_for(kind: str) -> tuple[Any, ...]:
    if kind == "file":
        uploads = [raw if raw is MISSING else SimpleUploadedFile("kwaad.zip", raw) for raw in FILES]
        return (*uploads, SimpleUploadedFile("leeg.pdf", b""))
    return CHOOSE if kind in PICKED else BAD


def _share(bad: tuple[Any, ...], place: int, fields: int) -> tuple[Any, ...]:
    """All bad values; of a form with many fields each field its share, so that together they try everything."""
    if fields <= MANY:
        return bad
    return tuple(value for number, value in enumerate(bad) if number % 4 == place % 4 or value == BAD[3])


def post_badly(client: Any, action: str, form: Any) -> int:
    """Post a form with one bad field at a time, each undone after it; returns how many posts that were."""
    good, count, fields = values(form), 0, dict(controls(form))
    for place, (name, kind) in enumerate(fields.items()):
        for bad in _share(_bad_for(kind), place, len(fields)):
            sent = {key: value for key, value in {**good, name: bad}.items() if value is not MISSING}
            told = f"{action} {name}={str(bad)[:20]!r}"
            with undone(client):
                answer = client.post(action, sent)
            judge(answer, told)
            if kind not in (*PICKED, "file"):  # what was typed is no reason for a page that does not exist
                assert answer.status_code in (200, 302, 422), f"{told}: {answer.status_code}"
            if answer.status_code == 422:
                _nothing_lost(form, sent, answer, told)
            count += 1
    return count


class undone:  # noqa: N801 - reads as a word in the sentence
    """What happens inside is rolled back, and the visitor is who they were."""

    def __init__(self, client: Any) -> None:
        self._client, self._atomic = client, transaction.atomic()

    def __enter__(self) -> None:
        forget_all()
        self._cookies = {name: morsel.value for name, morsel in self._client.cookies.items()}
        self._atomic.__enter__()

    def __exit__(self, *fault: Any) -> None:
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)
        self._client.cookies.clear()
        for name, value in self._cookies.items():
            self._client.cookies[name] = value
