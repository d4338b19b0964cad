"""Fields that the forms about a project share."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.plan import queries as plan
from kapstok.diensten.sturing.projecten.queries import mensen
from kapstok.kern.bedrag import bedrag_text, parse_bedrag
from kapstok.kern.fouten import InvalidValue


def speerpunten() -> dict[str, str]:
    """Code and name of the priorities of the plan that counts today."""
    return {row["code"]: row["naam"] for row in plan.speerpunten(timezone.localdate())}


def line(label: Any, *, length: int = 120, **more: Any) -> forms.CharField:
    """One line that may stay empty."""
    return forms.CharField(label=label, max_length=length, required=False, **more)


def area(label: Any, **more: Any) -> forms.CharField:
    """Some lines that may stay empty."""
    return forms.CharField(
        label=label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


def hours(label: Any) -> forms.IntegerField:
    """Hours or days, whole."""
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
