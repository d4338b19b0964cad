"""Forms under beheer: what there is, a version as pages and questions, upload, compare, try out, publish."""

from typing import Any
from uuid import UUID

import msgspec
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.formulieren.analyse import completeness
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.models import FormulierVersie
from kapstok.diensten.formulieren.services import compiled, owner_hash, start_concept
from kapstok.diensten.formulieren.versies import (
    MAX_BYTES,
    findings,
    publish_version,
    upload_version,
    withdraw_form,
)
from kapstok.platform.db import fetch_all
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.beheer.formulier_woorden import as_lines, step_in_words
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show, who
from kapstok.schermen.beheer.verschil import lines_that_differ

# Forms with their live version, their newest one, and how many people are filling one in.
_FORMS = """
SELECT f.slug, f.naam, max(v.versie) FILTER (WHERE v.status = 'gepubliceerd') AS live,
  max(v.versie) AS nieuwste, bool_or(v.status = 'concept') AS concept, max(v.gepubliceerd) AS gepubliceerd,
  (SELECT count(*) FROM formulieren_concept c JOIN formulieren_formulierversie w ON w.id = c.versie_id
    WHERE w.formulier_id = f.id AND c.inzending IS NULL AND NOT c.proef AND c.verloopt > now()) AS bezig
FROM formulieren_formulier f LEFT JOIN formulieren_formulierversie v ON v.formulier_id = f.id
GROUP BY f.id, f.slug, f.naam ORDER BY f.naam LIMIT 500
"""


class UploadForm(RefusedForm):
    """A definition as a file or as text."""

    bestand = forms.FileField(
        label=gettext_lazy("Bestand (JSON)"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )  # fmt: skip
    tekst = forms.CharField(
        label=gettext_lazy("Of plak de JSON hier"),
        required=False,
        max_length=MAX_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": "8", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of both."""
        typed = super().clean() or {}
        upload = typed.get("bestand")
        if upload is not None and upload.size > MAX_BYTES:
            self.add_error("bestand", _("Dit bestand is te groot: het mag 1 MB zijn."))
        elif upload is None and not typed.get("tekst", "").strip():
            self.add_error("bestand", _("Kies een bestand, of plak de tekst."))
        return typed

    def raw(self) -> bytes:
        upload = self.cleaned_data.get("bestand")
        return upload.read(MAX_BYTES + 1) if upload is not None else self.cleaned_data["tekst"].encode()


@beheerder
@require_safe
def form_list(request: HttpRequest) -> HttpResponse:
    """Every form with its live version."""
    return show(request, "formulieren", rijen=fetch_all(_FORMS))


def _versions(slug: str) -> list[FormulierVersie]:
    rows = FormulierVersie.objects.select_related("formulier").filter(formulier__slug=slug)
    found = list(rows.order_by("-versie")[:200])
    if not found:
        raise Http404
    return found


@beheerder
@require_safe
def one(request: HttpRequest, slug: str, versie: int = 0) -> HttpResponse:
    """One version (the newest, when none is named): pages, questions, findings, and what changed."""
    rows = _versions(slug)
    row = next((r for r in rows if r.versie == versie), None) if versie else rows[0]
    if row is None:
        raise Http404
    former = next((r for r in rows if r.versie < row.versie), None)
    definitie = read_definition(row.definitie)
    live = next((r for r in rows if r.status == FormulierVersie.Status.GEPUBLICEERD), None)
    return show(
        request,
        "formulier",
        formulier=row.formulier,
        versie=row,
        versies=rows,
        live=live,
        definitie=definitie,
        stappen=[step_in_words(stap) for stap in definitie.steps],
        bevindingen=findings(definitie),
        talen=[
            (naam, round(100 * completeness(definitie, code)))
            for code, naam in (("fy", "Frysk"), ("en", "English"))
        ],
        vorige=former,
        verschil=lines_that_differ(as_lines(read_definition(former.definitie)), as_lines(definitie))
        if former
        else [],
        verschil_json=lines_that_differ(_pretty(former.definitie), _pretty(row.definitie)) if former else [],
    )


def _pretty(definition: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(definition), indent=2).decode()


@beheerder
@require_safe
def download(request: HttpRequest, slug: str, versie: int) -> HttpResponse:  # noqa: ARG001 - a view
    """The definition as a file: to change and upload again."""
    row = next((r for r in _versions(slug) if r.versie == versie), None)
    if row is None:
        raise Http404
    response = HttpResponse(_pretty(row.definitie) + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{versie}.json"'
    return response


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A new version (or form) as concept; every fault is said."""
    if slug:
        _versions(slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
    if request.method == "POST" and form.is_valid():
        try:
            row = upload_version(form.raw(), slug=slug, actor=actor_of(request), now=timezone.now())
        except Refusal as refused:
            field = "bestand" if form.cleaned_data.get("bestand") is not None else "tekst"
            for each in refused.all[:50]:
                form.add_error(field, each.message)
        else:
            messages.success(request, _("De versie staat klaar als concept. Kijk hem na en publiceer hem."))
            return redirect("beheer-formulier-versie", slug=row.formulier.slug, versie=row.versie)
    return show(request, "formulier_nieuw", form=form, slug=slug, status=422 if form.errors else 200)


@editor
@require_POST
def publish(request: HttpRequest, slug: str, version_id: UUID) -> HttpResponse:
    """**Publiceren**."""
    if not any(row.id == version_id for row in _versions(slug)):
        raise Http404
    try:
        row = publish_version(version_id, actor=actor_of(request), now=timezone.now())
        messages.success(
            request, _("Versie %(n)s is gepubliceerd. Inwoners zien hem nu.") % {"n": row.versie}
        )
    except Refusal as refused:
        for each in refused.all[:10]:
            messages.error(request, each.message)
    return redirect("beheer-formulier", slug=slug)


@editor
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """**Intrekken**: nobody can start it any more."""
    _versions(slug)
    withdraw_form(slug, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("Het formulier is ingetrokken. Wie al begonnen was, kan het nog versturen."))
    return redirect("beheer-formulier", slug=slug)


@editor
@require_POST
def try_out(request: HttpRequest, slug: str, version_id: UUID) -> HttpResponse:
    """**Proef invullen**: the real pages with this version; nothing is sent."""
    row = next((r for r in _versions(slug) if r.id == version_id), None)
    if row is None:
        raise Http404
    form = compiled(msgspec.json.encode(row.definitie))
    wanted = request.POST.get("kanaal", "")
    channel = wanted if wanted in form.definitie.channels else form.definitie.channels[-1]
    concept = start_concept(
        row,
        form,
        owner=owner_hash("medewerker", f"{who(request).id}:"),
        channel=channel,
        number="",
        actor=actor_of(request),
        now=timezone.now(),
        proef=True,
    )
    return redirect("formulier-stap", slug=slug, concept_id=concept.id, stap=form.definitie.steps[0].id)
