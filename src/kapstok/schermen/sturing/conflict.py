"""Two editors at once: the second keeps what was typed, and sees at each field what stands there now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kapstok.platform.ui.opmaak import date_short


def show_current(form: forms.Form, current: Mapping[str, Any], versie: int) -> None:
    """Say what the other one saved, and let a second press on save go through."""
    data = form.data.copy()  # type: ignore[union-attr]
    data["versie"] = str(versie)
    form.data = data
    for name, field in form.fields.items():
        if name == "versie" or name not in current:
            continue
        bound = form[name]
        if field.has_changed(current[name], bound.data):
            bound.help_text = _("Nu staat er: %s") % (_words(field, current[name]) or _("niets"))


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nee")
    if isinstance(value, date):
        return date_short(value)
    choices = {str(key): str(text) for key, text in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return ", ".join(choices.get(str(each), str(each)) for each in values if each not in ("", None))
