"""A seal says who made a PDF, and shows that nobody changed it since."""

from datetime import UTC, datetime

import pytest

from kapstok.platform.pdf import render_pdf
from kapstok.platform.pdf.seal import check_seal, seal_pdf

NOW = datetime.now(UTC)
TEMPLATE = '#set document(title: "Brief")\n#let data = json(bytes(sys.inputs.data))\n#data.tekst'


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zegels")
    pdf = render_pdf(TEMPLATE, {"tekst": "Wij verlenen de vergunning."})
    made = seal_pdf(
        pdf, folder=folder, slug="proef", organisation="Gemeente Proef", reason="Besluit", now=NOW
    )
    return folder, pdf, made


@pytest.mark.eis("R-076")
def test_a_sealed_pdf_is_whole_and_names_the_organisation(sealed):
    report = check_seal(sealed[2])
    assert (report.whole, report.by) == (True, "Gemeente Proef")


@pytest.mark.eis("R-076")
def test_a_changed_pdf_is_not_whole(sealed):
    _folder, _pdf, made = sealed
    place = made.index(b"%PDF-") + 5  # the version digit: readable still, but not what was sealed
    changed = made[:place] + b"2" + made[place + 1 :]
    assert not check_seal(changed).whole


def test_a_pdf_without_seal_says_so(sealed):
    assert check_seal(sealed[1]) is None


def test_the_key_is_readable_by_its_owner_only_and_made_once(sealed):
    folder, pdf, _made = sealed
    key = folder / "proef.p12"
    before = key.read_bytes()
    seal_pdf(pdf, folder=folder, slug="proef", organisation="Gemeente Proef", reason="Nog een", now=NOW)
    assert (key.stat().st_mode & 0o777, key.read_bytes()) == (0o600, before)
