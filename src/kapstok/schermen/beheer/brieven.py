"""Letters and mails as the beheerder sees them: list, text, example, versions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.brieven.models import Sjabloon
from kapstok.diensten.brieven.services import compose, letter_pdf, load_standard
from kapstok.diensten.brieven.templates import (
    LANGUAGES,
    Inhoud,
    add_letter,
    all_templates,
    content_in,
    content_of,
    content_refusals,
    example_values,
    filled_mail,
    find_template,
    restore_version,
    save_template,
    versions_of,
)
from kapstok.platform.errors import Refusal
from kapstok.schermen.beheer.brieven_form import FIELD_MEANINGS, LetterForm, MailForm, form_of
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show, who
from kapstok.schermen.beheer.verschil import lines_that_differ

RESERVED = {"nieuw", "standaard"}


@beheerder
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Letters and mails, each with its version."""
    rows = all_templates()
    return show(
        request,
        "brieven",
        brieven=[row for row in rows if row.soort == Sjabloon.Soort.BRIEF],
        mails=[row for row in rows if row.soort == Sjabloon.Soort.MAIL],
    )


@editor
@require_POST
def add_standard(request: HttpRequest) -> HttpResponse:
    """The standard letters that are not there yet."""
    made = load_standard(actor=actor_of(request))
    text = ngettext("%(n)s brief toegevoegd.", "%(n)s brieven toegevoegd.", made) % {"n": made}
    messages.success(request, text)
    return redirect("beheer-brieven")


def _find(slug: str) -> Sjabloon:
    row = find_template(slug)
    if row is None:
        raise Http404
    return row


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new letter."""
    form = LetterForm(request.POST or None, initial={"versie": 0, "actief": True})
    if request.method == "POST" and form.is_valid():
        slug = slugify(form.cleaned_data["naam"])[:60]
        slug = f"{slug}-brief"[:60] if not slug or slug in RESERVED else slug
        try:
            add_letter(slug, form.content(), asked=form.asked(), actor=actor_of(request), now=timezone.now())
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("De brief is gemaakt. Behandelaars kunnen hem nu kiezen."))
            return redirect("beheer-brief", slug=slug)
    return _edit_page(request, None, form)


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """The text of one template; saving makes a version, an example does not."""
    row = _find(slug)
    if request.method != "POST":
        return _edit_page(request, row, form_of(row))
    form = form_of(row, request.POST)
    if not who(request).has_role("functioneel-beheerder"):
        return _edit_page(request, row, form_of(row), status=403)
    if form.is_valid():
        try:
            if request.POST.get("actie") == "voorbeeld":
                return _edit_page(request, row, form, example=_mail_examples(request, form.content()))
            save_template(
                slug,
                form.content(),
                asked=form.asked(),
                expected=form.cleaned_data["versie"],
                actor=actor_of(request),
                now=timezone.now(),
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen als nieuwe versie. Hij geldt vanaf nu."))
            return redirect("beheer-brief", slug=slug)
    return _edit_page(request, row, form)


def _edit_page(
    request: HttpRequest,
    row: Sjabloon | None,
    form: LetterForm | MailForm,
    *,
    example: list[dict[str, str]] | None = None,
    status: int = 0,
) -> HttpResponse:
    mail = row is not None and row.soort == Sjabloon.Soort.MAIL
    wrong = form.is_bound and bool(form.errors)
    return show(
        request,
        "brief",
        status=status or (422 if wrong else 200),
        sjabloon=row,
        form=form,
        is_mail=mail,
        velden=[(f"{{{name}}}", meaning) for name, meaning in FIELD_MEANINGS["mail" if mail else "brief"]],
        voorbeeld=example,
    )


def _mail_examples(request: HttpRequest, content: Inhoud) -> list[dict[str, str]]:
    """The mail in each language, filled with an example; Refusal when the text is wrong."""
    refusals = content_refusals(Sjabloon.Soort.MAIL, content)
    if refusals:
        from kapstok.platform.errors import Refusals

        raise Refusals(refusals)
    values = example_values(request.tenant.naam, timezone.localdate())  # type: ignore[attr-defined]
    names = {"nl": "Nederlands", "fy": "Frysk", "en": "English"}
    made = []
    for language in LANGUAGES:
        subject, text = filled_mail(content, language, values)
        made.append({"taal": language, "naam": names[language], "onderwerp": subject, "tekst": text})
    return made


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter with an example zaak as PDF: as it is saved, or as it is being typed (POST)."""
    row = _find(slug)
    if row.soort == Sjabloon.Soort.MAIL:
        raise Http404
    content, asked = content_of(row), LetterForm.of(row).initial["vragen"].split()
    if request.method == "POST":
        form = form_of(row, request.POST)
        if not form.is_valid():
            return _edit_page(request, row, form)
        content, asked = form.content(), form.asked()
        refusals = content_refusals(row.soort, content, asked)
        if refusals:
            for each in refusals:
                form.add_refusals(each)
            return _edit_page(request, row, form)
    values = example_values(request.tenant.naam, timezone.localdate(), asked)  # type: ignore[attr-defined]
    letter = compose(Sjabloon(onderwerp=content.onderwerp, tekst=content.tekst), values)
    response = HttpResponse(letter_pdf(letter, values), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="voorbeeld-{slug}.pdf"'
    return response


@beheerder
@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version with who and when, and what changed since the one before."""
    row = _find(slug)
    kept = versions_of(row) if row.versie else []
    rows: list[dict[str, Any]] = []
    for version, former in zip(kept, (*kept[1:], None), strict=False):  # the first one has no former
        old = _as_text(content_in(former)) if former else ""
        rows.append(
            {
                "versie": version,
                "nu": version.versie == row.versie,
                "verschil": lines_that_differ(old, _as_text(content_in(version))) if former else [],
            }
        )
    return show(request, "brief_versies", sjabloon=row, versies=rows)


def _as_text(content: Inhoud) -> str:
    """A version as lines, for comparing."""
    parts = [content.naam, content.onderwerp, content.tekst]
    for language in LANGUAGES[1:]:
        own = content.vertalingen.get(language, {})
        parts += (
            [f"[{language}] {own.get('onderwerp', '')}", own.get("tekst", "")] if any(own.values()) else []
        )
    parts += [_("Zaaktypen: %s") % ", ".join(content.zaaktypen)] if content.zaaktypen else []
    parts += [_("Resultaten: %s") % ", ".join(content.resultaten)] if content.resultaten else []
    return "\n".join([*parts, "" if content.actief else _("Niet in gebruik")])


@editor
@require_POST
def restore(request: HttpRequest, slug: str, versie: int) -> HttpResponse:
    """**Terug naar deze versie**: the old text as a new version."""
    try:
        restore_version(_find(slug), versie, actor=actor_of(request), now=timezone.now())
        messages.success(request, _("De tekst van versie %(n)s geldt weer.") % {"n": versie})
    except Refusal as refused:
        for each in refused.all:
            messages.error(request, each.message)
    return redirect("beheer-brief-versies", slug=slug)
