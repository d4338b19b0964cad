"""From a Typst template and plain values to PDF/A-2a bytes.

The values reach the template as JSON only (`json(bytes(sys.inputs.data))`): text of people is never
typeset as markup. The template sees no files, no network packages and no fonts of this machine.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import msgspec

# What the typesetter's own fonts can show (measured with PDF/A-2a, which refuses a missing glyph).
_SHOWN = ((0x20, 0x370), (0x370, 0x460), (0x1E00, 0x1F00), (0x2010, 0x2041), (0x20A0, 0x20C0))
_NOT_PLAIN = re.compile("[^\n\t\x20-\x7e\xa0-\u036f\u0370-\u045f\u1e00-\u1eff\u2010-\u2040\u20a0-\u20bf]")


def render_pdf(template: str, data: dict[str, Any], *, standards: Sequence[str] = ("a-2a",)) -> bytes:
    """The PDF of a template with these values. Raises typst.TypstError when the template is wrong.

    The bytes are the same each time when the template sets the date of the document. `standards`: "ua-1" adds PDF/UA-1.
    """
    import typst

    inputs = {"data": msgspec.json.encode(_printable_values(data)).decode()}
    return typst.compile(
        template.encode(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=list(standards),
        ignore_system_fonts=True,
    )


def render_svg(template: str, data: dict[str, Any]) -> str:
    """The first page as SVG that stands alone: letters are drawn, so it looks the same everywhere and needs no font."""
    import typst

    inputs = {"data": msgspec.json.encode(_printable_values(data)).decode()}
    made = typst.compile(template.encode(), format="svg", sys_inputs=inputs, ignore_system_fonts=True)
    return (made[0] if isinstance(made, list) else made).decode()


def printable(text: str) -> str:
    """Text that can be set: a character without glyph, such as an emoji, stands as its code [U+1F333]."""
    return _NOT_PLAIN.sub(lambda found: _shown(found[0]), unicodedata.normalize("NFC", text))


def _shown(character: str) -> str:
    if character in "\n\t":
        return character
    code = ord(character)
    if any(low <= code < high for low, high in _SHOWN):
        return "" if unicodedata.category(character) == "Cc" else character
    return "" if unicodedata.category(character)[0] == "C" else f"[U+{code:04X}]"


def _printable_values(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return [_printable_values(item) for item in value]
    if isinstance(value, dict):
        return {name: _printable_values(item) for name, item in value.items()}
    return value
