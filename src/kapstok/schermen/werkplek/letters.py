"""**Brief maken** and **Ondertekenen**."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kapstok.diensten.brieven.rules import to_ask
from kapstok.diensten.brieven.services import Brief, compose, known_values, make_letter, sign_letter
from kapstok.diensten.brieven.templates import offered_letters
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.documents import belongs
from kapstok.schermen.werkplek.show import CAN_HANDLE, actor_of, require_case, show, tell


@staff(*CAN_HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """Choose a template, fill in what is asked, see the letter, make it."""
    row, today, actor = require_case(zaak_id), timezone.localdate(), actor_of(request)
    templates = offered_letters(zaak_id)
    wanted = request.POST.get("sjabloon") or request.GET.get("sjabloon", "")
    chosen = next((t for t in templates if t.slug == wanted), None)
    asked = to_ask(chosen.onderwerp, chosen.tekst) if chosen else []
    typed = {name: request.POST.get(name, "")[:5000] for name in asked}
    faults: dict[str, str] = {}
    preview: Brief | None = None
    if request.method == "POST" and chosen:
        try:
            if request.POST.get("actie") == "maken":
                made = make_letter(zaak_id, chosen, typed, actor=actor, today=today)
                messages.success(request, _("De brief staat bij de zaak. Onderteken hem om te versturen."))
                return redirect("werk-document", zaak_id=zaak_id, document_id=made)
            known = known_values(zaak_id, actor=actor, today=today)
            preview = compose(chosen, {**known, **(_so_far(typed) if _typing(request) else typed)})
        except Refusal as refused:
            faults = {r.field: r.message for r in refused.all}
    elif chosen:
        preview = compose(chosen, {**known_values(zaak_id, actor=actor, today=today), **_so_far(typed)})
    return show(
        request,
        "brief",
        status=422 if faults else 200,
        zaak=row,
        sjablonen=templates,
        gekozen=chosen,
        velden=[
            (name, name.replace("_", " ").capitalize(), typed[name], faults.get(name, "")) for name in asked
        ],
        voorbeeld=preview,
        fouten=[(f"id_{field}", text) for field, text in faults.items()],
    )


def _typing(request: HttpRequest) -> bool:
    """Asked by the page itself while somebody types; nobody pressed a button."""
    return request.headers.get("HX-Request") == "true"


def _so_far(typed: dict[str, str]) -> dict[str, str]:
    """What is not filled in yet is shown as open."""
    return {name: text.strip() or "…" for name, text in typed.items()}


@staff(*CAN_HANDLE)
@require_POST
def sign(request: HttpRequest, zaak_id: UUID, document_id: UUID) -> HttpResponse:
    """Seal the letter; from then on it is final and the resident sees it."""
    require_case(zaak_id)
    if not belongs(zaak_id, document_id):
        raise Http404
    try:
        sign_letter(zaak_id, document_id, actor=actor_of(request), now=timezone.now())
        messages.success(request, _("Het document is ondertekend. De inwoner ziet het in Mijn omgeving."))
    except Refusal as refused:
        tell(request, refused)
    return redirect("werk-document", zaak_id=zaak_id, document_id=document_id)
