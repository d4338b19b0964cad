"""Collects every Dutch text into the catalogues: `python -m kapstok.platform.ui.vertalen`.

Reads templates and Python of the whole source, updates locale/{fy,en}/LC_MESSAGES/django.po and names what is
missing. Works without GNU gettext: Django turns a template into source, Babel reads the Python.
"""

from __future__ import annotations

import ast
import logging
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from kapstok.platform.ui.catalogus import LANGUAGES, po_path, read_catalogue, write_catalogue

SOURCE = Path(__file__).resolve().parents[2]
LOCALE = Path(__file__).resolve().parent / "locale"
KEYWORDS: dict[str, Any] = dict.fromkeys(
    ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")
)
STRING = r"""[uU]?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|gettext|ngettext)\(\s*{STRING}(?:\s*,\s*{STRING})?", re.DOTALL)
Message = str | tuple[str, str]
log = logging.getLogger(__name__)


def messages(source: Path = SOURCE) -> set[Message]:
    """All texts to translate; a pair is a singular with its plural."""
    found: set[Message] = set()
    for path in sorted(source.glob("**/templates/**/*")):
        if path.suffix in (".html", ".txt"):
            found.update(template_messages(path.read_text(), str(path)))
    for path in sorted(source.glob("**/*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            found.update(python_messages(path.read_bytes()))
    return _without_twins(found)


def template_messages(text: str, origin: str = "template") -> Iterator[Message]:
    """Texts in translate, blocktranslate and _() of one template."""
    for match in CALL.finditer(templatize(text, origin=origin)):
        singular = ast.literal_eval(match.group(2))
        if not singular.strip():
            continue
        plural = match.group(3)
        yield (singular, ast.literal_eval(plural)) if match.group(1) == "ngettext" and plural else singular


def python_messages(code: bytes) -> Iterator[Message]:
    """Texts in gettext calls of one Python file."""
    for _line, function, text, _comments in extract_python(
        BytesIO(code), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        if isinstance(text, str) and text.strip():
            yield text
        elif isinstance(text, tuple) and function.startswith("ngettext") and text[0] and text[1]:
            yield text[0], text[1]
        elif isinstance(text, tuple) and text and text[0]:
            yield text[0]


def missing(language: str, wanted: set[Message], folder: Path = LOCALE) -> list[str]:
    """Texts without a complete translation in this language."""
    catalogue = read_catalogue(po_path(folder, language), language)
    return sorted(_key(message) for message in wanted if not _translated(catalogue, message))


def update(language: str, wanted: set[Message], folder: Path = LOCALE) -> None:
    """Add new texts to the catalogue; translations that are there stay."""
    template = Catalog(charset="utf-8")
    for message in wanted:
        template.add(message)
    catalogue = read_catalogue(po_path(folder, language), language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    write_catalogue(po_path(folder, language), catalogue)


def main() -> int:
    """Update both catalogues; exit status 1 when a translation is missing."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    wanted, gaps = messages(), 0
    for language in LANGUAGES:
        update(language, wanted)
        absent = missing(language, wanted)
        gaps += len(absent)
        log.info("%s: %d van %d teksten vertaald", language, len(wanted) - len(absent), len(wanted))
        for text in absent:
            log.info("  %s: %r", language, text)
    return 1 if gaps else 0


def _key(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


def _translated(catalogue: Catalog, message: Message) -> bool:
    entry = catalogue.get(_key(message))
    if entry is None or entry.fuzzy:
        return False
    if isinstance(message, str):
        return bool(entry.string if isinstance(entry.string, str) else entry.string and entry.string[0])
    return isinstance(entry.string, tuple | list) and len(entry.string) >= 2 and all(entry.string)


def _without_twins(found: set[Message]) -> set[Message]:
    """A text that also occurs as a singular with plural needs one entry: the pair."""
    pairs = {message[0] for message in found if isinstance(message, tuple)}
    return {message for message in found if isinstance(message, tuple) or message not in pairs}


if __name__ == "__main__":
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    django.setup()
    sys.exit(main())
