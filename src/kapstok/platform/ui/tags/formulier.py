"""Tags for forms: fields, error summary, buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kapstok.platform.ui.velden import Veld, options_from, plain_attributes, veld_from_bound

VARIANTS = {
    "primair": "primary",
    "secundair": "secondary",
    "subtiel": "subtle",
    "gevaar": "primary nl-button--negative",
}


def register_on(register: template.Library) -> None:
    """Hang the tags of this module on the library."""
    register.inclusion_tag("ui/delen/veld.html")(veld)
    register.inclusion_tag("ui/delen/veld.html")(invoer)
    register.inclusion_tag("ui/delen/foutsamenvatting.html")(foutsamenvatting)
    register.inclusion_tag("ui/delen/formulier.html", takes_context=True)(formulier)
    register.simple_tag(veldcontrole)
    register.simple_tag(knop)
    register.simple_tag(knoplink)
    register.simple_tag(takes_context=True)(fout_voorvoegsel)


def veld(bound: forms.BoundField, hint: str = "", label: str = "") -> dict[str, Veld]:
    """{% veld form.naam hint="…" %}: one field of a Django form."""
    return {"veld": veld_from_bound(bound, hint=hint, label=label)}


def invoer(
    naam: str,
    label: str,
    waarde: Any = "",
    soort: str = "text",
    hint: str = "",
    fout: str | Iterable[str] = "",
    verplicht: bool = True,  # noqa: FBT001, FBT002 — template syntax
    opties: Iterable[Any] = (),
    id: str = "",  # noqa: A002 — the word of the template
    **attributen: Any,
) -> dict[str, Veld]:
    """{% invoer "postcode" "Postcode" waarde=x fout=y soort="text" opties=... %}: one field without Django form.

    `soort`: text, textarea, select, radio, checkboxes, checkbox, file, date, email, tel, number, password, search.
    Extra arguments become attributes; an underscore becomes a hyphen (autocomplete="postal-code", data_x="1").
    """
    errors = (fout,) if isinstance(fout, str) and fout else tuple(fout)
    many = isinstance(waarde, list | tuple | set | frozenset)
    chosen = [str(value) for value in waarde] if many else [str(waarde)]
    made = Veld(
        id=id or f"id_{naam}",
        name=naam,
        label=label,
        kind=soort,
        hint=hint,
        errors=errors,
        required=bool(verplicht),
        value="" if many or waarde is None else str(waarde),
        options=options_from(opties, chosen),
        attributes={key.rstrip("_").replace("_", "-"): str(value) for key, value in attributen.items()},
    )
    return {"veld": made}


def veldcontrole(veld: Veld) -> SafeString:
    """The input itself: drawn by Django's widget, or by us from plain values."""
    if veld.control is not None:
        return veld.control
    attributes = plain_attributes(veld)
    if veld.kind == "textarea":
        return format_html(
            '<textarea id="{}" name="{}"{}>\n{}</textarea>', veld.id, veld.name, attributes, veld.value
        )
    if veld.kind == "select":
        return format_html(
            '<select id="{}" name="{}"{}>{}</select>', veld.id, veld.name, attributes, _select_options(veld)
        )
    if veld.kind == "checkbox":
        checked = flatatt({"checked": veld.value in ("True", "on", "1", "true")})
        return format_html(
            '<input type="checkbox" id="{}" name="{}"{}{}>', veld.id, veld.name, attributes, checked
        )
    value = (
        format_html(' value="{}"', veld.value) if veld.kind not in ("file", "password") and veld.value else ""
    )
    return format_html(
        '<input type="{}" id="{}" name="{}"{}{}>', veld.kind, veld.id, veld.name, value, attributes
    )


def foutsamenvatting(form: forms.BaseForm | None = None, fouten: Any = None) -> dict[str, Any]:
    """{% foutsamenvatting form %} or {% foutsamenvatting fouten=lijst %} with pairs (id of the control, message)."""
    if form is None:
        return {"fouten": [(str(target), str(message)) for target, message in (fouten or [])]}
    if not form.is_bound:
        return {"fouten": []}
    found = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else veld_from_bound(bound).target
        found += [(target, str(error)) for error in bound.errors]
    return {"fouten": found}


def formulier(context: template.Context, form: forms.BaseForm) -> dict[str, Any]:
    """{% formulier form %}: error summary, csrf token, hidden fields and all fields in order."""
    return {"form": form, "csrf_token": context.get("csrf_token", "")}


def knop(
    tekst: str, soort: str = "primair", naam: str = "", waarde: str = "", **attributen: Any
) -> SafeString:
    """{% knop "Volgende" %}: a submit button; soort primair, secundair, subtiel or gevaar."""
    named = {"name": naam, "value": waarde or "1"} if naam else {}
    return format_html(
        '<button class="nl-button nl-button--{}"{}>{}</button>',
        VARIANTS.get(soort, soort),
        _attributes({"type": "submit", **named, **attributen}),
        tekst,
    )


def knoplink(tekst: str, url: str, soort: str = "secundair", **attributen: Any) -> SafeString:
    """{% knoplink "Annuleren" "/werk/" %}: a link that looks like a button."""
    return format_html(
        '<a class="nl-button nl-button--{} k-knoplink" href="{}"{}>{}</a>',
        VARIANTS.get(soort, soort),
        url,
        _attributes(attributen),
        tekst,
    )


def fout_voorvoegsel(context: template.Context) -> str:
    """`Fout: ` in front of the page title when the form or the list of errors on this page has any."""
    form = context.get("form")
    wrong = bool(context.get("fouten")) or bool(
        isinstance(form, forms.BaseForm) and form.is_bound and form.errors
    )
    return gettext("Fout:") + " " if wrong else ""


def _select_options(veld: Veld) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((option.value, flatatt({"selected": option.checked}), option.label) for option in veld.options),
    )


def _attributes(pairs: dict[str, Any]) -> SafeString:
    """Attributes of a tag: `data_x` becomes data-x, `class_` becomes class."""
    return flatatt({key.rstrip("_").replace("_", "-"): value for key, value in pairs.items()})
