"""Which file is this really? The first bytes decide, not the name or what the browser claims."""

from pathlib import PurePath

from kapstok.diensten.formulieren.definitie import Bestanden
from kapstok.diensten.formulieren.soorten.basis import Fout, clean

MIME = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_EXTENSION = {"jpeg": "jpg", "jpe": "jpg", "heif": "heic"}
_ZIPPED = {"docx", "odt", "xlsx"}
HEAD_BYTES = 64


def kind_of_bytes(head: bytes, name: str) -> str:
    """Kind by content; for the zipped kinds the name says which one. Empty when we do not know it."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"heif"):
        return "heic"
    extension = extension_of(name)
    return extension if head.startswith(b"PK\x03\x04") and extension in _ZIPPED else ""


def extension_of(name: str) -> str:
    extension = PurePath(name).suffix.lower().lstrip(".")
    return _EXTENSION.get(extension, extension)


def safe_name(name: str) -> str:
    """The last part of a path, printable, at most 120 characters, with its extension."""
    plain = clean(name.replace("\\", "/").rsplit("/", 1)[-1]).strip().strip(".") or "bestand"
    path = PurePath(plain)
    suffix = path.suffix[:10]
    return f"{path.stem[: 120 - len(suffix)]}{suffix}"


def file_fault(rules: Bestanden, *, question: str, name: str, size: int, head: bytes) -> Fout | None:
    """Why this file may not be added; the sentence names the file and the way out."""
    values = {"naam": safe_name(name), "soorten": ", ".join(kind.upper() for kind in rules.types)}
    if size == 0:
        return Fout(question, "Het bestand %(naam)s is leeg. Kies een ander bestand.", values)
    if size > rules.max_mb * 1024 * 1024:
        text = "Het bestand %(naam)s is te groot. Een bestand mag maximaal %(mb)s MB zijn."
        return Fout(question, text, {**values, "mb": rules.max_mb})
    kind = kind_of_bytes(head, name)
    if kind in rules.types and extension_of(name) == kind:
        return None
    if kind in rules.types:
        text = "De naam van %(naam)s past niet bij de inhoud. Sla het bestand opnieuw op en voeg het dan toe."
        return Fout(question, text, values)
    return Fout(question, "Het bestand %(naam)s kunnen wij niet gebruiken. U kunt wel toevoegen: %(soorten)s.", values)
