"""The audit trail: who did what, and what it was before and after."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kapstok.platform.audit.chain import content
from kapstok.platform.audit.models import AuditRecord
from kapstok.schermen.beheer import queries
from kapstok.schermen.beheer.show import beheerder, listing, page_of, show


@beheerder
@require_safe
def audit_trail(request: HttpRequest) -> HttpResponse:
    """The audit trail, newest first; `object` narrows it to one object."""
    wanted = request.GET.get("object", "").strip()[:60]
    page = page_of(request)
    return show(request, "logboek", gezocht=wanted, **listing(queries.audit_records(wanted, page), page))


@beheerder
@require_safe
def audit_record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """One record with what it was before and after."""
    try:
        record = AuditRecord.objects.get(id=record_id)
    except (AuditRecord.DoesNotExist, ValidationError) as error:
        raise Http404 from error
    inside = content(record)
    changes = _differences(inside["voor"], inside["na"]) if inside else []
    return show(
        request, "logregel", record=record, wijzigingen=changes, vergeten=bool(record.inhoud) and not inside
    )


def _differences(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    """(field, before, after) of what differs; whole values when they are not objects."""
    if not isinstance(before, dict) and not isinstance(after, dict):
        return [("", before, after)]
    old, new = before or {}, after or {}
    return [(f, old.get(f), new.get(f)) for f in sorted({*old, *new}) if old.get(f) != new.get(f)]
