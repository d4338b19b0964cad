"""Which file is this really? The first bytes decide, not the name or what the browser claims."""

from pathlib import PurePath
from typing import IO

from kapstok.diensten.formulieren.definitie import Bestanden
from kapstok.diensten.formulieren.soorten.basis import Fout, clean
from kapstok.diensten.formulieren.soorten.basis import gettext_noop as _
from kapstok.platform.storage.sniff import real_type, zip_is_sane

MIME = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ZIPPED = frozenset({"docx", "odt", "xlsx"})
_KIND = {mimetype: kind for kind, mimetype in MIME.items()}
_EXTENSION = {"jpeg": "jpg", "jpe": "jpg", "heif": "heic"}


def kind_of_bytes(head: bytes, name: str) -> str:
    """Kind by content; for the zipped kinds the name says which one. Empty when we do not know it."""
    return _KIND.get(real_type(head, f".{extension_of(name)}"), "")


def extension_of(name: str) -> str:
    extension = PurePath(name).suffix.lower().lstrip(".")
    return _EXTENSION.get(extension, extension)


def safe_name(name: str) -> str:
    """The last part of a path, printable, at most 120 characters, with its extension."""
    plain = clean(name.replace("\\", "/").rsplit("/", 1)[-1]).strip().strip(".") or "bestand"
    path = PurePath(plain)
    suffix = path.suffix[:10]
    return f"{path.stem[: 120 - len(suffix)]}{suffix}"


def zip_fault(question: str, name: str, file: IO[bytes]) -> Fout | None:
    """A zip bomb or a broken archive under the name of a document."""
    if extension_of(name) not in ZIPPED or zip_is_sane(file):
        return None
    text = _("Het bestand %(naam)s is beschadigd of niet veilig. Sla het op als PDF en voeg het dan toe.")
    return Fout(question, text, {"naam": safe_name(name)})


def file_fault(rules: Bestanden, *, question: str, name: str, size: int, head: bytes) -> Fout | None:
    """Why this file may not be added; the sentence names the file and the way out."""
    values = {"naam": safe_name(name), "soorten": ", ".join(kind.upper() for kind in rules.types)}
    if size == 0:
        return Fout(question, _("Het bestand %(naam)s is leeg. Kies een ander bestand."), values)
    if size > rules.max_mb * 1024 * 1024:
        text = _("Het bestand %(naam)s is te groot. Een bestand mag maximaal %(mb)s MB zijn.")
        return Fout(question, text, {**values, "mb": rules.max_mb})
    kind = kind_of_bytes(head, name)
    if kind in rules.types and extension_of(name) == kind:
        return None
    if kind in rules.types:
        text = _(
            "De naam van %(naam)s past niet bij de inhoud. Sla het bestand opnieuw op en voeg het dan toe."
        )
        return Fout(question, text, values)
    return Fout(
        question, "Het bestand %(naam)s kunnen wij niet gebruiken. U kunt wel toevoegen: %(soorten)s.", values
    )
