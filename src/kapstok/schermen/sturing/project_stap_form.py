"""Forms about the life of a project: judging it, each step, and the review of a quarter."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.projecten.services import Opgave
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.project_effect import BEREIKT, gekozen, voeg_toe
from kapstok.schermen.sturing.project_velden import Bedrag, area, hours, kies_leider, leider_van, line
from kapstok.schermen.sturing.project_woorden import NOODZAAK, STARTVORM, VERTRAGING

SCORES = [("", _("Niet gevraagd")), *((str(n), str(n)) for n in range(1, 6))]


class BeoordeelForm(RefusedForm):
    """Only the need is typed; money, hours and rules are computed."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    noodzaak = forms.ChoiceField(
        label=_("Hoe nodig is het"),
        choices=list(NOODZAAK.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe nodig het project is.")},
    )
    noodzaak_bron = line(
        _("Bron"), length=200, help_text=_("De wet of regeling. Verplicht als het project wettelijk is.")
    )
    toelichting = area(_("Toelichting"))


class StapForm(RefusedForm):
    """What one step asks, and no more."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        naar: str,
        terug: bool,
        partners: list[Any],
        later: bool = False,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.naar = naar
        if naar in ("niet_gehonoreerd", "afgevoerd") or terug:
            self.fields["reden"] = area(_("Waarom"))
        elif naar == "gehonoreerd":
            if later:
                self.fields["reden"] = area(
                    _("Waarom komt het er later bij?"),
                    help_text=_("Het jaarplan van dit jaar is al vastgesteld. Noem ook het besluit."),
                )
            self.fields["besluit"] = line(
                _("Besluit van de OWO-directie"), length=200,
                help_text=_("Nodig als een regel in de weg staat. Bijvoorbeeld de datum en het agendapunt."),
            )  # fmt: skip
        elif naar == "in_uitvoering":
            self._start(partners)
        elif naar in ("in_uitrol", "afgerond"):
            self._end()

    def _start(self, partners: list[Any]) -> None:
        self.fields["leider_id"] = forms.ChoiceField(
            label=_("Projectleider"), required=False, help_text=_("Iemand met een account.")
        )
        kies_leider(self)
        self.fields["startvorm"] = forms.ChoiceField(
            label=_("Wie start"), required=False, choices=list(STARTVORM.items()), widget=forms.RadioSelect
        )
        self.fields["starter_id"] = forms.ChoiceField(
            label=_("Gemeente die begint"),
            required=False,
            choices=[("", _("Alle gemeenten tegelijk")), *partners],
        )

    def _end(self) -> None:
        self.fields["structurele_kosten"] = Bedrag(label=_("Kosten per jaar na oplevering, in euro"))
        self.fields["beheer_uren"] = hours(_("Uren beheer per jaar van OWO-onderdelen"))
        voeg_toe(self, BEREIKT, verplicht=True)
        self.fields["lessen"] = area(_("Wat wij leerden"), help_text=_("Voor de volgende gemeente."))
        self.fields["controlelijst"] = area(
            _("Controlelijst voor de volgende gemeente"), help_text=_("Eén punt per regel.")
        )

    def add_refusals(self, refused: Refusal) -> None:
        """The service speaks of the column."""
        for each in refused.all:
            each.field = {"starter": "starter_id", "projectleider": "leider_id"}.get(each.field, each.field)
        super().add_refusals(refused)

    @property
    def opgave(self) -> Opgave:
        """As the service takes it."""
        typed = dict(self.cleaned_data)
        typed.pop("versie", None)
        reden, besluit = typed.pop("reden", ""), typed.pop("besluit", "")
        if "leider_id" in typed:
            typed.pop("leider_id")
            typed |= leider_van(self)
        if "starter_id" in typed:
            starter = typed["starter_id"]
            typed["starter_id"] = UUID(starter) if starter else None
        typed |= gekozen(typed, BEREIKT)
        return Opgave(reden, besluit, typed)


class ToetsForm(RefusedForm):
    """The quarterly review."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    voortgang = forms.IntegerField(
        label=_("Voortgang in procenten"), min_value=0, max_value=100,
        error_messages={"required": _("Vul de voortgang in.")},
    )  # fmt: skip
    vertraging_dagen = hours(_("Vertraging in dagen"))
    vertraging_door = forms.ChoiceField(
        label=_("Vertraging door"), required=False, choices=[("", _("Geen vertraging")), *VERTRAGING.items()]
    )
    vertraging_uitleg = line(_("Wat is er aan de hand"), length=300)
    prognose = Bedrag(label=_("Verwachte kosten van het hele project, in euro"))
    uren_gemeente = hours(_("Gewerkte uren van gemeenten dit kwartaal"))
    uren_owo = hours(_("Gewerkte uren van OWO-onderdelen dit kwartaal"))
    tevredenheid_klant = forms.ChoiceField(
        label=_("Tevredenheid van de klant"), required=False, choices=SCORES
    )
    tevredenheid_team = forms.ChoiceField(
        label=_("Tevredenheid van het team"), required=False, choices=SCORES
    )
    opmerking = area(_("Opmerking"))

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = dict(self.cleaned_data)
        typed.pop("versie")
        for name in ("vertraging_dagen", "prognose", "uren_gemeente", "uren_owo"):
            typed[name] = typed[name] or 0
        for name in ("tevredenheid_klant", "tevredenheid_team"):
            typed[name] = int(typed[name]) if typed[name] else None
        return typed
