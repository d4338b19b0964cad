"""Quality of the base registers: figures per check with their trend, what was found, and a terugmelding of it."""

import csv
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.kwaliteit import queries
from kapstok.diensten.kwaliteit.alle import CONTROLES, VAN_CODE
from kapstok.diensten.kwaliteit.controle import Controle, Ernst
from kapstok.diensten.kwaliteit.juist import noem_juist, toch_niet_juist
from kapstok.diensten.kwaliteit.models import Uitkomst
from kapstok.diensten.kwaliteit.ronde import begin_ronde
from kapstok.diensten.kwaliteit.terugmelding import meld_terug
from kapstok.kern.rekenblad import cel
from kapstok.platform.audit.use import log_uses
from kapstok.platform.db import tenant_scope
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work
from kapstok.schermen.beheer.show import beheerder, editor, show, who

DOEL = "Kwaliteit van de basisregistraties"
FIELDS = ["naam", "burgerservicenummer"]
_KINDS = (
    ("", gettext_lazy("Alles")),
    ("nieuw", gettext_lazy("Nieuw sinds de laatste controle")),
    ("zonder", gettext_lazy("Nog niet teruggemeld")),
    ("met", gettext_lazy("Teruggemeld")),
    ("juist", gettext_lazy("Klopt wel")),
)


class SearchForm(forms.Form):
    """What the findings of a check can be narrowed by."""

    stand = forms.ChoiceField(label=gettext_lazy("Welke"), choices=_KINDS, required=False)
    zoek = forms.CharField(
        label=gettext_lazy("BSN, A-nummer, achternaam of BAG-nummer"), max_length=80, required=False
    )


def _actor(request: HttpRequest) -> Actor:
    return who(request).as_actor(DOEL)


@beheerder
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report of the municipality: what the last round came to."""
    going, last = queries.laatste_rondes()
    outcome = queries.uitkomsten(last) if last else {}
    reported, right = queries.open_met_zaak(), queries.juist_sinds(last) if last else {}
    rows = [_told(c, outcome.get(c.code), reported, right) for c in CONTROLES]
    return show(
        request,
        "kwaliteit",
        bezig=going,
        laatste=last,
        groepen=[
            (
                name,
                [r for r in rows if r["register"] == register and r["aantal"]],
                [r for r in rows if r["register"] == register and not r["aantal"]],
            )
            for register, name in (
                ("BRP", _("Basisregistratie Personen")),
                ("BAG", _("Basisregistratie Adressen en Gebouwen")),
            )
        ],
        totaal={k: sum(r[k] for r in rows) for k in ("aantal", "nieuw", "opgelost", "terug")},
        trend=[(f"{timezone.localtime(day):%d-%m}", number) for day, number in queries.trend()],
    )


def _told(
    controle: Controle, made: Uitkomst | None, reported: dict[str, int], right: dict[str, int]
) -> dict[str, Any]:
    return {
        "code": controle.code,
        "register": controle.register.value,
        "naam": controle.naam,
        "uitleg": controle.uitleg,
        "ernst": _grade(controle),
        "trend": _trend(made),
        "aantal": max(made.aantal - right.get(controle.code, 0), 0) if made else 0,
        "nieuw": made.nieuw if made else 0,
        "opgelost": made.opgelost if made else 0,
        "terug": reported.get(controle.code, 0),
    }


def _trend(made: Uitkomst | None) -> str:
    """How the last round differs from the one before, in words."""
    more = made.nieuw - made.opgelost if made else 0
    if more > 0:
        return _("%(n)s meer") % {"n": more}
    return _("%(n)s minder") % {"n": -more} if more else _("evenveel")


def _grade(controle: Controle) -> tuple[str, str]:
    return (_("Fout"), "fout") if controle.ernst == Ernst.FOUT else (_("Let op"), "let-op")


@editor
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a round; the worker does it."""
    try:
        begin_ronde(actor=_actor(request), moment=timezone.now())
    except Refusal as no:
        messages.error(request, no.message)
    else:
        messages.success(
            request,
            _("De controle is begonnen. Op deze pagina ziet u hoe ver Kapstok is; laad haar opnieuw."),
        )
    return redirect("beheer-kwaliteit")


def _asked(request: HttpRequest, code: str) -> tuple[Controle, SearchForm, queries.Vraag]:
    controle = VAN_CODE.get(code)
    if controle is None:
        raise Http404
    form = SearchForm(request.GET)
    typed = form.cleaned_data if form.is_valid() else {}
    return controle, form, queries.Vraag(code, typed.get("stand", ""), typed.get("zoek", "").strip())


class _Rows:
    """The rows of a question for a Paginator: only those of the page that is shown."""

    def __init__(self, asked: queries.Vraag) -> None:
        self.asked, self.number = asked, asked.aantal()

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        start = part.start or 0
        return self.asked.rijen(limit=(part.stop or self.number) - start, offset=start)


@editor
@require_safe
def findings(request: HttpRequest, code: str) -> HttpResponse:
    """What one check found. Whose data stands on the page, is logged."""
    return _findings(request, code)


class Missed(NamedTuple):
    """A reason that was refused: of which finding, what was typed, and what is wrong."""

    bevinding: UUID
    getypt: str
    fout: str


def _findings(request: HttpRequest, code: str, missed: Missed | None = None) -> HttpResponse:
    controle, form, asked = _asked(request, code)
    page = Paginator(_Rows(asked), queries.PAGE).get_page(request.GET.get("pagina"))  # type: ignore[arg-type]
    rows = list(page.object_list)
    _log(rows, _actor(request))
    query = request.GET.copy()
    query.pop("pagina", None)
    return show(
        request,
        "kwaliteit_controle",
        status=422 if missed else 200,
        gemist=missed,
        fouten=[(f"id_reden_{missed.bevinding}", missed.fout)] if missed else [],
        controle=controle,
        ernst=_grade(controle),
        filter=form,
        pagina=page,
        totaal=page.paginator.count,
        rijen=[
            {**row, "naam": _name(row), "sleutel_id": str(row["id"]), "nieuw_te_melden": _can_report(row)}
            for row in rows
        ],
        zoekdeel=query.urlencode(),
        trend=[(f"{timezone.localtime(day):%d-%m}", number) for day, number in queries.trend(code)],
    )


def _can_report(row: dict[str, Any]) -> bool:
    return row["zaak_id"] is None or row["zaak_klaar"] is not None


def _name(row: dict[str, Any]) -> str:
    return " ".join(row[k] for k in ("voornamen", "voorvoegsel", "geslachtsnaam") if row[k])


def _log(rows: list[dict[str, Any]], actor: Actor) -> None:
    seen = dict.fromkeys(n for r in rows for n in (r["bsn"] or r["a_nummer"], r["ander"]) if n)
    log_uses(list(seen), actor=actor, moment=timezone.now(), source="Kwaliteit BRP", fields=FIELDS)


@editor
@require_safe
def export(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """All of them as CSV, as Excel in Dutch reads it; never whole in memory. That somebody took it, is recorded."""
    controle, _form, asked = _asked(request, code)
    actor, tenant = _actor(request), request.tenant  # type: ignore[attr-defined]
    with unit_of_work(actor, "kwaliteit.export") as work:
        work.record("kwaliteit", controle.code, after={"aantal": asked.aantal()})
    heads = [_("BSN"), _("A-nummer"), _("Naam"), _("Ander BSN"), _("BAG-nummer"), _("Bijzonderheid")]
    answer = StreamingHttpResponse(
        _lines([*heads, _("Sinds"), _("Terugmelding")], asked, actor, tenant.id),
        content_type="text/csv; charset=utf-8",
    )
    name = f"kwaliteit-{controle.code}-{tenant.slug}-{timezone.localdate()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class _Echo:
    """What the csv module writes to: it hands back the line."""

    def write(self, line: str) -> str:
        return line


def _lines(heads: list[str], asked: queries.Vraag, actor: Actor, tenant: int) -> Iterator[str]:
    sheet = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + sheet.writerow(heads)
    last: dict[str, Any] | None = None
    while True:
        # A transaction per piece: the log of whom it is about stands before the piece goes out.
        with tenant_scope(tenant):
            rows = asked.rijen(limit=queries.BATCH, na=last)
            _log(rows, actor)
        if not rows:
            return
        last = rows[-1]
        for row in rows:
            cells = (row["bsn"], row["a_nummer"], _name(row), row["ander"], row["adres"], row["detail"])
            since = timezone.localtime(row["sinds"]).strftime("%Y-%m-%d")
            yield sheet.writerow([*(cel(c or "") for c in cells), since, row["zaak"] or ""])


@editor
@require_POST
def report_back(request: HttpRequest, code: str, bevinding_id: UUID) -> HttpResponse:
    """One click: a zaak for who keeps the register."""
    if code not in VAN_CODE:
        raise Http404
    back = redirect("beheer-kwaliteit-controle", code)
    now = timezone.now()
    try:
        zaak, new = meld_terug(
            bevinding_id,
            terug=request.build_absolute_uri(back.url),
            actor=_actor(request),
            today=timezone.localdate(now),
            moment=now,
        )
    except Refusal as no:
        messages.error(request, no.message)
        return back
    told = _("Zaak %s is gemaakt.") if new else _("Deze bevinding heeft al een zaak: %s.")
    messages.success(request, told % zaak.identificatie)
    return back


@editor
@require_POST
def right(request: HttpRequest, code: str, bevinding_id: UUID) -> HttpResponse:
    """It is right as it is, with a reason; or it counts again."""
    if code not in VAN_CODE:
        raise Http404
    typed, actor, now = request.POST.get("reden", "").replace("\x00", ""), _actor(request), timezone.now()
    try:
        if "terug" in request.POST:
            toch_niet_juist(bevinding_id, actor=actor, moment=now)
            messages.success(request, _("De bevinding telt weer mee."))
        else:
            noem_juist(bevinding_id, typed, actor=actor, moment=now)
            messages.success(
                request, _("Vastgelegd dat het klopt. U vindt de bevinding terug onder “Klopt wel”.")
            )
    except Refusal as no:
        if no.field == "reden":
            return _findings(request, code, Missed(bevinding_id, typed, no.message))
        messages.error(request, no.message)
    return redirect("beheer-kwaliteit-controle", code)
