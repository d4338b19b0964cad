"""Forms and words of the communication plan."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.communicatie.models import Bericht, Doelgroep
from kapstok.diensten.sturing.communicatie.services import VELDEN
from kapstok.diensten.sturing.kwartaal.queries import kwartalen
from kapstok.diensten.sturing.plan.queries import versies
from kapstok.diensten.sturing.projecten.queries import Zoek, projecten
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.contracten import DAY

KANAAL = {"mail": _("Mail"), "intranet": _("Intranet")}
MOMENT = {
    "datum": _("Op een dag"),
    "plan": _("Nadat de OWO-directie het plan vaststelt"),
    "kwartaal": _("Nadat een kwartaal sluit"),
    "project": _("Nadat een project is afgerond"),
}
STAND = {
    "wacht": (_("Wacht op de aanleiding"), "neutraal"),
    "gepland": (_("Gepland"), "info"),
    "nu": (_("Nu publiceren"), "let-op"),
    "gepubliceerd": (_("Gepubliceerd"), "goed"),
    "ingetrokken": (_("Ingetrokken"), "fout"),
}
VERPLICHT = {"required": _("Vul dit in.")}
MOST_PROJECTS = 200


class DoelgroepForm(RefusedForm):
    """A target group."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    naam = forms.CharField(label=_("Naam"), max_length=120, error_messages=VERPLICHT)
    gemeente = forms.ChoiceField(label=_("Gemeente"), required=False)
    adressen = forms.CharField(
        label=_("E-mailadressen"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Elk adres op een eigen regel."),
    )

    def __init__(self, data: Any = None, *, initial: Any = None, partners: list[Deelnemer]) -> None:
        super().__init__(data, initial=initial)
        self.members = {d.code: d.id for d in partners}
        self.fields["gemeente"].choices = [
            ("", _("Alle gemeenten samen")),
            *((d.code, d.naam) for d in partners),
        ]  # type: ignore[attr-defined]

    @staticmethod
    def of(row: Doelgroep, partners: list[Deelnemer]) -> dict[str, Any]:
        """As it stands."""
        code = next((d.code for d in partners if d.id == row.deelnemer_id), "")
        return {"versie": row.versie, "naam": row.naam, "gemeente": code, "adressen": "\n".join(row.adressen)}

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = self.cleaned_data
        lines = [line.strip() for line in typed["adressen"].splitlines() if line.strip()]
        return {"naam": typed["naam"], "deelnemer_id": self.members.get(typed["gemeente"]), "adressen": lines}


class RectificatieForm(RefusedForm):
    """Why a publication is withdrawn; of a correction also what stands there from now on."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reden = forms.CharField(
        label=_("Waarom"), max_length=1000, error_messages=VERPLICHT, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, soort: str, nu: tuple[str, str], versie: int) -> None:
        super().__init__(data, initial={"titel": nu[0], "tekst": nu[1], "versie": versie})
        if soort == "correctie":
            self.fields["titel"] = forms.CharField(label=_("Titel"), max_length=120, error_messages=VERPLICHT)
            self.fields["tekst"] = forms.CharField(
                label=_("Boodschap"), max_length=8000, error_messages=VERPLICHT,
                widget=forms.Textarea(attrs={"rows": 6}),
            )  # fmt: skip


class BerichtForm(RefusedForm):
    """A message: who hears it, by which channel, when, and who sees to it."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    titel = forms.CharField(label=_("Titel"), max_length=120, error_messages=VERPLICHT)
    tekst = forms.CharField(
        label=_("Boodschap"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}), error_messages=VERPLICHT
    )  # fmt: skip
    doelgroepen = forms.MultipleChoiceField(
        label=_("Voor wie"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kanalen = forms.MultipleChoiceField(
        label=_("Langs welke weg"), required=False, widget=forms.CheckboxSelectMultiple, choices=list(KANAAL.items())
    )  # fmt: skip
    verantwoordelijke = forms.CharField(label=_("Wie zorgt ervoor"), max_length=120, error_messages=VERPLICHT)
    aandachtsveld = forms.CharField(label=_("Aandachtsveld"), max_length=120, required=False)
    moment = forms.ChoiceField(label=_("Wanneer"), choices=list(MOMENT.items()))
    datum = forms.DateField(label=_("Dag"), required=False, **DAY)
    herhaling = forms.IntegerField(
        label=_("Herhalen om de hoeveel maanden"), min_value=0, max_value=60, required=False,
        help_text=_("Leeg of 0: eenmalig."),
    )  # fmt: skip
    plan = forms.ChoiceField(label=_("Versie van het plan"), required=False)
    kwartaal = forms.ChoiceField(label=_("Kwartaal"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)
    dagen_na = forms.IntegerField(label=_("Hoeveel dagen daarna"), min_value=0, max_value=365, required=False)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        groups = Doelgroep.objects.values_list("id", "naam")
        self.fields["doelgroepen"].choices = [(str(key), naam) for key, naam in groups]  # type: ignore[attr-defined]
        plans = [(str(v["id"]), f"{v['naam']} {v['nummer']}") for v in versies()]
        self.fields["plan"].choices = [("", _("Geen")), *plans]  # type: ignore[attr-defined]
        quarters = [(str(k["id"]), f"{k['jaar']}-{k['nummer']}") for k in kwartalen()]
        self.fields["kwartaal"].choices = [("", _("Geen")), *quarters]  # type: ignore[attr-defined]
        known = [(str(p["id"]), p["naam"]) for p in projecten(Zoek(), limit=MOST_PROJECTS)]
        self.fields["project"].choices = [("", _("Geen")), *known]  # type: ignore[attr-defined]

    @staticmethod
    def of(row: Bericht) -> dict[str, Any]:
        """As it stands."""
        kept = {name: getattr(row, name) for name in VELDEN if name != "aanleiding_id"}
        kept["doelgroepen"] = [str(each) for each in row.doelgroepen]
        cause = {row.moment: str(row.aanleiding_id)} if row.aanleiding_id else {}
        return {**kept, **cause, "versie": row.versie}

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them; what does not belong to the chosen moment is left out."""
        typed = dict(self.cleaned_data)
        on_a_day = typed["moment"] == "datum"
        cause = "" if on_a_day else typed.get(typed["moment"], "")
        return {
            **{name: typed[name] for name in VELDEN if name in typed},
            "doelgroepen": [UUID(each) for each in typed["doelgroepen"]],
            "aanleiding_id": UUID(cause) if cause else None,
            "datum": typed["datum"] if on_a_day else None,
            "herhaling": typed["herhaling"] or 0,
            "dagen_na": 0 if on_a_day else typed["dagen_na"] or 0,
        }
