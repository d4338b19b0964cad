"""What a project is to do for the four K's, and what it did: the fields of the forms, and the table of the page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.plan.queries import ks

EFFECT = {0: _("Geen"), 1: _("Klein"), 2: _("Duidelijk"), 3: _("Groot")}
VERWACHT, BEREIKT = "effect_verwacht", "effect_bereikt"
LABEL = {VERWACHT: _("Verwacht effect op %s"), BEREIKT: _("Bereikt effect op %s")}


def voeg_toe(form: forms.Form, name: str, *, verplicht: bool) -> None:
    """A choice for each K of the plan that counts today."""
    for row in ks(timezone.localdate()):
        form.fields[f"{name}_{row['code']}"] = forms.TypedChoiceField(
            label=LABEL[name] % row["naam"],
            coerce=int,
            empty_value=None,
            required=verplicht,
            choices=[("", _("Nog niet gekozen")), *EFFECT.items()],
            error_messages={"required": _("Kies hoe groot het effect is. Geen effect is ook een antwoord.")},
        )


def gekozen(typed: dict[str, Any], name: str) -> dict[str, Any]:
    """What was chosen as the service takes it, taken out of what was typed; nothing when the plan has no K's."""
    asked = [each for each in typed if each.startswith(f"{name}_")]
    found = {each.removeprefix(f"{name}_"): typed.pop(each) for each in asked}
    return {name: {code: score for code, score in found.items() if score is not None}} if asked else {}


def beginwaarden(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a project, for the form."""
    return {f"{name}_{code}": score for name in (VERWACHT, BEREIKT) for code, score in row[name].items()}


def tabel(row: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Name of each K with what was expected and what was reached."""
    named = {each["code"]: each["naam"] for each in ks(timezone.localdate())}
    codes = dict.fromkeys([*named, *row[VERWACHT], *row[BEREIKT]])
    return [
        (named.get(code, code), EFFECT.get(row[VERWACHT].get(code)), EFFECT.get(row[BEREIKT].get(code)))
        for code in codes
    ]
