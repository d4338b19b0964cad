"""The rules of the national standard: what each means, where it is kept, and what came of its tests."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kapstok.kern.regels import REGELS, SOURCES, Regel
from kapstok.kern.regels.regel import APIS
from kapstok.schermen.beheer.show import beheerder, show

OUTCOMES = {
    "goed": _("geslaagd"),
    "mis": _("mislukt"),
    "overgeslagen": _("overgeslagen"),
    "geen": _("geen test"),
    "niet": _("niet van toepassing"),
}
COLOURS = {"goed": "goed", "mis": "fout", "overgeslagen": "let-op", "geen": "let-op", "niet": "neutraal"}


class Row(NamedTuple):
    """One rule on the page; `tests` are its tests with what came of each."""

    regel: Regel
    stand: str
    tests: tuple[tuple[str, str], ...]

    @property
    def woord(self) -> Any:
        """The outcome in a word."""
        return OUTCOMES[self.stand]

    @property
    def kleur(self) -> str:
        """The colour of that word."""
        return COLOURS[self.stand]

    @property
    def bronnen(self) -> str:
        """Where the rule comes from, in words."""
        return ", ".join(SOURCES[letter] for letter in self.regel.bron.split())


class SearchForm(forms.Form):
    """What the rules can be narrowed by."""

    q = forms.CharField(
        label=_("Zoeken"), max_length=100, required=False, help_text=_("Bijvoorbeeld zrc-013 of hoofdzaak")
    )
    api = forms.ChoiceField(
        label=_("API"), required=False, choices=[("", _("Alle")), *((name, name) for name in APIS.values())]
    )
    uitkomst = forms.ChoiceField(
        label=_("Uitkomst"), required=False, choices=[("", _("Alle")), *OUTCOMES.items()]
    )


@cache
def last_run() -> dict[str, Any]:
    """What the last whole run of the tests said: versie, datum, and regels with their tests. Comes with the product."""
    found: dict[str, Any] = json.loads((files("kapstok.kern.regels") / "uitkomst.json").read_text("utf-8"))
    return found


def rows(run: dict[str, Any]) -> list[Row]:
    """Every rule with what came of its tests; a rule fails when one of them does."""
    return [_row(regel, run["regels"].get(regel.code, {})) for regel in REGELS]


def _row(regel: Regel, tests: dict[str, str]) -> Row:
    said = set(tests.values())
    stand = next(
        (one for one in ("mis", "goed", "overgeslagen") if one in said), "niet" if regel.niet else "geen"
    )
    return Row(regel, stand, tuple(sorted(tests.items())))


def _chosen(found: list[Row], asked: dict[str, str]) -> list[Row]:
    words = asked.get("q", "").lower().split()
    return [
        row
        for row in found
        if (not asked.get("api") or row.regel.api == asked["api"])
        and (not asked.get("uitkomst") or row.stand == asked["uitkomst"])
        and all(word in _text(row.regel) for word in words)
    ]


def _text(regel: Regel) -> str:
    said = (regel.code, regel.resource, regel.moment, regel.betekenis, regel.fout, *regel.plaats)
    return " ".join(said).lower()


@beheerder
@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every rule, narrowed by word, API and outcome."""
    form, run = SearchForm(request.GET), last_run()
    form.is_valid()
    found = rows(run)
    return show(
        request,
        "regels",
        filter=form,
        rijen=_chosen(found, form.cleaned_data),
        aantallen=[(OUTCOMES[s], COLOURS[s], n) for s in OUTCOMES if (n := sum(r.stand == s for r in found))],
        versie=run["versie"],
        datum=date.fromisoformat(run["datum"]),
    )
