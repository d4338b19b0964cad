"""Content of the living style guide: one example of every component, with invented people and numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from kapstok.platform.ui.iconen import PATHS

CHOICES = [("ja", "Ja, ik woon hier al"), ("nee", "Nee, ik ga hier wonen")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Voorbeeld(forms.Form):
    """One field of each kind; bound with gaps, so that errors show."""

    naam = forms.CharField(label="Naam", help_text="Zoals op uw paspoort.", max_length=100)
    postcode = forms.CharField(
        label="Postcode",
        error_messages={"required": "Vul uw postcode in. Bijvoorbeeld 8431 AB."},
    )
    datum = forms.DateField(
        label="Verhuisdatum", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea, required=False)
    plaats = forms.ChoiceField(
        label="Plaats", choices=[("", "Kies een plaats"), ("o", "Oosterwolde"), ("d", "Donkerbroek")]
    )
    wonen = forms.ChoiceField(
        label="Woont u hier al?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u hier al woont."},
    )
    wie = forms.MultipleChoiceField(
        label="Wie verhuizen er mee?",
        choices=[("p", "Partner"), ("k", "Kinderen")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    akkoord = forms.BooleanField(
        label="Ik heb alles naar waarheid ingevuld",
        error_messages={"required": "Zet een vinkje als alles klopt."},
    )
    bewijs = forms.FileField(label="Huurcontract", help_text="Pdf of foto, hoogstens 20 MB.", required=False)


def examples() -> dict[str, Any]:
    """Context of ui/stijl.html."""
    return {
        "form": Voorbeeld({"naam": "Sanne de Vries", "postcode": ""}),
        "bedrag": Decimal("1234.50"),
        "dag": date(2026, 11, 23),
        "paren": [
            ("Naam", "Sanne de Vries", ("Wijzig", "#")),
            ("Adres", "Snellingerdijk 1\n8431 AB Oosterwolde"),
        ],
        "stappen": _steps(),
        "gebeurtenissen": _events(),
        "taken": [
            {"titel": "Stuur een foto van de boom", "url": "#", "status": "Nog doen", "soort": "let-op"},
            {"titel": "Betaal de kosten", "url": "#", "status": "Klaar", "soort": "goed", "hint": "€ 62,50"},
        ],
        "kolommen": ["Zaak", "Onderwerp", "Uiterlijk", "Dagen"],
        "rijen": [
            ["K-2026-0001", "Boom kappen", "4 januari 2027", "30"],
            ["K-2026-0002", "Uitrit", "9 januari 2027", "35"],
        ],
        "teams": [("a", "Alle teams"), ("b", "Vergunningen")],
        "punten": [("wk 44", 12), ("wk 45", 18), ("wk 46", 9), ("wk 47", 23), ("wk 48", 17)],
        "tabs": [("a", "Overzicht", "#a"), ("b", "Documenten", "#b"), ("c", "Geschiedenis", "#c")],
        "zij": [
            ("Overzicht", "/stijl/", "huis"),
            ("Mijn zaken", "#", "map", "3"),
            ("Mijn berichten", "#", "brief"),
        ],
        "pagina": Paginator(range(95), 10).page(4),
        "iconen": sorted(PATHS),
    }


def _steps() -> list[dict[str, Any]]:
    return [
        {"titel": "Ontvangen", "staat": "gedaan", "datum": date(2026, 11, 16)},
        {
            "titel": "Wij beoordelen uw aanvraag",
            "staat": "nu",
            "tekst": "U hoort uiterlijk 11 januari 2027 van ons.",
        },
        {"titel": "Besluit", "staat": "straks"},
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "titel": "U hebt een foto gestuurd",
            "moment": datetime(2026, 11, 20, 9, 12, tzinfo=AMSTERDAM),
            "wie": "u",
        },
        {"titel": "Wij hebben uw aanvraag ontvangen", "moment": date(2026, 11, 16), "url": "#"},
    ]
