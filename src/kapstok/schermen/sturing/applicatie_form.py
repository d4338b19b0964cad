"""Forms about an application, its use and its couplings."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.harmonisatie.rules_cf import GEBONDEN
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.services.applicaties import VELDEN
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.woorden import ANTWOORD, GEBRUIK, HOSTING, RICHTING, STATUS


def _text(label: Any, *, length: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **more)


def _area(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


def _many(label: Any, hint: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, help_text=hint, widget=forms.SelectMultiple(attrs={"size": 8})
    )


class ApplicatieForm(RefusedForm):
    """Everything about an application itself."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    naam = forms.CharField(
        label=_("Naam"), max_length=120, error_messages={"required": _("Vul een naam in.")}
    )
    leverancier = _text(_("Leverancier"))
    omschrijving = _area(_("Omschrijving"))
    status = forms.ChoiceField(label=_("Status"), choices=list(STATUS.items()))
    eigenaar = _text(_("Eigenaar"), help_text=_("De vakafdeling die over deze applicatie gaat."))
    componenten = _many(
        _("Referentiecomponenten (GEMMA)"), _("Houd Ctrl ingedrukt om er meer dan één te kiezen.")
    )
    functies = _many(_("Bedrijfsfuncties (GEMMA)"), _("Houd Ctrl ingedrukt om er meer dan één te kiezen."))
    standaarden = _area(_("Standaarden"), help_text=_("Die de applicatie ondersteunt, één per regel."))
    biv = _text(
        _("BIV-classificatie"),
        length=3,
        help_text=_("Drie cijfers van 1 tot en met 3: beschikbaarheid, integriteit, vertrouwelijkheid."),
    )
    hosting = forms.ChoiceField(
        label=_("Waar draait zij"), required=False, choices=[("", _("Nog niet bekend")), *HOSTING.items()]
    )
    cloudafweging = _area(
        _("Afweging voor de cloud"),
        help_text=_("Waarom deze gegevens in de cloud mogen, en wie dat besloot."),
    )
    afgesproken = forms.BooleanField(
        label=_("In OWO-verband afgesproken"),
        required=False,
        help_text=_("Dan ondersteunt I&A de applicatie technisch (regel D)."),
    )
    owo_entiteit = forms.ChoiceField(
        label=_("Zit het functioneel beheer bij een OWO-onderdeel"), required=False,
        choices=[("", _("Nog niet bekend")), ("ja", _("Ja")), ("nee", _("Nee"))],
    )  # fmt: skip
    beheer_besluit = forms.ChoiceField(
        label=_("Besluit over functioneel beheer"), required=False,
        choices=[("", _("Geen besluit")), ("centraal", _("Centraal")), ("lokaal", _("Lokaal"))],
        help_text=_("Alleen nodig waar het informatieplan geen regel heeft."),
    )  # fmt: skip
    beheer_reden = _area(_("Wie besloot dat, wanneer en waarom"))
    functioneel_beheerder = _text(_("Functioneel beheerder"))
    functioneel_plaatsvervanger = _text(_("Plaatsvervanger van de functioneel beheerder"))
    technisch_beheerder = _text(_("Technisch beheerder"))
    technisch_plaatsvervanger = _text(_("Plaatsvervanger van de technisch beheerder"))
    vervangen_door_id = forms.ChoiceField(label=_("Wordt vervangen door"), required=False)

    def __init__(self, data: Any = None, *, keuzes: Iterable[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["componenten"].choices = [(c.id, c.naam) for c in gemma.componenten().values()]  # type: ignore[attr-defined]
        self.fields["functies"].choices = list(gemma.functies().items())  # type: ignore[attr-defined]
        self.fields["vervangen_door_id"].choices = [("", _("Niet vervangen")), *keuzes]  # type: ignore[attr-defined]
        for system in GEBONDEN:
            self.fields[f"integratie_{system}"] = forms.ChoiceField(
                label=_("Integreert met %s") % system,
                required=False,
                choices=[("", _("Nog niet getoetst")), *ANTWOORD.items()],
            )

    def add_refusals(self, refused: Any) -> None:
        """The service speaks of the column, the form of its key."""
        for each in refused.all:
            each.field = {"vervangen_door": "vervangen_door_id"}.get(each.field, each.field)
        super().add_refusals(refused)

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = self.cleaned_data
        answers = {system: typed[f"integratie_{system}"] for system in GEBONDEN}
        successor = typed["vervangen_door_id"]
        return {
            **{name: typed[name] for name in VELDEN if name in typed},
            "standaarden": [line.strip() for line in typed["standaarden"].splitlines() if line.strip()],
            "integratie": {system: answer for system, answer in answers.items() if answer},
            "owo_entiteit": {"ja": True, "nee": False}.get(typed["owo_entiteit"]),
            "vervangen_door_id": UUID(successor) if successor else None,
        }


def initial_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the database as the form shows it."""
    return {
        **row,
        "standaarden": "\n".join(row["standaarden"]),
        "owo_entiteit": {True: "ja", False: "nee"}.get(row["owo_entiteit"], ""),
        "vervangen_door_id": str(row["vervangen_door_id"] or ""),
        **{f"integratie_{system}": answer for system, answer in row["integratie"].items()},
    }


class GebruikForm(RefusedForm):
    """Per municipality: how it uses the application, and in which departments."""

    def __init__(self, data: Any = None, *, partners: list[Deelnemer], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for partner in partners:
            self.fields[f"soort_{partner.code}"] = forms.MultipleChoiceField(
                label=partner.naam,
                required=False,
                choices=list(GEBRUIK.items()),
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"afdelingen_{partner.code}"] = forms.CharField(
                label=_("Afdelingen van %s") % partner.naam,
                required=False,
                max_length=500,
                help_text=_("Met een komma ertussen."),
            )


class KoppelingForm(RefusedForm):
    """A coupling from this application."""

    naar = forms.ChoiceField(
        label=_("Met welke applicatie"), error_messages={"required": _("Kies een applicatie.")}
    )
    richting = forms.ChoiceField(label=_("Richting van de gegevens"), choices=list(RICHTING.items()))
    standaard = _text(_("Standaard"), help_text=_("Bijvoorbeeld StUF ZKN of Zaken API."))
    gegevens = _text(_("Welke gegevens"), length=200)
    via_bus = forms.BooleanField(label=_("Loopt via de servicebus"), required=False)

    def __init__(self, data: Any = None, *, keuzes: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["naar"].choices = [("", _("Kies")), *keuzes]  # type: ignore[attr-defined]
