"""Bad input on every form: never a fault of ours, never markup, and what is refused says so next to its field."""

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
from tests.invoer.kwaad import BAD, MISSING, controls, judge

FORMS = Path(kapstok.demo.__file__).parent / "formulieren"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEXT = tuple(value for value in BAD if value is not MISSING)
# Every kind of question that has a rule of its own, with what it should say about a wrong value.
KINDS = {
    "bsn": ("123456789", "BSN"),
    "kvk": ("1234567", "KVK"),
    "iban": ("NL00BANK0123456789", "IBAN"),
    "datum": ("31-02-2026", "datum"),
    "getal": ("twaalf", "getal"),
    "bedrag": ("veel", "bedrag"),
    "kenteken": ("@@@@", "kenteken"),
    "telefoon": ("bel maar", "telefoon"),
    "email": ("naam@", "e-mail"),
}


@pytest.fixture
def zaak(given):
    """An open zaak with an initiator, a letter and a place."""
    kind = given.zaaktype()
    made = given.zaak(kind)
    given.initiator(made, kind)
    document = given.document(kind)
    link_document(made.id, document.informatieobject_id, actor=given.actor)
    return made


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
        for bad in TEXT:
            judge(staff.get(path, {name: bad[:2000]}), f"{path} {name}={bad[:20]!r}")


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
        names = dict(controls(html.fromstring(page.content.decode()).xpath("//main//form")[0]))
        for bad in TEXT:
            values = {
                name: SimpleUploadedFile("leeg.pdf", b"") if kind == "file" else bad
                for name, kind in names.items()
            }
            answer = browser.post(where, {**values, "actie": "volgende"})
            judge(answer, f"{where} {bad[:20]!r}")


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


def _form_of_kinds() -> dict[str, Any]:
    questions = [{"id": kind, "type": kind, "label": {"nl": f"Vraag {kind}"}} for kind in KINDS]
    return {
        "slug": "soorten",
        "title": {"nl": "Soorten"},
        "intro": {"nl": "x"},
        "zaak": {"zaaktype": "KAP", "omschrijving": "x"},
        "channels": ["zonder"],
        "steps": [{"id": "a", "title": {"nl": "A"}, "questions": questions}],
    }


def test_every_kind_of_question_refuses_bad_values_at_its_field_and_keeps_them(client_for, tenant):
    publish_form(read_definition(_form_of_kinds()), actor=SYSTEM, now=NOW)
    browser = client_for("ooststellingwerf")
    begun = browser.post("/formulier/soorten/start/", {"kanaal": "zonder"})["Location"]
    where = f"{begun.rsplit('/', 2)[0]}/a/"
    wrong = {kind: value for kind, (value, _word) in KINDS.items()}
    answer = browser.post(where, {**wrong, "actie": "volgende"})
    judge(answer, where)
    page = html.fromstring(answer.content.decode())
    for kind, (value, word) in KINDS.items():
        field = page.xpath("//input[@name=$n]", n=kind)[0]
        near = field.xpath("ancestor::*[contains(@class, 'k-veld')][1]")[0]
        said = near.xpath("string(.//*[contains(@class, 'utrecht-form-field-error-message')])")
        assert (word.lower() in said.lower(), field.get("value")) == (True, value), f"{kind}: {said}"
    for kind in KINDS:
        for bad in TEXT:
            judge(browser.post(where, {**wrong, kind: bad, "actie": "volgende"}), f"{kind} {bad[:20]!r}")
