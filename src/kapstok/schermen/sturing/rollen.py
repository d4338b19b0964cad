"""**Rollen**: who holds which function, what is not filled, and the RACI made from the rights themselves."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.rollen import queries, services
from kapstok.diensten.sturing.rollen.rules import FUNCTIES, TABELLEN, TAKEN, Houder, gaten, mandaat
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import colleagues, staff
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.show import PAGE, actor_of, kijker, page_of, show, who
from kapstok.schermen.sturing.woorden_rollen import HANDELING, LETTER, TABEL

beheerder = staff("functioneel-beheerder")  # who decides cannot appoint oneself


@kijker
@require_safe
def rollen(request: HttpRequest) -> HttpResponse:
    """Everybody on this day; with the RACI of one municipality."""
    today = timezone.localdate()
    partners, rows = deelnemers(today), queries.vervullingen(today)
    codes = [d.code for d in partners]
    chosen = request.GET.get("gemeente", "")
    chosen = chosen if chosen in codes else (codes[0] if codes else "")
    names = {d.code: d.naam for d in partners}
    held = [Houder(**{name: row[name] for name in queries.FIELDS}) for row in rows]
    people, page = _people(rows), page_of(request)
    return show(
        request,
        "rollen",
        partners=partners,
        gekozen=chosen,
        gekozen_naam=names.get(chosen, ""),
        houders=people[(page - 1) * PAGE : page * PAGE],
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(people) > page * PAGE else None,
        vast=urlencode({"gemeente": chosen}),
        gaten=[(FUNCTIE[f], names.get(g, "")) for f, g in gaten(held, codes, today)],
        tabellen=[_matrix(table, held, chosen, today) for table in TABELLEN],
        letters=LETTER.items(),
        mag_benoemen=who(request).has_role("functioneel-beheerder"),
    )


def _people(rows: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Everybody who holds a function with its name, in the order of the functions."""
    place = {code: n for n, code in enumerate(FUNCTIES)}
    return [(str(FUNCTIE[r["functie"]]), r) for r in sorted(rows, key=lambda r: place[r["functie"]])]


def _matrix(table: str, held: list[Houder], gemeente: str, today: date) -> dict[str, Any]:
    """People in rows, acts in columns; a letter where the person has the mandate for this municipality.

    Who may do the same by the same function shares a row: a hundred project leaders are one.
    """
    tasks = [t for t in TAKEN if t.tabel == table]
    acts = list(dict.fromkeys(each for t in tasks for each in t.handelingen))
    letter = {(t.functie, each): t.raci for t in tasks for each in t.handelingen}
    people = [h for h in held if any(h.functie == t.functie for t in tasks) and h.gemeente in ("", gemeente)]
    rows: dict[tuple[str, bool, tuple[str, ...]], list[tuple[str, str]]] = {}
    for h in people:
        letters = tuple(
            letter.get((h.functie, each), "")
            if mandaat([h], each, today, gemeente=gemeente, project=h.project)
            else ""
            for each in acts
        )
        rows.setdefault((h.functie, h.plaatsvervanger, letters), []).append((h.naam, h.project))
    words = [str(HANDELING[each]) for each in acts]
    return {
        "naam": TABEL[table],
        "handelingen": words,
        "rijen": [
            {
                "functie": FUNCTIE[function],
                "plaatsvervanger": deputy,
                "mensen": names,
                "cellen": list(zip(words, letters, strict=True)),
            }
            for (function, deputy, letters), names in rows.items()
        ],
    }


class BenoemForm(RefusedForm):
    """Somebody in a function."""

    functie = forms.ChoiceField(label=_("Rol"), choices=list(FUNCTIE.items()))
    gemeente = forms.ChoiceField(
        label=_("Gemeente"), required=False, help_text=_("Alleen bij een rol die er per gemeente is.")
    )
    project = forms.CharField(
        label=_("Project"), max_length=60, required=False, help_text=_("Alleen bij een projectleider.")
    )
    aandachtsveld = forms.CharField(
        label=_("Aandachtsveld"),
        max_length=120,
        required=False,
        help_text=_("Alleen bij een i-adviseur. Bijvoorbeeld: Sociaal domein."),
    )
    persoon = forms.ChoiceField(
        label=_("Account"),
        required=False,
        help_text=_("Wie met een account werkt, kan dan ook doen wat bij de rol hoort."),
    )
    naam = forms.CharField(
        label=_("Naam"), max_length=120, required=False, help_text=_("Niet nodig als u een account kiest.")
    )
    plaatsvervanger = forms.BooleanField(label=_("Plaatsvervanger"), required=False)
    van = forms.DateField(label=_("Eerste dag"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    tot = forms.DateField(label=_("Laatste dag"), required=False, **DAY)

    def __init__(self, data: Any = None, *, partners: list[Deelnemer], today: date) -> None:
        super().__init__(data, initial={"van": today})
        self.people = {str(c.id): c.naam for c in colleagues(today=today)}
        self.members = {d.code: d.id for d in partners}
        self.fields["gemeente"].choices = [("", _("Geen")), *((d.code, d.naam) for d in partners)]
        self.fields["persoon"].choices = [("", _("Geen account")), *self.people.items()]


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def benoemen(request: HttpRequest) -> HttpResponse:
    """Give somebody a function."""
    today = timezone.localdate()
    form = BenoemForm(
        request.POST if request.method == "POST" else None, partners=deelnemers(today), today=today
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.benoem(
                typed["functie"],
                typed["naam"] or form.people.get(typed["persoon"], ""),
                van=typed["van"],
                tot=typed["tot"],
                deelnemer_id=form.members.get(typed["gemeente"]),
                project=typed["project"],
                aandachtsveld=typed["aandachtsveld"],
                persoon_id=UUID(typed["persoon"]) if typed["persoon"] else None,
                plaatsvervanger=typed["plaatsvervanger"],
                actor=actor_of(request),
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("De rol is gegeven."))
            return redirect("sturing-rollen")
    return show(request, "benoemen", form=form, status=422 if form.errors else 200)


@beheerder
@require_POST
def beeindigen(request: HttpRequest, vervulling_id: UUID) -> HttpResponse:
    """Today is the last day."""
    try:
        services.beeindig(vervulling_id, tot=timezone.localdate(), actor=actor_of(request))
    except Refusal as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("De rol eindigt vandaag."))
    return redirect("sturing-rollen")
