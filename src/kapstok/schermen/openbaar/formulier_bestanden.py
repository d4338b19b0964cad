"""Files on a page of a form: receive, show again, remove."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from kapstok.diensten.formulieren.bestandssoorten import file_fault, safe_name, zip_fault
from kapstok.diensten.formulieren.controle import messages
from kapstok.diensten.formulieren.definitie import Stap, Vraag
from kapstok.diensten.formulieren.files import MAX_FILES, add_file
from kapstok.diensten.formulieren.services import Draft
from kapstok.diensten.formulieren.soorten import Fout
from kapstok.platform.config import settings
from kapstok.platform.http.uploads import too_large
from kapstok.platform.storage.clam import Scan, scan
from kapstok.platform.storage.serve import serve
from kapstok.platform.storage.sniff import HEAD
from kapstok.schermen.openbaar.formulier_toegang import acting, draft_or_404, form_page


def receive_files(request: HttpRequest, draft: Draft, here: Stap) -> tuple[Draft, list[tuple[str, str]]]:
    """Keep every good file; a sentence for every other."""
    faults: list[Fout] = []
    for vraag in here.questions:
        if vraag.type != "bestanden":
            continue
        faults += [_too_large(vraag, name) for name in too_large(request, vraag.id)]
        for upload in request.FILES.getlist(vraag.id):
            draft, fault = _receive(request, draft, vraag, upload)
            faults += [fault] if fault else []
    return draft, messages(faults, translation.get_language() or "nl", _)


def _too_large(vraag: Vraag, name: str) -> Fout:
    text = gettext_noop("Het bestand %(naam)s is te groot. Een bestand mag maximaal %(mb)s MB zijn.")
    return Fout(vraag.id, text, {"naam": safe_name(name), "mb": vraag.files.max_mb if vraag.files else 0})


def _receive(request: HttpRequest, draft: Draft, vraag: Vraag, upload: Any) -> tuple[Draft, Fout | None]:
    rules, name, size = vraag.files, upload.name or "bestand", upload.size or 0
    if rules is None:
        return draft, None
    most = vraag.limits.max_items or MAX_FILES
    if sum(file.vraag == vraag.id for file in draft.files) >= most:
        return draft, Fout(
            vraag.id, gettext_noop("U kunt niet meer dan %(max)s bestanden toevoegen."), {"max": most}
        )
    head = _head(upload)
    fault = file_fault(rules, question=vraag.id, name=name, size=size, head=head)
    fault = fault or zip_fault(vraag.id, name, upload.file) or _virus_fault(vraag.id, name, upload)
    if fault:
        return draft, fault
    kept = add_file(
        draft, vraag.id, upload.file, name=name, head=head, actor=acting(request), now=timezone.now()
    )
    return kept, None


def _virus_fault(question: str, name: str, upload: Any) -> Fout | None:
    """Refuse what the scanner refuses; when it does not answer, nothing unchecked comes in."""
    upload.seek(0)
    verdict = scan(upload.chunks(), settings.clamd)
    if verdict in (Scan.CLEAN, Scan.NONE):
        return None
    text = (
        "Wij kunnen %(naam)s nu niet controleren. Probeer het later nog eens, of verstuur zonder dit bestand."
    )
    if verdict is Scan.INFECTED:
        text = gettext_noop("In %(naam)s zit een virus. Wij kunnen dit bestand niet aannemen.")
    return Fout(question, text, {"naam": safe_name(name)})


def _head(upload: Any) -> bytes:
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    return head


@form_page
@require_safe
def download(request: HttpRequest, slug: str, concept_id: UUID, bestand_id: UUID) -> HttpResponseBase:
    """Somebody's own uploaded file, to look at it again; offered as a download only."""
    draft = draft_or_404(request, slug, concept_id)
    found = next((file for file in draft.files if file.id == bestand_id), None)
    if found is None:
        raise Http404
    return serve(request, found.sha256, name=found.naam, mimetype=found.type, size=found.grootte)
