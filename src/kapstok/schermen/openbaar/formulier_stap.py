"""One page of a form: one topic. What was typed is kept, also when it is wrong."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.formulieren.bronnen import complete_address
from kapstok.diensten.formulieren.controle import Checked, check_step, messages, row_count
from kapstok.diensten.formulieren.definitie import Stap
from kapstok.diensten.formulieren.files import remove_file
from kapstok.diensten.formulieren.services import Draft, correct_known, save_answers
from kapstok.diensten.formulieren.situatie import Situatie
from kapstok.diensten.formulieren.soorten.basis import Ruw
from kapstok.schermen.openbaar.formulier_bestanden import receive_files
from kapstok.schermen.openbaar.formulier_toegang import acting, draft_or_404, form_page
from kapstok.schermen.openbaar.formulier_velden import Blok, Getypt, blocks, control_id, raw_of

Messages = list[tuple[str, str]]


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, concept_id: UUID, stap: str) -> HttpResponse:
    draft = draft_or_404(request, slug, concept_id)
    if draft.is_sent:
        return redirect("formulier-ontvangen", slug=slug, concept_id=concept_id)
    situation = draft.situation(today=timezone.localdate())
    here = situation.step(stap)
    if here is None:
        if not any(known.id == stap for known in draft.form.definitie.steps):
            raise Http404
        return redirect("formulier-controle", slug=slug, concept_id=concept_id)
    if request.method == "POST":
        return _posted(request, draft, here)
    return _page(request, draft, here, raw_of(draft, here.questions), [])


def _posted(request: HttpRequest, draft: Draft, here: Stap) -> HttpResponse:
    """Any button: first keep files and what is right, then do what the button says."""
    raw: dict[str, list[str]] = {name: [str(v) for v in values] for name, values in request.POST.lists()}
    action, _sep, target = request.POST.get("actie", "volgende").partition(":")
    if action == "bestand-weg":
        draft = remove_file(draft, target, actor=acting(request), now=timezone.now())
    draft, wrong_files = receive_files(request, draft, here)
    checked = _check(draft, here, raw)
    draft = _save(request, draft, here, checked)
    if action == "zelf":
        correct_known(draft, target, actor=acting(request), now=timezone.now())
        return redirect(f"{_url('formulier-stap', draft, here.id)}#{control_id(target)}")
    if wrong_files:
        return _page(
            request, draft, here, raw, [*wrong_files, *([] if action != "volgende" else _texts(checked))]
        )
    if action in ("upload", "bestand-weg"):
        return _page(request, draft, here, raw, [])
    if action in ("meer", "minder"):
        return _page(request, draft, here, _other_rows(here, raw, action, target), [])
    if action == "opslaan":
        return redirect(_url("formulier-bewaren", draft))
    if action == "vorige":
        return redirect(_previous(draft, here))
    new = _new_questions(draft, here, raw)
    if new:
        seen = [(name, text) for name, text in _texts(checked) if name.split(".")[0] not in new]
        return _page(request, draft, here, raw, seen, status=422 if seen else 200, new=True)
    if checked.faults:
        return _page(request, draft, here, raw, _texts(checked), status=422)
    return redirect(_next(request, draft, here))


def _new_questions(draft: Draft, here: Stap, raw: Ruw) -> set[str]:
    """Questions that these answers brought onto the page: people must see them before they go on."""
    if "getoond" not in raw:
        return set()
    shown = set(" ".join(raw["getoond"]).split())
    return {vraag.id for vraag in _situation_now(draft, here, raw).questions(here)} - shown


def _check(draft: Draft, here: Stap, raw: Ruw) -> Checked:
    """Check the page; answers that come from a source are not read from the browser."""
    checked = check_step(
        draft.form, here, raw, draft.answers(), today=timezone.localdate(), channel=draft.row.kanaal
    )
    asked = {name: value for name, value in checked.values.items() if not draft.is_known(name)}
    names = {vraag.id for vraag in here.questions if draft.is_known(vraag.id)}
    faults = [fault for fault in checked.faults if fault.name.split(".")[0] not in names]
    return Checked(asked, faults)


def _save(request: HttpRequest, draft: Draft, here: Stap, checked: Checked) -> Draft:
    """Keep what could be read. A wrong value is not kept in the draft, but stays on the page."""
    wrong = {fault.name.split(".")[0] for fault in checked.faults if not fault.values.get("leeg")}
    values = {name: value for name, value in checked.values.items() if name not in wrong}
    for vraag in here.questions:
        if vraag.type in ("adres", "locatie") and values.get(vraag.id):
            values[vraag.id] = complete_address(values[vraag.id])
    return save_answers(draft, values, step=here.id, actor=acting(request), now=timezone.now())


def _texts(checked: Checked) -> Messages:
    return messages(checked.faults, translation.get_language() or "nl", _)


def _other_rows(here: Stap, raw: dict[str, list[str]], action: str, target: str) -> dict[str, list[str]]:
    """One row more, or without the row "groep:number"; what was typed in the others stays."""
    name, _sep, number = target.partition(":")
    vraag = next((v for v in here.questions if v.id == name and v.type == "groep"), None)
    if vraag is None:
        return raw
    count = max(row_count(vraag, raw), 1)
    if action == "meer":
        return {**raw, f"{name}.aantal": [str(min(count + 1, vraag.limits.max_items or 20))]}
    gone = int(number) - 1 if number.isascii() and number.isdigit() else count
    kept = {key: texts for key, texts in raw.items() if not key.startswith(f"{name}.")}
    rows = [row for row in range(count) if row != gone]
    for new, old in enumerate(rows):
        start = f"{name}.{old}."
        kept |= {f"{name}.{new}.{k.removeprefix(start)}": v for k, v in raw.items() if k.startswith(start)}
    return {**kept, f"{name}.aantal": [str(max(len(rows), 1))]}


def _url(name: str, draft: Draft, *more: str) -> str:
    return reverse(name, args=[draft.form.definitie.slug, draft.row.id, *more])


def _next(request: HttpRequest, draft: Draft, here: Stap) -> str:
    """After **Wijzig** straight back to the check page, otherwise the next visible page."""
    following = draft.situation(today=timezone.localdate()).after(here.id)
    if request.POST.get("terug") == "controle" or following is None:
        return _url("formulier-controle", draft)
    return _url("formulier-stap", draft, following.id)


def _previous(draft: Draft, here: Stap) -> str:
    before = draft.situation(today=timezone.localdate()).before(here.id)
    return (
        _url("formulier-stap", draft, before.id)
        if before
        else reverse("formulier", args=[draft.form.definitie.slug])
    )


def _page(
    request: HttpRequest,
    draft: Draft,
    here: Stap,
    raw: Ruw,
    faults: Messages,
    *,
    status: int = 200,
    new: bool = False,
) -> HttpResponse:
    taal = translation.get_language() or "nl"
    situation = _situation_now(draft, here, raw)
    by_name: dict[str, list[str]] = {}
    for name, text in faults:
        by_name.setdefault(name, []).append(text)
    shown = blocks(draft, situation, situation.questions(here), Getypt(raw, by_name, taal))
    ids = [known.id for known in situation.steps]
    context = {
        "draft": draft,
        "slug": draft.form.definitie.slug,
        "formulier_titel": draft.form.definitie.title.in_taal(taal),
        "stap": here,
        "titel": here.title.in_taal(taal),
        "intro": here.intro.in_taal(taal) if here.intro else "",
        "nummer": ids.index(here.id) + 1 if here.id in ids else 1,
        "totaal": max(len(ids), 1),
        "blokken": shown,
        "fouten": [(_target(shown, name), text) for name, text in faults],
        "getoond": " ".join(blok.vraag.id for blok in shown),
        "nieuw": new,
        "met_bestanden": any(blok.kind == "bestanden" for blok in shown),
        "terug": "controle" if "controle" in (request.GET.get("terug"), request.POST.get("terug")) else "",
    }
    return render(request, "openbaar/formulier/stap.html", context, status=status)


def _situation_now(draft: Draft, here: Stap, raw: Ruw) -> Situatie:
    """What is visible given what stands on the page now, so that a typed value never disappears."""
    checked = _check(draft, here, raw)
    values = {name: value for name, value in checked.values.items() if value is not None}
    return draft.form.situation(
        {**draft.answers(), **values}, today=timezone.localdate(), channel=draft.row.kanaal
    )


def _target(shown: list[Blok], name: str) -> str:
    """Id of the control that a link in the error summary goes to."""
    for blok in shown:
        for veld in [*blok.fields, *(veld for row in blok.rows for veld in row.fields)]:
            if veld.name == name:
                return veld.target
    return control_id(name)
