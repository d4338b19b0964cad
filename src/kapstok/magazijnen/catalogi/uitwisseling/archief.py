"""The ZIP itself: what is read from it, and no more. Nothing is ever unpacked to a disk."""

import io
import re
import zipfile
import zlib
from typing import Any

import msgspec

from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.platform.resource.names import snake

# The kinds in a file, in the order in which they can be read in: a kind only names kinds before it.
KINDS = (
    "Catalogus",
    "InformatieObjectType",
    "BesluitType",
    "ZaakType",
    "StatusType",
    "RolType",
    "ResultaatType",
    "Eigenschap",
    "ZaakTypeInformatieObjectType",
    "ZaakObjectType",
)
MAX_ARCHIVE = 10_000_000
MAX_MEMBER = 25_000_000
MAX_TOTAL = 50_000_000
MAX_MEMBERS = 100
MAX_ROWS = 50_000
_CAPITAL = re.compile(r"_([a-z0-9])")

Rows = dict[str, list[dict[str, Any]]]


def refused(text: str) -> CatalogusRefused:
    """The file cannot be taken."""
    return CatalogusRefused("invalid", "bestand", text)


def write(rows: Rows) -> bytes:
    """The file, with only the kinds that have rows. The same rows give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in KINDS:
            if rows.get(kind):
                info = zipfile.ZipInfo(f"{kind}.json", date_time=(1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, msgspec.json.encode([_renamed(r, snake) for r in rows[kind]]))
    return made.getvalue()


def read(content: bytes) -> tuple[Rows, list[str]]:
    """Rows per kind with the standard's names, and the names of members that mean nothing here."""
    if len(content) > MAX_ARCHIVE:
        raise refused(f"Het bestand is groter dan {MAX_ARCHIVE // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise refused("Dit is geen leesbaar ZIP-bestand.") from error


def _members(archive: zipfile.ZipFile) -> tuple[Rows, list[str]]:
    members = archive.infolist()
    names = [m.filename for m in members]
    if len(members) > MAX_MEMBERS or len(set(names)) != len(names):
        raise refused("Het ZIP-bestand heeft te veel bestanden, of twee met dezelfde naam.")
    rows: Rows = {}
    left = MAX_TOTAL
    for kind in KINDS:
        if f"{kind}.json" in names:
            raw = _read(archive, f"{kind}.json", min(left, MAX_MEMBER))
            left -= len(raw)
            rows[kind] = _rows(raw, kind)
    if not rows:
        raise refused(f"In het ZIP-bestand staat geen enkel bekend bestand, zoals {KINDS[3]}.json.")
    known = {f"{kind}.json" for kind in KINDS}
    return rows, sorted(n[:100] for n in names if n not in known)


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """At most so much; what the archive says about its own size is not believed."""
    with archive.open(name) as member:
        raw = member.read(most + 1)
    if len(raw) > most:
        raise refused(f"{name} is uitgepakt te groot.")
    return raw


def _rows(raw: bytes, kind: str) -> list[dict[str, Any]]:
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refused(f"{kind}.json is geen geldige JSON.") from error
    if not isinstance(found, list) or len(found) > MAX_ROWS or not all(isinstance(r, dict) for r in found):
        raise refused(f"{kind}.json is geen lijst van objecten.")
    return [_renamed(row, camel) for row in found]


def camel(name: str) -> str:
    """`einddatum_bekend` is `einddatumBekend` in the standard."""
    return _CAPITAL.sub(lambda m: m[1].upper(), name)


def _renamed(value: Any, rename: Any) -> Any:
    if isinstance(value, dict):
        return {rename(str(k)): _renamed(v, rename) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, rename) for v in value]
    return value
