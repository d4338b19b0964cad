"""Forms and words of the register of advices."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.adviezen.models import Advies
from kapstok.diensten.sturing.adviezen.rules import GEVERS, OPVOLGING, OPVOLGINGEN, SOORTEN
from kapstok.diensten.sturing.adviezen.services import INHOUD, stukken
from kapstok.diensten.sturing.portfolio.queries import keuzes as applicaties
from kapstok.diensten.sturing.projecten.queries import keuzes as projecten
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.platform.ui.opmaak import date_short
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.initiatief_form import ALLE, DATUM

SOORT = dict(zip(SOORTEN, (_("Gevraagd"), _("Ongevraagd")), strict=True))
STAND = {
    "": (_("Nog geen reactie"), "let-op"),
    "gevolgd": (_("Gevolgd"), "goed"),
    "deels": (_("Deels gevolgd"), "info"),
    "niet": (_("Niet gevolgd"), "neutraal"),
}
GEVER = [(code, FUNCTIE[code]) for code in GEVERS]
GEEN = ("", _("Geen"))
VERPLICHT = {"required": _("Vul dit in.")}
AGAIN = _("Kies het bestand opnieuw.")
REFS = ("project_id", "applicatie_id", "stuk_id")


def _line(label: Any, length: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, error_messages=VERPLICHT, **more)


def _area(label: Any, **more: Any) -> forms.CharField:
    return _line(label, 4000, widget=forms.Textarea(attrs={"rows": 3}), **more)


class ZoekForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(label=_("Onderwerp of adviseur"), max_length=60, required=False)
    gever = forms.ChoiceField(label=_("Advies van"), required=False, choices=[ALLE, *GEVER])
    soort = forms.ChoiceField(label=_("Soort"), required=False, choices=[ALLE, *SOORT.items()])
    opvolging = forms.ChoiceField(
        label=_("Opvolging"),
        required=False,
        choices=[ALLE, ("open", STAND[""][0]), *((k, STAND[k][0]) for k in OPVOLGINGEN)],
    )
    project = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AdviesForm(RefusedForm):
    """The advice itself."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    onderwerp = _line(_("Onderwerp"), 160)
    gever = forms.ChoiceField(label=_("Advies van"), choices=GEVER)
    adviseur = _line(_("Naam van de adviseur"))
    soort = forms.ChoiceField(label=_("Gevraagd of ongevraagd"), choices=list(SOORT.items()))
    gericht_aan = _line(_("Gericht aan"), required=False)
    uitgebracht_op = forms.DateField(label=_("Uitgebracht op"), error_messages=DATUM, **DAY)
    project_id = forms.ChoiceField(label=_("Project"), required=False)
    applicatie_id = forms.ChoiceField(label=_("Applicatie"), required=False)
    advies = _area(_("Het advies in het kort"))
    samenwerking = _area(_("Wat betekent dit voor de samenwerking?"))
    standaardisatie = _area(_("Wat betekent dit voor gelijke werkwijzen en standaarden?"))
    bestand = forms.FileField(
        label=_("Het advies als bestand"),
        required=False,
        help_text=_("Kapstok bewaart het als document, bij de zaak van het project als u dat kiest."),
        error_messages={"empty": _("Dit bestand is leeg.")},
    )
    stuk_id = forms.ChoiceField(
        label=_("Of een stuk dat al bij het project ligt"),
        required=False,
        help_text=_("Kies eerst het project en sla op. Dan staan de stukken hier."),
    )
    document = _line(_("Waar het stuk staat, als het ergens anders is"), 200, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, files, initial=initial)
        about = (data or initial).get("project_id", "")
        kept = _document_choices(initial.get("stuk_id", ""), about)
        self.fields["stuk_id"].choices = [GEEN, *kept]  # type: ignore[attr-defined]
        self.fields["project_id"].choices = [GEEN, *projecten()]  # type: ignore[attr-defined]
        self.fields["applicatie_id"].choices = [GEEN, *applicaties()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A file cannot be sent back to the browser: whoever has to press again, chooses it again."""
        typed = super().clean() or {}
        if self.files and self.errors:
            self.add_error("bestand", AGAIN)
        elif self.files and typed.get("stuk_id") not in ("", self.initial.get("stuk_id", "")):
            self.add_error("stuk_id", _("Kies een bestand of een stuk, niet allebei."))
        return typed

    @staticmethod
    def of(row: Advies) -> dict[str, Any]:
        """What stands in the register, as the form has it."""
        return {
            **{name: getattr(row, name) for name in INHOUD},
            **{name: str(getattr(row, name) or "") for name in REFS},
            "versie": row.versie,
        }

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = self.cleaned_data
        refs = {name: UUID(typed[name]) if typed[name] else None for name in REFS}
        return {**{name: typed[name] for name in INHOUD}, **refs}


def _document_choices(now: str, project: str) -> list[tuple[str, str]]:
    """The document that it has, and those of the zaak of the project."""
    try:
        found = stukken(UUID(project)) if project else []
    except ValueError:
        found = []
    choices = {str(each["id"]): f"{each['titel']} ({date_short(each['creatiedatum'])})" for each in found}
    if now and now not in choices:
        choices = {now: str(_("Het stuk dat er nu bij ligt")), **choices}
    return list(choices.items())


class OpvolgForm(RefusedForm):
    """What was done with it."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opvolging = forms.ChoiceField(
        label=_("Opvolging"), required=False, choices=[(k, v[0]) for k, v in STAND.items()]
    )
    opvolging_reden = _area(
        _("Waarom"), required=False, help_text=_("Nodig als het advies niet of maar deels is gevolgd.")
    )
    opvolging_door = _line(_("Wie besloot"), required=False)
    opvolging_op = forms.DateField(label=_("Besloten op"), required=False, **DAY)

    @staticmethod
    def of(row: Advies) -> dict[str, Any]:
        """What stands in the register, as the form has it."""
        return {**{name: getattr(row, name) for name in OPVOLGING}, "versie": row.versie}

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        return {name: self.cleaned_data[name] for name in OPVOLGING}
