"""**Nieuw voor mij** and **Mijn taken**, above the list of one's own zaken."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kapstok.diensten.behandeling import signalen
from kapstok.diensten.behandeling.services.notes import finish_task
from kapstok.diensten.behandeling.services.seen import mark_seen
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.show import CAN_READ, CAN_TALK, actor_of, identity_of, one, tell

_WORDS = {
    "nieuw": gettext_lazy("Nieuw voor u"),
    "bericht": gettext_lazy("Bericht van de inwoner"),
    "document": gettext_lazy("Document van de inwoner"),
    "te-laat": gettext_lazy("Sinds u keek te laat geworden"),
    "bijna": gettext_lazy("De termijn is bijna om"),
}
_BADGES = {"bericht": "info", "document": "info", "te-laat": "fout", "bijna": "let-op"}


def news_of(request: HttpRequest) -> dict[str, Any]:
    """What is new since this medewerker last looked, and what they still have to do."""
    user = identity_of(request).user_id
    if user is None:
        return {}
    today = timezone.localdate()
    rows = signalen.news(user, today=today)
    return {
        "nieuws": [
            {**row, "woord": _WORDS[row["soort"]], "toon": _BADGES.get(row["soort"], "neutraal")}
            for row in rows[: signalen.MOST]
        ],
        "meer_nieuws": len(rows) > signalen.MOST,
        "mijn_taken": signalen.tasks_of(user, today=today),
    }


@staff(*CAN_READ)
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """**Alles gezien**: nothing that is there now is news any more."""
    user = identity_of(request).user_id
    if user is not None:
        ids = {row["id"] for row in signalen.news(user, today=timezone.localdate())}
        mark_seen(ids, medewerker=user, moment=timezone.now())
    return redirect("werk")


@staff(*CAN_TALK)
@require_POST
def task_done(request: HttpRequest) -> HttpResponse:
    """Tick one of one's own tasks off, from the list."""
    zaak, task = one(request.POST.get("zaak")), one(request.POST.get("taak"))
    try:
        if zaak is None:
            raise Refusal("not_found", "taak", _("Deze taak is er niet (meer)."))
        finish_task(task, zaak_id=zaak, actor=actor_of(request), moment=timezone.now())
        messages.success(request, _("De taak is gedaan."))
    except Refusal as refused:
        tell(request, refused)
    return redirect("werk")
