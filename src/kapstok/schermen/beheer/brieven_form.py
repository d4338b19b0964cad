"""The form for the text of a letter or mail, and what each field means."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.brieven.models import Sjabloon
from kapstok.diensten.brieven.rules import to_ask
from kapstok.diensten.brieven.templates import LONGEST, Inhoud, content_of
from kapstok.magazijnen.catalogi.models import ResultaatType, ZaakType
from kapstok.platform.ui.geweigerd import RefusedForm

FIELD_MEANINGS = {
    "brief": (
        ("aanvrager", _("Naam van de aanvrager")),
        ("zaaknummer", _("Nummer van de zaak")),
        ("zaaktype", _("Soort zaak")),
        ("onderwerp", _("Waar de zaak over gaat")),
        ("startdatum", _("Dag waarop de zaak begon")),
        ("uiterlijk", _("Dag waarop de zaak klaar moet zijn")),
        ("gemeente", _("Naam van de gemeente")),
        ("medewerker", _("Naam van de behandelaar")),
        ("datum", _("Vandaag")),
    ),
    "mail": (
        ("zaaknummer", _("Nummer van de zaak")),
        ("status", _("Naam van de nieuwe status")),
        ("datum", _("Vandaag")),
        ("gemeente", _("Naam van de gemeente")),
        ("mijn_omgeving", _("Adres van Mijn omgeving")),
    ),
}


def _zaaktype_choices() -> list[tuple[str, str]]:
    rows = (
        ZaakType.objects.filter(concept=False)
        .order_by("omschrijving")
        .values_list("identificatie", "omschrijving")
    )
    return list(dict(rows[:1000]).items())


def _resultaat_choices() -> list[tuple[str, str]]:
    names = (
        ResultaatType.objects.order_by("omschrijving").values_list("omschrijving", flat=True).distinct()[:300]
    )
    return [(name, name) for name in names]


def _text(label: Any, *, required: bool = True, rows: int = 14) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        strip=False,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": _("Vul hier een tekst in."), "max_length": _("Deze tekst is te lang.")},
    )


def _subject(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        required=required,
        error_messages={"required": _("Vul hier een tekst in.")},
    )


class TemplateForm(RefusedForm):
    """What letters and mails share. `versie` is the version that was read."""

    versie = forms.IntegerField(widget=forms.HiddenInput())
    naam = forms.CharField(
        label=_("Naam"), max_length=120, error_messages={"required": _("Vul een naam in.")}
    )

    def translations(self) -> dict[str, dict[str, str]]:
        return {}

    def asked(self) -> list[str]:
        """Names of what the medewerker is asked."""
        return []

    def content(self) -> Inhoud:
        typed = self.cleaned_data
        return Inhoud(
            naam=typed["naam"].strip(),
            onderwerp=typed["onderwerp"].strip(),
            tekst=_unix(typed["tekst"]),
            vertalingen=self.translations(),
            zaaktypen=typed.get("zaaktypen", []),
            resultaten=typed.get("resultaten", []),
            actief=typed["actief"],
        )


class LetterForm(TemplateForm):
    """A letter: one language, questions to the medewerker, and where it is offered."""

    onderwerp = _subject(_("Onderwerp"))
    tekst = _text(_("Tekst"))
    vragen = forms.CharField(
        label=_("Vragen aan de behandelaar"),
        max_length=1000,
        required=False,
        help_text=_(
            "Woorden die de behandelaar zelf invult, elk op een regel. Bijvoorbeeld: reden_van_uitstel."
        ),
        widget=forms.Textarea(attrs={"rows": "3", "spellcheck": "false"}),
    )
    actief = forms.BooleanField(label=_("Behandelaars kunnen deze brief kiezen"), required=False)
    zaaktypen = forms.MultipleChoiceField(
        label=_("Alleen bij deze zaaktypen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=_zaaktype_choices,
        help_text=_("Kiest u niets, dan geldt de brief bij elk zaaktype."),
    )
    resultaten = forms.MultipleChoiceField(
        label=_("Alleen bij deze resultaten"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=_resultaat_choices,
        help_text=_("Kiest u niets, dan geldt de brief bij elk resultaat."),
    )

    def clean_vragen(self) -> str:
        """Small letters and underscores, as in the text."""
        names = re.split(r"[\s,;]+", self.cleaned_data["vragen"].strip().replace("{", "").replace("}", ""))
        wrong = [name for name in names if name and not re.fullmatch(r"[a-z_]{1,40}", name)]
        if wrong:
            text = _("Gebruik kleine letters en lage streepjes, niet “%(woord)s”.")
            raise forms.ValidationError(text % {"woord": wrong[0]})
        return "\n".join(name for name in names if name)

    def asked(self) -> list[str]:
        return self.cleaned_data["vragen"].split()

    @classmethod
    def of(cls, row: Sjabloon, data: Any = None) -> "LetterForm":
        content = content_of(row)
        initial = {name: getattr(content, name) for name in Inhoud.__struct_fields__}
        initial |= {"versie": row.versie, "vragen": "\n".join(to_ask(row.onderwerp, row.tekst))}
        return cls(data, initial=initial)


class MailForm(TemplateForm):
    """A mail: three languages; Dutch stands in where a translation is empty."""

    onderwerp = _subject(_("Onderwerp"))
    tekst = _text(_("Tekst"), rows=9)
    onderwerp_fy = _subject(_("Onderwerp in het Fries"), required=False)
    tekst_fy = _text(_("Tekst in het Fries"), required=False, rows=9)
    onderwerp_en = _subject(_("Onderwerp in het Engels"), required=False)
    tekst_en = _text(_("Tekst in het Engels"), required=False, rows=9)
    actief = forms.BooleanField(label=_("Deze mail wordt verstuurd"), required=False)

    def translations(self) -> dict[str, dict[str, str]]:
        typed = self.cleaned_data
        found = {
            language: {
                "onderwerp": typed[f"onderwerp_{language}"].strip(),
                "tekst": _unix(typed[f"tekst_{language}"]),
            }
            for language in ("fy", "en")
        }
        return {language: texts for language, texts in found.items() if any(texts.values())}

    @classmethod
    def of(cls, row: Sjabloon, data: Any = None) -> "MailForm":
        initial: dict[str, Any] = {
            n: getattr(row, n) for n in ("naam", "onderwerp", "tekst", "actief", "versie")
        }
        for language, texts in row.vertalingen.items():
            initial |= {f"{name}_{language}": value for name, value in texts.items()}
        return cls(data, initial=initial)


def form_of(row: Sjabloon, data: Any = None) -> LetterForm | MailForm:
    return (MailForm if row.soort == Sjabloon.Soort.MAIL else LetterForm).of(row, data)


def _unix(text: str) -> str:
    """Line ends as we keep them; a browser sends CR LF."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
