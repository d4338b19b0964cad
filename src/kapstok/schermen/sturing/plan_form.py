"""Forms to write in a concept of the plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.contracten import DAY
from kapstok.schermen.sturing.woorden_plan import BRON, RAAKT

NODIG = {"required": _("Vul dit in.")}
DATUM = {"required": _("Vul een datum in.")}
RICHTING = [("", _("Niet van toepassing")), ("omhoog", _("omhoog")), ("omlaag", _("omlaag"))]
GROEP = [("buiten", _("Naar buiten: de inwoner")), ("binnen", _("Naar binnen: de organisatie"))]
BUITEN = "-"  # it does not stand in the agreement
WEL = "ja:"  # it does; the code of the source comes after, or nothing


def text_line(label: Any, length: int = 160, **more: Any) -> forms.CharField:
    """One line that may stay empty."""
    return forms.CharField(label=label, max_length=length, required=False, **more)


def _area(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _name() -> forms.CharField:
    return forms.CharField(label=_("Naam"), max_length=160, error_messages=NODIG)


def ticks(label: Any, choices: Iterable[tuple[str, str]]) -> forms.MultipleChoiceField:
    """A box to tick for each."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, choices=list(choices)
    )


class VersieForm(RefusedForm):
    """Why there is a next version."""

    aanleiding = text_line(
        _("Waarom komt er een nieuwe versie?"), 200, help_text=_("Bijvoorbeeld: de Omgevingswet gaat in.")
    )


class TekstForm(RefusedForm):
    """The version itself: when it holds, who wrote it, and what it wants."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    van = forms.DateField(label=_("Geldt van"), error_messages=DATUM, **DAY)
    tot = forms.DateField(label=_("Geldt tot en met"), error_messages=DATUM, **DAY)
    datum = forms.DateField(label=_("Datum van deze versie"), error_messages=DATUM, **DAY)
    auteurs = text_line(_("Auteurs"), 600, help_text=_("Scheid namen met een komma."))
    aanleiding = text_line(_("Aanleiding"), 200)
    missie = _area(_("Missie"))
    visie = _area(_("Visie"))

    @staticmethod
    def of(whole: dict[str, Any]) -> dict[str, Any]:
        """What stands in the version, as the form has it."""
        names = ("van", "tot", "datum", "aanleiding", "missie", "visie")
        kept = {name: whole[name] for name in names}
        return {**kept, "auteurs": ", ".join(whole["auteurs"]), "versie": whole["tekstversie"]}

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "versie"}
        return {
            **typed,
            "auteurs": [name.strip()[:120] for name in typed["auteurs"].split(",") if name.strip()],
        }


class DeelForm(RefusedForm):
    """What stands in a version under a code; a new one may get its code by itself."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, nieuw: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if nieuw:
            self.fields["code"] = text_line(
                _("Code"), 40, help_text=_("Mag leeg blijven. De code blijft gelijk in alle versies.")
            )

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        return {name: v for name, v in self.cleaned_data.items() if name not in ("versie", "code")}


class BronForm(DeelForm):
    """A source."""

    naam = forms.CharField(label=_("Naam"), max_length=200, error_messages=NODIG)
    soort = forms.ChoiceField(label=_("Soort"), choices=list(BRON.items()))
    gemeente = forms.ChoiceField(label=_("Van welke gemeente"), required=False)
    van = forms.DateField(label=_("Geldt van"), required=False, **DAY)
    tot = forms.DateField(label=_("Geldt tot en met"), required=False, **DAY)
    adres = forms.URLField(
        label=_("Adres op internet"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Dit is geen webadres. Begin met https://.")},
    )

    def __init__(self, data: Any = None, *, partners: list[Deelnemer], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["gemeente"].choices = [  # type: ignore[attr-defined]
            ("", _("Van alle gemeenten")),
            *((d.code, d.naam) for d in partners),
        ]


class OnderdeelForm(DeelForm):
    """A K, pillar, starting point, rule, principle, development or competence: each asks what it has."""

    naam = _name()

    def __init__(self, data: Any = None, *, soort: str, bronnen: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.soort = soort
        if soort != "competentie":
            self.fields["tekst"] = _area(_("Tekst"))
        if soort == "ontwikkeling":
            self.fields["standpunt"] = _area(_("Wat wij doen"))
        if soort == "pijler":
            self.fields["groep"] = forms.ChoiceField(label=_("Groep"), choices=GROEP)
        if soort == "k":
            self.fields["richting"] = forms.ChoiceField(
                label=_("Welke kant op"), required=False, choices=RICHTING
            )
        self.fields["paragraaf"] = text_line(_("Paragraaf"), 10)
        if bronnen:
            self.fields["bronnen"] = ticks(_("Bronnen"), bronnen)

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "soort": self.soort}


class SpeerpuntForm(DeelForm):
    """A priority, with for each municipality whether its agreement has it, and where."""

    naam = _name()
    kern = _area(_("Kern"), rows=2)
    raakt = forms.ChoiceField(label=_("Raakt"), choices=list(RAAKT.items()))
    paragraaf = text_line(_("Paragraaf"), 10)

    def __init__(
        self, data: Any = None, *, whole: dict[str, Any], partners: list[Deelnemer], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.partners = partners
        parts = whole["onderdelen"]
        self.fields["pijlers"] = ticks(
            _("Pijlers"), [(p["code"], p["naam"]) for p in parts if p["soort"] == "pijler"]
        )
        self.fields["ks"] = ticks(_("K's"), [(k["code"], k["naam"]) for k in parts if k["soort"] == "k"])
        for each in partners:
            choices = [(BUITEN, _("Staat niet in het akkoord")), (WEL, _("Staat in het akkoord"))]
            choices += [
                (f"{WEL}{b['code']}", _("Staat in het akkoord: %s") % b["naam"])
                for b in whole["bronnen"]
                if b["soort"] in ("akkoord", "besluit") and b["gemeente"] in ("", each.code)
            ]
            self.fields[f"akkoord_{each.code}"] = forms.ChoiceField(
                label=_("Akkoord van %s") % each.naam, choices=choices
            )

    @staticmethod
    def of(each: dict[str, Any], partners: list[Deelnemer]) -> dict[str, Any]:
        """What stands in the version, as the form has it."""
        marks = {
            f"akkoord_{d.code}": f"{WEL}{each['akkoorden'][d.code]}"
            if d.code in each["akkoorden"]
            else BUITEN
            for d in partners
        }
        return {**each, **marks}

    @property
    def values(self) -> dict[str, Any]:
        typed = super().values
        marks = {d.code: typed.pop(f"akkoord_{d.code}") for d in self.partners}
        found = {code: mark.removeprefix(WEL) for code, mark in marks.items() if mark != BUITEN}
        return {**typed, "akkoorden": found}


class AmbitieForm(RefusedForm):
    """How far a municipality wants to go from a day on, by which decision."""

    niveau = forms.CharField(
        label=_("Ambitie"), max_length=60, error_messages=NODIG, help_text=_("Bijvoorbeeld: excellent of adequaat.")
    )  # fmt: skip
    van = forms.DateField(label=_("Geldt van"), error_messages=DATUM, **DAY)
    besluit = forms.CharField(
        label=_("Besluit"), max_length=200, error_messages=NODIG,
        help_text=_("Het besluit waarmee de ambitie wijzigt, met de datum."),
    )  # fmt: skip


class BestandForm(RefusedForm):
    """A plan as a file."""

    bestand = forms.FileField(
        label=_("Bestand (YAML)"),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")},
    )
