"""Any text of people gives a PDF/A, and none of it is markup."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kapstok.platform.pdf import printable, render_pdf

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.titel)
#set text(lang: "nl")
#data.tekst"""


def text_of(content: bytes) -> str:
    return PdfReader(BytesIO(content)).pages[0].extract_text()


def test_pdf_says_that_it_is_pdf_a_2a() -> None:
    content = render_pdf(TEMPLATE, {"titel": "Boom", "tekst": "x"})
    assert content.startswith(b"%PDF-1.7")
    assert b"pdfaid" in content.replace(b"\x00", b"") or "pdfaid" in str(
        PdfReader(BytesIO(content)).xmp_metadata
    )


def test_markup_and_code_are_plain_text() -> None:
    typed = '#panic("x") *vet* <b>b</b> $x$ #include "/etc/passwd"'
    assert "panic" in text_of(render_pdf(TEMPLATE, {"titel": "t", "tekst": typed}))


def test_emoji_stands_as_its_code() -> None:
    assert printable("boom 🌳\x00\ud800") == "boom [U+1F333]"
    assert "[U+1F333]" in text_of(render_pdf(TEMPLATE, {"titel": "🌳", "tekst": "🌳"}))


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_can_be_set(text: str) -> None:
    assert render_pdf(TEMPLATE, {"titel": text, "tekst": text}).startswith(b"%PDF")
