"""Gettext catalogues without GNU gettext: reading, writing and compiling with Babel."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("fy", "en")


def po_path(folder: Path, language: str) -> Path:
    """Where a language's catalogue stands."""
    return folder / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue in the file, or an empty one."""
    if not path.exists():
        return Catalog(locale=language, project="Kapstok", charset="utf-8", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Sorted by text and without line numbers, so that a diff shows what changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalogue, sort_output=True, no_location=True, omit_header=False, width=110)


def compile_catalogues(folder: Path) -> list[str]:
    """Write the .mo of every catalogue that is newer than it; answers the languages written."""
    done = []
    for language in LANGUAGES:
        source = po_path(folder, language)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        temporary = target.with_suffix(".tmp")
        with temporary.open("wb") as output:
            write_mo(output, read_catalogue(source, language))
        temporary.replace(target)
        done.append(language)
    return done
