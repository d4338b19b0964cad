"""The form of an indicator: what is measured, where it comes from, who owns it, and the target of each year."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.rollen.rules import functies_voor
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.schermen.sturing.plan_form import NODIG, DeelForm, text_line, ticks
from kapstok.schermen.sturing.woorden_plan import METING

MOST_YEARS = 12
KANT = [("omhoog", _("Hoe hoger, hoe beter")), ("omlaag", _("Hoe lager, hoe beter"))]
GETAL = {"invalid": _("Dit is geen getal. Bijvoorbeeld 82,5.")}


def _target(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=14,
        decimal_places=2,
        localize=True,
        error_messages=GETAL,
        **more,
    )


def years(whole: dict[str, Any]) -> list[int]:
    """The years of the plan, at most twelve."""
    first, last = (
        each if isinstance(each, date) else parse_date(each) for each in (whole["van"], whole["tot"])
    )
    return list(range(first.year, last.year + 1))[:MOST_YEARS] if first and last else []


class IndicatorForm(DeelForm):
    """An indicator of a K or a priority."""

    naam = forms.CharField(
        label=_("Naam"), max_length=160, error_messages=NODIG, help_text=_("Wat wordt gemeten.")
    )
    bij = forms.ChoiceField(label=_("Hoort bij"), error_messages=NODIG)
    eenheid = forms.CharField(
        label=_("Eenheid"),
        max_length=20,
        error_messages=NODIG,
        help_text=_("Bijvoorbeeld %, euro, aantal, cijfer of dagen."),
    )
    richting = forms.ChoiceField(label=_("Welke kant op"), choices=KANT)
    norm = _target(_("Doel"), help_text=_("Geldt voor elk jaar dat geen eigen doel heeft."))

    def __init__(
        self,
        data: Any = None,
        *,
        whole: dict[str, Any],
        partners: list[Deelnemer],
        rij: dict[str, Any] | None,
        bij: str = "",
    ) -> None:
        super().__init__(data, nieuw=rij is None, initial=self.of(rij) if rij else {"bij": bij})
        goals = [(o["code"], o["naam"]) for o in whole["onderdelen"] if o["soort"] == "k"]
        goals += [(s["code"], f"{s['code']} {s['naam']}") for s in whole["speerpunten"]]
        other = {o["code"]: o["naam"] for o in whole["onderdelen"]}
        if rij and rij["bij"] in other and rij["bij"] not in dict(goals):
            goals.append((rij["bij"], other[rij["bij"]]))
        self.fields["bij"].choices = goals  # type: ignore[attr-defined]
        self.jaren = sorted({*years(whole), *(int(year) for year in (rij["doelen"] if rij else {}))})
        for year in self.jaren:
            self.fields[f"doel_{year}"] = _target(_("Doel in %s") % year)
        self.fields["norm_gemeenten"] = ticks(_("Doel geldt voor"), [(d.code, d.naam) for d in partners])
        self.fields["norm_gemeenten"].help_text = _("Niets gekozen: voor alle gemeenten.")
        self.fields["meting"] = forms.ChoiceField(
            label=_("Waar het cijfer vandaan komt"), choices=list(METING.items())
        )
        self.fields["bron"] = text_line(
            _("Bron"), 200, help_text=_("Bijvoorbeeld: onderzoek onder inwoners.")
        )
        owners = [(code, FUNCTIE[code]) for code in functies_voor("indicator.meten")]
        self.fields["eigenaar"] = forms.ChoiceField(
            label=_("Eigenaar"),
            required=False,
            choices=[("", _("Nog niet gekozen")), *owners],
            help_text=_("Alleen de eigenaar schrijft een cijfer op."),
        )

        if rij is None:  # what few people need stands last
            self.fields["code"] = self.fields.pop("code")

    @staticmethod
    def of(each: dict[str, Any]) -> dict[str, Any]:
        """What stands in the version, as the form has it."""
        return {**each, **{f"doel_{year}": target for year, target in each["doelen"].items()}}

    @property
    def values(self) -> dict[str, Any]:
        typed = super().values
        targets = {str(year): typed.pop(f"doel_{year}") for year in self.jaren}
        return {**typed, "doelen": {year: target for year, target in targets.items() if target is not None}}
