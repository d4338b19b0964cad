"""Forms and words of the register of initiatives."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.initiatieven.rules import CRITERIA
from kapstok.diensten.sturing.initiatieven.services import VELDEN
from kapstok.diensten.sturing.projecten.services import Deelneming
from kapstok.diensten.sturing.rollen.queries import aandachtsvelden
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.project_effect import VERWACHT, gekozen, voeg_toe
from kapstok.schermen.sturing.project_velden import speerpunten
from kapstok.schermen.sturing.project_woorden import KEUZE

TEMPO = {"innoveren": _("Nu innoveren"), "wachten": _("Wachten en volgen")}
UITKOMST = {
    "": (_("Nog te wegen"), "let-op"),
    "doen": (_("Doen"), "goed"),
    "later": (_("Later opnieuw bekijken"), "info"),
    "niet_doen": (_("Niet doen"), "neutraal"),
}
CRITERIUM = {
    "nut": _("Nut voor inwoners of organisatie"),
    "kosten": _("Kosten in verhouding tot het nut"),
    "draagbaar": _("Risico's zijn te dragen"),
    "haalbaar": _("Haalbaar met geld en mensen"),
    "past": _("Past bij plan en architectuur"),
}
ALLE = ("", _("Alle"))
NOG_NIET = ("", _("Nog niet gekozen"))
DATUM = {"required": _("Vul een datum in.")}


def _line(label: Any, length: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **more)


def _area(label: Any, **more: Any) -> forms.CharField:
    return _line(label, 4000, widget=forms.Textarea(attrs={"rows": 3}), **more)


class ZoekForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(label=_("Naam of wie het aandroeg"), max_length=60, required=False)
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ALLE,
            ("open", UITKOMST[""][0]),
            *((k, v[0]) for k, v in UITKOMST.items() if k),
            ("herzien", _("Nu opnieuw bekijken")),
        ],
    )
    keuze = forms.ChoiceField(label=_("Hoe"), required=False, choices=[ALLE, *KEUZE.items()])
    tempo = forms.ChoiceField(label=_("Wanneer"), required=False, choices=[ALLE, *TEMPO.items()])
    speerpunt = forms.ChoiceField(label=_("Speerpunt"), required=False)
    aandachtsveld = forms.ChoiceField(label=_("Aandachtsveld"), required=False)

    def __init__(self, data: Any, *, velden: list[str]) -> None:
        super().__init__(data)
        self.fields["aandachtsveld"].choices = [ALLE, *((veld, veld) for veld in velden)]  # type: ignore[attr-defined]
        self.fields["speerpunt"].choices = [ALLE, *speerpunten().items()]  # type: ignore[attr-defined]


class InitiatiefForm(RefusedForm):
    """One initiative; the weighing and the decision may come later."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    naam = forms.CharField(label=_("Naam"), max_length=120, error_messages={"required": _("Vul dit in.")})
    omschrijving = _area(_("Wat is het"))
    aangedragen_door = _line(_("Wie droeg het aan"))
    aandachtsveld = forms.ChoiceField(
        label=_("Aandachtsveld"),
        required=False,
        help_text=_("De i-adviseur van dit veld vindt het in het postvak."),
    )
    speerpunten = forms.MultipleChoiceField(
        label=_("Speerpunten"), required=False, widget=forms.CheckboxSelectMultiple
    )
    voor = _area(_("Wat pleit ervoor"))
    tegen = _area(_("Wat pleit ertegen"))
    risico = _area(_("Welke risico's zijn er"))
    keuze = forms.ChoiceField(
        label=_("Samen, zelf of uitbesteden"), required=False, choices=[NOG_NIET, *KEUZE.items()]
    )
    keuze_reden = _area(_("Waarom zo"))
    tempo = forms.ChoiceField(
        label=_("Nu innoveren of wachten"), required=False, choices=[NOG_NIET, *TEMPO.items()]
    )
    tempo_reden = _area(_("Waarom nu, of waarom wachten"))
    uitkomst = forms.ChoiceField(
        label=_("Besluit"),
        required=False,
        choices=[NOG_NIET, *((k, v[0]) for k, v in UITKOMST.items() if k)],
        help_text=_("Pas als alles is gewogen."),
    )
    besluit = _line(_("Vindplaats van het besluit"), 200)
    besluit_door = _line(_("Wie besloot"))
    besloten_op = forms.DateField(label=_("Besloten op"), required=False, **DAY)
    herzien_op = forms.DateField(label=_("Opnieuw bekijken op"), required=False, **DAY)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["speerpunten"].choices = list(speerpunten().items())  # type: ignore[attr-defined]
        fields = [row["aandachtsveld"] for row in aandachtsvelden(timezone.localdate())]
        kept = (initial or {}).get("aandachtsveld", "")  # also when nobody watches it any more
        self.fields["aandachtsveld"].choices = [  # type: ignore[attr-defined]
            ("", _("Geen")), *((veld, veld) for veld in dict.fromkeys([*fields, *([kept] if kept else [])]))
        ]  # fmt: skip
        for code, text in CRITERIUM.items():
            self.fields[code] = forms.TypedChoiceField(
                label=text, required=False, coerce=int, empty_value=None,
                choices=[NOG_NIET, (1, _("1 (slecht)")), (2, "2"), (3, "3"), (4, "4"), (5, _("5 (goed)"))],
            )  # fmt: skip
        late = ("uitkomst", "besluit", "besluit_door", "besloten_op", "herzien_op")
        self.order_fields([name for name in self.fields if name not in late] + list(late))

    @staticmethod
    def of(row: Initiatief) -> dict[str, Any]:
        """What stands in the register, as the form has it."""
        kept = {name: getattr(row, name) for name in VELDEN if name != "criteria"}
        return {**kept, **{name: row.criteria.get(name) for name in CRITERIA}, "versie": row.versie}

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = self.cleaned_data
        scored = {name: typed[name] for name in CRITERIA if typed[name] is not None}
        return {**{name: typed[name] for name in VELDEN if name != "criteria"}, "criteria": scored}


class ProjectVanForm(RefusedForm):
    """In which year, with whom, when."""

    jaar = forms.IntegerField(
        label=_("Jaarplan van"), min_value=2000, max_value=2100, error_messages={"required": _("Vul een jaar in.")}
    )  # fmt: skip
    van = forms.DateField(label=_("Begin"), error_messages=DATUM, **DAY)
    tot = forms.DateField(label=_("Einde"), error_messages=DATUM, **DAY)
    gemeenten = forms.MultipleChoiceField(
        label=_("Gemeenten die meedoen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, partners: list[Deelnemer]) -> None:
        super().__init__(data)
        self.partners = {d.code: d for d in partners}
        self.fields["gemeenten"].choices = [(d.code, d.naam) for d in partners]  # type: ignore[attr-defined]
        voeg_toe(self, VERWACHT, verplicht=True)

    @property
    def effect(self) -> dict[str, int]:
        """By code of a K."""
        found: dict[str, int] = gekozen(dict(self.cleaned_data), VERWACHT).get(VERWACHT, {})
        return found

    @property
    def deelnemingen(self) -> list[Deelneming]:
        """Those that were ticked."""
        typed = self.cleaned_data
        chosen = [self.partners[code] for code in typed["gemeenten"]]
        return [Deelneming(d.id, typed["van"], typed["tot"], naam=d.naam) for d in chosen]
