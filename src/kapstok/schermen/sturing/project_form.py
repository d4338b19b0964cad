"""Forms about a project."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.plan import queries as plan
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.projecten.queries import mensen
from kapstok.diensten.sturing.projecten.services import Deelneming, Opgave
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.kern.bedrag import bedrag_text, parse_bedrag
from kapstok.kern.fouten import InvalidValue
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.project_effect import BEREIKT, VERWACHT, gekozen, voeg_toe
from kapstok.schermen.sturing.project_woorden import (
    DEELNAME,
    KEUZE,
    NOODZAAK,
    STARTVORM,
    VERTRAGING,
)
from kapstok.schermen.sturing.woorden import AANLEIDING

SCORES = [("", _("Niet gevraagd")), *((str(n), str(n)) for n in range(1, 6))]


def speerpunten() -> dict[str, str]:
    """Code and name of the priorities of the plan that counts today."""
    return {row["code"]: row["naam"] for row in plan.speerpunten(timezone.localdate())}


def _text(label: Any, *, length: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **more)


def _area(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


def _hours(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000)


class Bedrag(forms.CharField):
    """Euros as people write them; cents for the service. Nothing typed is None."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=30, **{"required": False, **more})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_bedrag(typed)
        except InvalidValue as wrong:
            raise ValidationError(_("Dit is geen bedrag. Bijvoorbeeld 1.234,56.")) from wrong


def euro(cents: int | None) -> str:
    """Cents as a field shows them."""
    return "" if cents is None else bedrag_text(cents)


def kies_leider(form: forms.Form) -> None:
    """Everybody with an account; and a leader from before there were accounts, as long as nobody is chosen."""
    old = (
        str((form.initial or {}).get("projectleider") or "")
        if not (form.initial or {}).get("leider_id")
        else ""
    )
    nobody = _("%s (geen account)") % old if old else _("Nog niet gekozen")
    form.fields["leider_id"].choices = [("", nobody), *mensen()]  # type: ignore[attr-defined]


def leider_van(form: forms.Form) -> dict[str, Any]:
    """As the service takes it: nobody chosen leaves a name from before as it is."""
    chosen = form.cleaned_data["leider_id"]
    if chosen:
        return {"leider_id": UUID(chosen)}
    return {"leider_id": None} if (form.initial or {}).get("leider_id") else {}


class ProjectForm(RefusedForm):
    """What is known of a project."""

    voorstel = False  # a proposal says what effect it expects
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    naam = forms.CharField(label=_("Naam"), max_length=60, error_messages={"required": _("Vul een naam in.")})
    jaar = forms.IntegerField(label=_("Jaarplan van"), min_value=2000, max_value=2100)
    omschrijving = _area(_("Omschrijving"), help_text=_("Wat er beter wordt, en voor wie."))
    speerpunten = forms.MultipleChoiceField(
        label=_("Speerpunten"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keuze = forms.ChoiceField(label=_("Hoe doen wij het"), choices=list(KEUZE.items()))
    keuze_reden = _area(_("Waarom zo"))
    indiener = _text(_("Ingediend door"), help_text=_("De afdeling of persoon die het project voorstelt."))
    leider_id = forms.ChoiceField(
        label=_("Projectleider"),
        required=False,
        help_text=_("Iemand met een account. Nodig om te kunnen starten."),
    )
    component = forms.ChoiceField(
        label=_("Referentiecomponent"),
        required=False,
        help_text=_(
            "Raakt het project een applicatie? Kies dan het onderdeel: Kapstok toetst het aan de regels."
        ),
    )
    applicatie_id = forms.ChoiceField(label=_("Applicatie die het wordt"), required=False)
    aanleiding = forms.ChoiceField(
        label=_("Aanleiding"), required=False, choices=[("", _("Niet van toepassing")), *AANLEIDING.items()]
    )
    uren_owo = _hours(_("Uren van team OWO-I&A"))
    startvorm = forms.ChoiceField(
        label=_("Wie start"), required=False, choices=[("", _("Nog niet gekozen")), *STARTVORM.items()]
    )
    starter_id = forms.ChoiceField(label=_("Gemeente die begint"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        keuzes: Iterable[tuple[str, str]],
        partners: list[Deelnemer],
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["speerpunten"].choices = list(speerpunten().items())  # type: ignore[attr-defined]
        self.fields["starter_id"].choices = [  # type: ignore[attr-defined]
            ("", _("Alle gemeenten tegelijk")),
            *((str(d.id), d.naam) for d in partners),
        ]
        self.fields["component"].choices = [  # type: ignore[attr-defined]
            ("", _("Geen")),
            *((c.id, c.naam) for c in gemma.componenten().values()),
        ]
        voeg_toe(self, VERWACHT, verplicht=self.voorstel)
        kies_leider(self)
        self.fields["applicatie_id"].choices = [("", _("Nog niet gekozen")), *keuzes]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        names = (
            "naam", "jaar", "omschrijving", "speerpunten", "keuze", "keuze_reden", "indiener", "component",
            "aanleiding", "startvorm",
        )  # fmt: skip
        typed = self.cleaned_data
        app, starter = typed["applicatie_id"], typed["starter_id"]
        return {
            **{name: typed[name] for name in names},
            "uren_owo": typed["uren_owo"] or 0,
            **leider_van(self),
            **gekozen(dict(typed), VERWACHT),
            "applicatie_id": UUID(app) if app else None,
            "starter_id": UUID(starter) if starter else None,
        }


class AanmeldForm(ProjectForm):
    """A proposal: also which municipalities, when and for how much."""

    voorstel = True
    van = forms.DateField(label=_("Begin"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    tot = forms.DateField(label=_("Einde"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    gemeenten = forms.MultipleChoiceField(
        label=_("Gemeenten die meedoen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, partners: list[Deelnemer], **more: Any) -> None:
        super().__init__(data, partners=partners, **more)
        self.partners = {d.code: d for d in partners}
        self.fields["gemeenten"].choices = [(d.code, d.naam) for d in partners]  # type: ignore[attr-defined]
        for partner in partners:
            self.fields[f"begroot_{partner.code}"] = Bedrag(label=_("Begroot door %s in euro") % partner.naam)
            self.fields[f"uren_{partner.code}"] = _hours(_("Uren van %s") % partner.naam)

    @property
    def deelnemingen(self) -> list[Deelneming]:
        """Those that were ticked."""
        typed = self.cleaned_data
        return [
            Deelneming(
                self.partners[code].id, typed["van"], typed["tot"], begroot=typed[f"begroot_{code}"] or 0,
                uren=typed[f"uren_{code}"] or 0, naam=self.partners[code].naam,
            )
            for code in typed["gemeenten"]
        ]  # fmt: skip


class DeelnameForm(RefusedForm):
    """How one municipality takes part."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    van = forms.DateField(label=_("Begin"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    tot = forms.DateField(label=_("Einde"), error_messages={"required": _("Vul een datum in.")}, **DAY)
    begroot = Bedrag(label=_("Begroot in euro"))
    uren = _hours(_("Uren"))
    besluit = forms.ChoiceField(label=_("Besluit"), choices=[(k, v[0]) for k, v in DEELNAME.items()])
    besluit_reden = _text(_("Waarom"), length=200, help_text=_("Nodig als de gemeente ervan afziet."))

    def deelneming(self, deelnemer_id: UUID) -> Deelneming:
        """As the service takes it."""
        typed = self.cleaned_data
        return Deelneming(
            deelnemer_id, typed["van"], typed["tot"], begroot=typed["begroot"] or 0, uren=typed["uren"] or 0,
            besluit=typed["besluit"], reden=typed["besluit_reden"],
        )  # fmt: skip


class BeoordeelForm(RefusedForm):
    """Only the need is typed; money, hours and rules are computed."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    noodzaak = forms.ChoiceField(
        label=_("Hoe nodig is het"),
        choices=list(NOODZAAK.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe nodig het project is.")},
    )
    noodzaak_bron = _text(
        _("Bron"), length=200, help_text=_("De wet of regeling. Verplicht als het project wettelijk is.")
    )
    toelichting = _area(_("Toelichting"))


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
            self.fields["reden"] = _area(_("Waarom"))
        elif naar == "gehonoreerd":
            if later:
                self.fields["reden"] = _area(
                    _("Waarom komt het er later bij?"),
                    help_text=_("Het jaarplan van dit jaar is al vastgesteld. Noem ook het besluit."),
                )
            self.fields["besluit"] = _text(
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
        self.fields["beheer_uren"] = _hours(_("Uren beheer per jaar van OWO-onderdelen"))
        voeg_toe(self, BEREIKT, verplicht=True)
        self.fields["lessen"] = _area(_("Wat wij leerden"), help_text=_("Voor de volgende gemeente."))
        self.fields["controlelijst"] = _area(
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
    vertraging_dagen = _hours(_("Vertraging in dagen"))
    vertraging_door = forms.ChoiceField(
        label=_("Vertraging door"), required=False, choices=[("", _("Geen vertraging")), *VERTRAGING.items()]
    )
    vertraging_uitleg = _text(_("Wat is er aan de hand"), length=300)
    prognose = Bedrag(label=_("Verwachte kosten van het hele project, in euro"))
    uren_gemeente = _hours(_("Gewerkte uren van gemeenten dit kwartaal"))
    uren_owo = _hours(_("Gewerkte uren van OWO-onderdelen dit kwartaal"))
    tevredenheid_klant = forms.ChoiceField(
        label=_("Tevredenheid van de klant"), required=False, choices=SCORES
    )
    tevredenheid_team = forms.ChoiceField(
        label=_("Tevredenheid van het team"), required=False, choices=SCORES
    )
    opmerking = _area(_("Opmerking"))

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


class ZoekForm(forms.Form):
    """What the list of projects is narrowed by."""

    q = forms.CharField(label=_("Naam of projectleider"), max_length=60, required=False)
    jaar = forms.IntegerField(label=_("Jaarplan van"), required=False, min_value=2000, max_value=2100)
    stand = forms.ChoiceField(
        label=_("Stand"), required=False,
        choices=[("", _("Alle")), ("voorgesteld", _("Voorgesteld")), ("lopend", _("Lopend")), ("klaar", _("Klaar"))],
    )  # fmt: skip
    noodzaak = forms.ChoiceField(
        label=_("Noodzaak"), required=False, choices=[("", _("Alle")), *NOODZAAK.items()]
    )
    keuze = forms.ChoiceField(label=_("Hoe"), required=False, choices=[("", _("Alle")), *KEUZE.items()])
    speerpunt = forms.ChoiceField(label=_("Speerpunt"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["speerpunt"].choices = [("", _("Alle")), *speerpunten().items()]  # type: ignore[attr-defined]
