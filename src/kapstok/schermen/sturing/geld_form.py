"""Forms about the money."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.kern.bedrag import parse_bedrag
from kapstok.kern.fouten import InvalidValue
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.contracten import DAY

SOORTEN = {
    "reserveren": _("Reserveren voor het jaar"),
    "vastleggen": _("Vastleggen voor een project"),
    "uitgeven": _("Uitgeven van wat is vastgelegd"),
    "vrijvallen": _("Vrijvallen: vastgelegd geld teruggeven"),
    "verrekenen": _("Verrekenen van maatwerk"),
    "storneren": _("Terugboeking"),
}
BY_HAND = ("reserveren", "vastleggen", "uitgeven", "vrijvallen")


class OpForm(forms.Form):
    """As of which day."""

    op = forms.DateField(label=_("Stand op"), required=False, **DAY)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data if "op" in data else {"op": today.isoformat()})


class ZoekForm(forms.Form):
    """What the bookings are narrowed by."""

    soort = forms.ChoiceField(label=_("Soort"), required=False, choices=[("", _("Alle")), *SOORTEN.items()])
    project = forms.CharField(label=_("Project"), required=False, max_length=60)
    jaar = forms.IntegerField(label=_("Jaar"), required=False, min_value=2000, max_value=2100)


class _Why(RefusedForm):
    """What every booking says about itself."""

    datum = forms.DateField(label=_("Datum"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    omschrijving = forms.CharField(
        label=_("Waarvoor"), max_length=200, error_messages={"required": _("Schrijf op waarvoor.")}
    )
    besluit = forms.CharField(
        label=_("Besluit"),
        max_length=200,
        required=False,
        help_text=_("Nummer of datum van het besluit, als dat er is."),
    )


class TerugForm(_Why):
    """Why a booking is taken back."""

    @property
    def why(self) -> Waarvoor:
        """As the service takes it."""
        typed = self.cleaned_data
        return Waarvoor(typed["datum"], typed["omschrijving"], typed["besluit"])


class BoekForm(_Why):
    """A booking with an amount per municipality."""

    soort = forms.ChoiceField(label=_("Soort boeking"), choices=[(k, SOORTEN[k]) for k in BY_HAND])
    project = forms.CharField(
        label=_("Project"), max_length=60, required=False, help_text=_("Niet nodig bij reserveren.")
    )
    field_order = ["soort", "datum", "project", "omschrijving", "besluit"]

    def __init__(self, data: Any = None, *, partners: list[Deelnemer], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.partners = {f"bedrag_{d.code}": d for d in partners}
        for name, partner in self.partners.items():
            self.fields[name] = forms.CharField(
                label=_("Bedrag van %s in euro") % partner.naam, max_length=30, required=False
            )
        if data and "nogmaals" in data:
            self._ask_again()

    def _ask_again(self) -> None:
        """Only after the same was found; who says so, books it a second time."""
        self.fields["nogmaals"] = forms.BooleanField(
            label=_("Dit is een tweede boeking, boek toch"), required=False
        )

    @property
    def again(self) -> bool:
        return bool(self.cleaned_data.get("nogmaals"))

    def clean(self) -> dict[str, Any]:
        """Amounts as cents; at least one."""
        typed = super().clean() or self.cleaned_data
        for name in self.partners:
            try:
                typed[name] = parse_bedrag(typed.get(name) or "0")
            except InvalidValue:
                self.add_error(name, _("Dit is geen bedrag. Bijvoorbeeld 1.234,56."))
        if not self.errors and not self.amounts:
            raise ValidationError(_("Vul bij minstens één gemeente een bedrag in."))
        return typed

    def add_refusals(self, refused: Refusal) -> None:
        """A refusal about the amount stands at the only municipality that has one, else above the form."""
        names = [name for name in self.partners if self.cleaned_data.get(name)]
        if refused.code == "dubbel":
            self._ask_again()
        for each in refused.all:
            if each.field == "bedrag" and len(names) == 1:
                each.field = names[0]
        super().add_refusals(refused)

    @property
    def amounts(self) -> dict[UUID, int]:
        """Cents by municipality, those with an amount."""
        return {d.id: self.cleaned_data[n] for n, d in self.partners.items() if self.cleaned_data.get(n)}

    @property
    def why(self) -> Waarvoor:
        """As the service takes it."""
        typed = self.cleaned_data
        project = "" if typed["soort"] == "reserveren" else typed["project"].strip()
        return Waarvoor(typed["datum"], typed["omschrijving"], typed["besluit"], project)
