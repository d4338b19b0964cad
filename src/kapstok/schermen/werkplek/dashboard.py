"""**Dashboard**: in, out, stock and late over a period, as pictures with their tables, and as CSV."""

import csv
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kapstok.diensten.inzicht import queries
from kapstok.diensten.inzicht.rules import PERIODS, Period, percentage, period_of, totals, whole
from kapstok.kern.rekenblad import cel
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.show import in_words, read_day, show

LOOKERS = ("teamleider", "directie", "i-adviseur")
_NAMES = {
    "4w": gettext_lazy("4 weken"),
    "13w": gettext_lazy("13 weken"),
    "26w": gettext_lazy("26 weken"),
    "52w": gettext_lazy("52 weken"),
}
_FAULTS = {
    "order": gettext_lazy("De eerste dag ligt na de laatste dag."),
    "length": gettext_lazy("Kies een periode van hoogstens vijf jaar."),
}


def _period(request: HttpRequest) -> tuple[Period, dict[str, str]]:
    """The period that was asked, and what was wrong with it by field."""
    days: dict[str, date | None] = {}
    faults = {}
    for name in ("van", "tot"):
        try:
            days[name] = read_day(request.GET.get(name, "")[:40], name)
        except Refusal as refused:
            days[name], faults[name] = None, refused.message
    found = period_of(request.GET.get("periode", ""), days["van"], days["tot"], timezone.localdate())
    return found, {"van": str(_FAULTS[found.fault]), **faults} if found.fault else faults


@staff(*LOOKERS)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The figures of one period."""
    period, faults = _period(request)
    rows = queries.work(period.van, period.tot, today=timezone.localdate())
    flow, total = queries.flow(period.van, period.tot), whole(rows)
    return show(
        request,
        "dashboard",
        status=422 if faults else 200,
        fouten=[(f"id_{name}", text) for name, text in faults.items()],
        fout=faults,
        getypt={name: request.GET.get(name, "") for name in ("van", "tot")},
        periode=period,
        perioden=[
            {"naam": _NAMES[code], "vraag": urlencode({"periode": code}), "hier": code == period.code}
            for code in PERIODS
        ],
        van_tot=_("%(van)s tot en met %(tot)s") % {"van": in_words(period.van), "tot": in_words(period.tot)},
        totaal=total,
        begin=queries.stock_on(period.van),
        op_tijd=percentage(total["op_tijd"], total["klaar"]),
        per_zaaktype=_lines(totals(rows, "zaaktype")),
        per_team=_lines(totals(rows, "team")),
        beeld_zaaktype=[(line["naam"], line["voorraad"]) for line in totals(rows, "zaaktype")[:12]],
        beeld_team=[
            (line["naam"] or _("Zonder team"), line["voorraad"]) for line in totals(rows, "team")[:12]
        ],
        binnen=[(f"{row['van']:%d-%m}", row["binnen"]) for row in flow],
        klaar=[(f"{row['van']:%d-%m}", row["klaar"]) for row in flow],
        lijst_te_laat="/werk/team/?" + urlencode({"te_laat": "ja"}),
        csv=f"/werk/dashboard/csv/?{urlencode({'van': period.van, 'tot': period.tot})}",
    )


def _lines(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **line,
            "naam": line["naam"] or _("Zonder team"),
            "procent": percentage(line["op_tijd"], line["klaar"]),
        }
        for line in lines
    ]


@staff(*LOOKERS)
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same figures per zaaktype and team, for a spreadsheet."""
    period, _faults = _period(request)
    name = f"zaken-{request.tenant.slug}-{period.van}-{period.tot}.csv"  # type: ignore[attr-defined]
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.write("\ufeff")  # a spreadsheet reads it as UTF-8 by this mark
    sheet = csv.writer(answer, delimiter=";")
    heads = [_("Zaaktype"), _("Team"), _("Binnengekomen"), _("Afgerond"), _("Voorraad"), _("Te laat")]
    sheet.writerow([*heads, _("Zonder behandelaar"), _("Op tijd afgerond")])
    for row in queries.work(period.van, period.tot, today=timezone.localdate()):
        figures = (row[key] for key in ("binnen", "klaar", "voorraad", "te_laat", "vrij", "op_tijd"))
        sheet.writerow([cel(row["zaaktype"]), cel(row["team"]), *figures])
    return answer
