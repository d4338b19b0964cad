"""Form controls with NL Design System markup, from Django forms or from plain values.

Order in the markup is fixed: label, hint, error, control. The error stands between label and control,
is tied to the control by aria-describedby, and the control keeps what was typed.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString

DJANGO_ROWS = "10"  # what a Textarea says when nobody chose a height
TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"


@dataclass(frozen=True)
class Option:
    """One radio button, checkbox or select option."""

    value: str
    label: str
    hint: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Veld:
    """What ui/delen/veld.html needs to draw one field."""

    id: str
    name: str
    label: str
    kind: str
    hint: str = ""
    errors: tuple[str, ...] = ()
    required: bool = True
    value: str = ""
    control: SafeString | None = None
    options: tuple[Option, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def described_by(self) -> str:
        """Ids of hint and error, in reading order."""
        parts = [f"{self.id}-hint"] if self.hint else []
        if self.errors:
            parts.append(f"{self.id}-fout")
        return " ".join(parts)

    @property
    def target(self) -> str:
        """The id to which a link in the error summary goes: the first control."""
        return f"{self.id}_0" if self.kind in ("radio", "checkboxes") else self.id


def veld_from_bound(bound: forms.BoundField, *, hint: str = "", label: str = "") -> Veld:
    """A Django BoundField as Veld; the widget itself keeps drawing the plain controls."""
    kind = kind_of(cast("forms.Widget", bound.field.widget))
    base = Veld(
        id=bound.auto_id or bound.html_name,
        name=bound.html_name,
        label=label or str(bound.label or ""),
        kind=kind,
        hint=hint or str(bound.help_text or ""),
        errors=tuple(str(error) for error in bound.errors),
        required=bound.field.required,
    )
    if kind in ("radio", "checkboxes"):
        return _with_options(base, bound)
    rows = str(bound.field.widget.attrs.get("rows", DJANGO_ROWS)) if kind == "textarea" else DJANGO_ROWS
    if rows != DJANGO_ROWS:
        base = _replaced(base, attributes={"rows": rows})
    attributes = _control_attributes(base)
    drawn = _select(bound, attributes) if kind == "select" else None
    return _replaced(base, control=drawn or bound.as_widget(attrs=cast("Any", attributes)))


def _select(bound: forms.BoundField, attributes: Mapping[str, str]) -> SafeString | None:
    """The same as Django draws, without its two templates per option: 1,500 options took 0.3 s. None for what is
    not a plain list of choices."""
    widget = bound.field.widget
    if type(widget) not in (forms.Select, forms.SelectMultiple):
        return None
    choices = list(cast("Any", widget).choices)
    if any(isinstance(label, list | tuple) for _value, label in choices):
        return None
    attrs = widget.build_attrs(widget.attrs, cast("Any", bound).build_widget_attrs(dict(attributes), widget))
    attrs.setdefault("id", bound.auto_id)
    chosen = set(cast("Any", widget).format_value(bound.value()))
    parts = []
    for value, label in choices:
        key = "" if value is None else str(value)
        marked = key in chosen
        if marked and not widget.allow_multiple_selected:
            chosen = set()  # only the first of two equal ones
        parts.append(
            f'<option value="{html.escape(key)}"{" selected" if marked else ""}>{html.escape(str(label))}</option>'
        )
    many = " multiple" if widget.allow_multiple_selected else ""
    inside = "\n  ".join(("", *parts))
    return SafeString(f'<select name="{escape(bound.html_name)}"{flatatt(attrs)}{many}>{inside}\n</select>')


def kind_of(widget: forms.Widget) -> str:
    """Our kind of control for a Django widget."""
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.ClearableFileInput | forms.FileInput):
        return "file"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.Select):
        return "select"
    return getattr(widget, "input_type", "text") or "text"


def css_class(kind: str, *, invalid: bool) -> str:
    """NLDS classes of the control itself."""
    names = {
        "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
        "select": "utrecht-select utrecht-select--html-select",
        "checkbox": "utrecht-checkbox utrecht-checkbox--html-input k-vink",
        "checkboxes": "utrecht-checkbox utrecht-checkbox--html-input k-vink",
        "radio": "utrecht-radio-button utrecht-radio-button--html-input k-keuzerondje",
        "file": "k-bestand__invoer",
    }.get(kind, f"{TEXTBOX} k-breedte-{kind}")
    return f"{names} k-ongeldig" if invalid else names


def options_from(source: Iterable[Any], chosen: Iterable[str]) -> tuple[Option, ...]:
    """Options from pairs (value, label), triples with a hint, Options or plain strings."""
    marked = {str(value) for value in chosen}
    return tuple(_option(item, marked) for item in source)


def plain_attributes(veld: Veld) -> SafeString:
    """HTML attributes of a control that we draw ourselves."""
    return flatatt(_control_attributes(veld))


def _option(item: Any, marked: set[str]) -> Option:
    if isinstance(item, Option):
        return Option(item.value, item.label, item.hint, item.checked or item.value in marked)
    if isinstance(item, str):
        return Option(item, item, checked=item in marked)
    value, label, *rest = item
    return Option(str(value), str(label), str(rest[0]) if rest else "", str(value) in marked)


def _with_options(base: Veld, bound: forms.BoundField) -> Veld:
    current = bound.value()
    chosen = current if isinstance(current, list | tuple | set) else [current]
    widget_choices: Any = getattr(bound.field, "choices", [])
    # The empty choice of a model form is not a radio button.
    pairs = [pair for pair in widget_choices if str(pair[0]) != ""]
    return _replaced(base, options=options_from(pairs, [str(value) for value in chosen if value is not None]))


def _control_attributes(veld: Veld) -> dict[str, str]:
    attributes = {"class": css_class(veld.kind, invalid=bool(veld.errors)), **veld.attributes}
    if veld.described_by:
        attributes["aria-describedby"] = veld.described_by
    if veld.errors:
        attributes["aria-invalid"] = "true"
    if veld.kind == "textarea":
        attributes.setdefault("rows", "5")
    return attributes


def _replaced(veld: Veld, **changes: Any) -> Veld:
    return Veld(**{**veld.__dict__, **changes})
