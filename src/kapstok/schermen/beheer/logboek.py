"""The audit trail: who did what, and what it was before and after."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kapstok.platform.audit.chain import content
from kapstok.platform.audit.models import AuditRecord
from kapstok.schermen.beheer import queries
from kapstok.schermen.beheer.logboek_woorden import done_of
from kapstok.schermen.beheer.show import beheerder, listing, page_of, show

DAYS = 31  # a question by name or kind is about the last month, unless a period or an object is given


class SearchForm(forms.Form):
    """What the audit trail can be narrowed by."""

    object = forms.CharField(
        label=_("Nummer van een zaak, document of ander object"), max_length=60, required=False
    )
    wie = forms.CharField(label=_("Wie"), max_length=100, required=False)
    wat = forms.CharField(
        label=_("Wat"), max_length=100, required=False, help_text=_("Bijvoorbeeld zaak of applicatie.update")
    )
    van = forms.DateField(
        label=_("Van"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    tot = forms.DateField(
        label=_("Tot en met"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def search_of(asked: dict[str, Any], *, today: date) -> queries.AuditSearch:
    """The question as the query takes it: whole days, and a month back where nothing else bounds it."""
    since, until = asked.get("van"), asked.get("tot")
    if since is None and not asked.get("object") and (asked.get("wie") or asked.get("wat")):
        since = (until or today) - timedelta(days=DAYS)
    return queries.AuditSearch(
        asked.get("object", ""),
        asked.get("wie", ""),
        asked.get("wat", ""),
        _start_of(since) if since else None,
        _start_of(until + timedelta(days=1)) if until else None,
    )


@beheerder
@require_safe
def audit_trail(request: HttpRequest) -> HttpResponse:
    """The audit trail, newest first; narrowed to an object, a person, a kind of act and a period."""
    form = SearchForm(request.GET)
    valid = form.is_valid()
    asked, page = form.cleaned_data, page_of(request)
    found = search_of(asked, today=timezone.localdate())
    kept = request.GET.copy()
    kept.pop("pagina", None)
    rows = queries.audit_records(found, page) if valid else []
    rows = [{**row, "gedaan": done_of(row["actie"])} for row in rows]
    return show(
        request,
        "logboek",
        filter=form,
        sinds=found.van if found.van and not asked.get("van") else None,
        vast=f"{kept.urlencode()}&" if kept else "",
        **listing(rows, page),
    )


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
        request,
        "logregel",
        record=record,
        gedaan=done_of(record.actie),
        wijzigingen=changes,
        vergeten=bool(record.inhoud) and not inside,
    )


def _differences(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    """(field, before, after) of what differs; whole values when they are not objects."""
    if not isinstance(before, dict) and not isinstance(after, dict):
        return [("", before, after)]
    old, new = before or {}, after or {}
    return [(f, old.get(f), new.get(f)) for f in sorted({*old, *new}) if old.get(f) != new.get(f)]
