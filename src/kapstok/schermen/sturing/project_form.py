"""Forms about what a project is: proposing, changing, taking part, and finding one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.projecten.services import Deelneming
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.project_effect import VERWACHT, gekozen, voeg_toe
from kapstok.schermen.sturing.project_velden import (
    Bedrag,
    area,
    hours,
    kies_leider,
    leider_van,
    line,
    speerpunten,
)
from kapstok.schermen.sturing.project_woorden import DEELNAME, KEUZE, NOODZAAK, STARTVORM
from kapstok.schermen.sturing.woorden import AANLEIDING


class ProjectForm(RefusedForm):
    """What is known of a project."""

    voorstel = False  # a proposal says what effect it expects
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    naam = forms.CharField(label=_("Naam"), max_length=60, error_messages={"required": _("Vul een naam in.")})
    jaar = forms.IntegerField(label=_("Jaarplan van"), min_value=2000, max_value=2100)
    omschrijving = area(_("Omschrijving"), help_text=_("Wat er beter wordt, en voor wie."))
    speerpunten = forms.MultipleChoiceField(
        label=_("Speerpunten"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keuze = forms.ChoiceField(label=_("Hoe doen wij het"), choices=list(KEUZE.items()))
    keuze_reden = area(_("Waarom zo"))
    indiener = line(_("Ingediend door"), help_text=_("De afdeling of persoon die het project voorstelt."))
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
    uren_owo = hours(_("Uren van team OWO-I&A"))
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
            self.fields[f"uren_{partner.code}"] = hours(_("Uren van %s") % partner.naam)

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
    uren = hours(_("Uren"))
    besluit = forms.ChoiceField(label=_("Besluit"), choices=[(k, v[0]) for k, v in DEELNAME.items()])
    besluit_reden = line(_("Waarom"), length=200, help_text=_("Nodig als de gemeente ervan afziet."))

    def deelneming(self, deelnemer_id: UUID) -> Deelneming:
        """As the service takes it."""
        typed = self.cleaned_data
        return Deelneming(
            deelnemer_id, typed["van"], typed["tot"], begroot=typed["begroot"] or 0, uren=typed["uren"] or 0,
            besluit=typed["besluit"], reden=typed["besluit_reden"],
        )  # fmt: skip


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
