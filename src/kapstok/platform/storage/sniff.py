"""What a file really is, against what it says it is. The first bytes decide, not the name."""

import zipfile
from dataclasses import dataclass
from typing import IO

import puremagic

# What residents may send: mimetype, extensions, and how people call it.
ALLOWED: dict[str, tuple[tuple[str, ...], str]] = {
    "application/pdf": ((".pdf",), "PDF"),
    "image/jpeg": ((".jpg", ".jpeg"), "JPG"),
    "image/png": ((".png",), "PNG"),
    "image/heic": ((".heic",), "HEIC"),
    "text/plain": ((".txt",), "TXT"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ((".docx",), "Word"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ((".xlsx",), "Excel"),
    "application/vnd.oasis.opendocument.text": ((".odt",), "ODT"),
}
ZIPPED = {m for m in ALLOWED if "officedocument" in m or "opendocument" in m}
HEAD = 8192
MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO = 120
MAX_ENTRIES = 5000


@dataclass(frozen=True)
class Verdict:
    """`mimetype` when the file is what it says and allowed; else `reason` for people."""

    mimetype: str = ""
    reason: str = ""

    @property
    def good(self) -> bool:
        """May this file come in?"""
        return bool(self.mimetype)


def allowed_names(allowed: dict[str, tuple[tuple[str, ...], str]] | None = None) -> str:
    """The allowed kinds in words: "PDF, JPG of PNG"."""
    names = [name for _extensions, name in (allowed or ALLOWED).values()]
    return f"{', '.join(names[:-1])} of {names[-1]}" if len(names) > 1 else names[0]


def real_type(head: bytes, extension: str) -> str:
    """Mimetype by content; empty when unknown. The extension only chooses between zip-based kinds."""
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return "image/heic"
    if head.startswith(b"PK\x03\x04"):
        return next((m for m in ZIPPED if extension in ALLOWED[m][0]), "application/zip")
    if _is_text(head):
        return "text/html" if b"<html" in head.lower() or b"<script" in head.lower() else "text/plain"
    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return ""
    return found[0].mime_type if found else ""


def _is_text(head: bytes) -> bool:
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # a character cut in two at the end of the sample
    return True


def sniff(head: bytes, name: str, *, size: int) -> Verdict:
    """Judge a file by its first bytes (HEAD of them), its name and its size."""
    if size == 0:
        return Verdict(reason="Dit bestand is leeg. Kies een ander bestand.")
    dot = name.rfind(".")
    extension = name[dot:].lower() if dot >= 0 else ""
    found = real_type(head, extension)
    known = f"U kunt {allowed_names()} toevoegen."
    if found not in ALLOWED:
        return Verdict(reason=f"Dit soort bestand kan niet. {known}")
    if extension not in ALLOWED[found][0]:
        return Verdict(
            reason=f"De naam van dit bestand past niet bij de inhoud: het is {ALLOWED[found][1]}. {known}"
        )
    return Verdict(mimetype=found)


def zip_is_sane(file: IO[bytes]) -> bool:
    """No zip bomb: bounded number, size and ratio of what is inside, and it can be read at all."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    packed = sum(e.compress_size for e in entries) or 1
    unpacked = sum(e.file_size for e in entries)
    nested = any(e.filename.lower().endswith((".zip", ".7z", ".rar", ".gz")) for e in entries)
    return (
        len(entries) <= MAX_ENTRIES
        and unpacked <= MAX_UNPACKED
        and unpacked / packed <= MAX_RATIO
        and not nested
    )
