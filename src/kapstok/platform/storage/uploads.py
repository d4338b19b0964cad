"""May an uploaded file come in? Size, kind, zip bombs and viruses, in words for the person."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.http.uploads import too_large
from kapstok.platform.storage.clam import Scan, scan
from kapstok.platform.storage.sniff import HEAD, ZIPPED, sniff, zip_is_sane


def _too_large() -> Refusal:
    text = _("Dit bestand is te groot. Het mag %(mb)s MB zijn.") % {"mb": settings.max_upload_mb}
    return Refusal("too_large", "bestand", text)


def chosen(request: HttpRequest, field: str) -> UploadedFile | None:
    """The file of a form field; Refusal in words for one that was dropped while it streamed in."""
    found = request.FILES.get(field)  # first this: it reads the form
    if too_large(request, field):
        raise _too_large()
    return found


def judge(upload: UploadedFile | None) -> str:
    """Mimetype of a file that may come in; Refusal in words for one that may not."""
    if upload is None:
        raise Refusal("required", "bestand", _("Kies een bestand."))
    if (upload.size or 0) > settings.max_upload_mb * 2**20:
        raise _too_large()
    head = upload.read(HEAD)
    upload.seek(0)
    verdict = sniff(head, upload.name or "", size=upload.size or 0)
    if not verdict.good:
        raise Refusal("type", "bestand", verdict.reason)
    if verdict.mimetype in ZIPPED and not zip_is_sane(upload):
        raise Refusal("zip", "bestand", _("Dit bestand is beschadigd of te groot als het wordt uitgepakt."))
    upload.seek(0)
    found = scan(upload.chunks(), settings.clamd)
    upload.seek(0)
    if found is Scan.INFECTED:
        raise Refusal("virus", "bestand", _("In dit bestand zit een virus. Het is niet bewaard."))
    if found is Scan.UNKNOWN:
        raise Refusal("scanner", "bestand", _("De virusscanner antwoordt niet. Probeer het later opnieuw."))
    return verdict.mimetype
