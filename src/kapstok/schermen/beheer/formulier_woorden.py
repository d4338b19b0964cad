"""A form as an editor reads it: kinds, limits and conditions in words instead of code."""

from collections.abc import Iterator
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapstok.diensten.formulieren.bronnen import source
from kapstok.diensten.formulieren.definitie import Definitie, Stap, Vraag

KINDS = {
    "tekst": gettext_lazy("korte tekst"),
    "lange_tekst": gettext_lazy("lange tekst"),
    "getal": gettext_lazy("getal"),
    "bedrag": gettext_lazy("bedrag"),
    "datum": gettext_lazy("datum"),
    "ja_nee": gettext_lazy("ja of nee"),
    "keuze": gettext_lazy("één keuze"),
    "keuzes": gettext_lazy("meer keuzes"),
    "email": gettext_lazy("e-mailadres"),
    "telefoon": gettext_lazy("telefoonnummer"),
    "adres": gettext_lazy("adres"),
    "locatie": gettext_lazy("plek"),
    "bsn": gettext_lazy("burgerservicenummer"),
    "kvk": gettext_lazy("KVK-nummer"),
    "iban": gettext_lazy("rekeningnummer"),
    "kenteken": gettext_lazy("kenteken"),
    "bestanden": gettext_lazy("bestanden"),
    "verklaring": gettext_lazy("verklaring"),
    "uitleg": gettext_lazy("uitleg"),
    "groep": gettext_lazy("groep"),
}
NEEDS = {
    "required": gettext_lazy("verplicht"),
    "recommended": gettext_lazy("aangeraden"),
    "optional": gettext_lazy("niet verplicht"),
}
_COMPARE = {
    "==": gettext_lazy("is"),
    "===": gettext_lazy("is"),
    "!=": gettext_lazy("is niet"),
    "!==": gettext_lazy("is niet"),
    ">": gettext_lazy("is meer dan"),
    ">=": gettext_lazy("is minstens"),
    "<": gettext_lazy("is minder dan"),
    "<=": gettext_lazy("is hoogstens"),
    "in": gettext_lazy("zit in"),
}


def condition_in_words(expression: Any) -> str:
    """JsonLogic as a phrase; what has no words stays as it is written."""
    if isinstance(expression, dict) and len(expression) == 1:
        operator, raw = next(iter(expression.items()))
        args = raw if isinstance(raw, list) else [raw]
        if operator == "var":
            return f"“{args[0]}”"
        if operator in ("and", "or"):
            word = _("en") if operator == "and" else _("of")
            return f" {word} ".join(condition_in_words(arg) for arg in args)
        if operator == "!":
            return _("niet (%s)") % condition_in_words(args[0])
        if operator in _COMPARE and len(args) == 2:
            left, right = (condition_in_words(arg) for arg in args)
            return f"{left} {_COMPARE[operator]} {right}"
    if expression is True or expression is False:
        return _("ja") if expression else _("nee")
    if isinstance(expression, str):
        return f"‘{expression}’"
    return msgspec.json.encode(expression).decode()


def limits_in_words(vraag: Vraag) -> list[str]:
    """What an answer must meet."""
    limits, found = vraag.limits, []
    if limits.min_length:
        found.append(_("minstens %s tekens") % limits.min_length)
    if limits.max_length:
        found.append(_("hoogstens %s tekens") % limits.max_length)
    if limits.minimum is not None:
        found.append(_("minstens %s") % _number(limits.minimum))
    if limits.maximum is not None:
        found.append(_("hoogstens %s") % _number(limits.maximum))
    if limits.max_items:
        found.append(_("hoogstens %s stuks") % limits.max_items)
    if vraag.files:
        found.append(
            _("%(types)s, tot %(mb)s MB") % {"types": ", ".join(vraag.files.types), "mb": vraag.files.max_mb}
        )
    found += [rule.message.nl for rule in limits.rules]
    return found


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def question_in_words(vraag: Vraag) -> dict[str, Any]:
    """One question for the page."""
    known = source(vraag.prefill.source) if vraag.prefill else None
    return {
        "id": vraag.id,
        "label": vraag.label.nl,
        "soort": KINDS[vraag.type],
        "nodig": "" if vraag.type == "uitleg" else NEEDS[vraag.need],
        "hint": vraag.hint.nl if vraag.hint else "",
        "keuzes": [option.label.nl for option in vraag.options],
        "grenzen": limits_in_words(vraag),
        "als": condition_in_words(vraag.visible_if) if vraag.visible_if is not None else "",
        "bron": known.label.nl if known else "",
        "vragen": [question_in_words(inner) for inner in vraag.questions],
    }


def step_in_words(stap: Stap) -> dict[str, Any]:
    """One page of the form."""
    return {
        "id": stap.id,
        "titel": stap.title.nl,
        "intro": stap.intro.nl if stap.intro else "",
        "als": condition_in_words(stap.visible_if) if stap.visible_if is not None else "",
        "vragen": [question_in_words(vraag) for vraag in stap.questions],
    }


def as_lines(definitie: Definitie) -> str:
    """The form as lines of words, for comparing two versions."""
    return "\n".join(_lines(definitie))


def _lines(definitie: Definitie) -> Iterator[str]:
    yield f"{definitie.title.nl}: {definitie.intro.nl}"
    yield _("Zaaktype: %s") % definitie.zaak.zaaktype
    for stap in definitie.steps:
        step = step_in_words(stap)
        yield _("Pagina: %s") % step["titel"]
        if step["als"]:
            yield "  " + _("alleen als %s") % step["als"]
        if step["intro"]:
            yield f"  {step['intro']}"
        for row in step["vragen"]:
            yield from _question_lines(row, "  ")


def _question_lines(row: dict[str, Any], indent: str) -> Iterator[str]:
    yield f"{indent}{row['label']} [{row['id']}]: {', '.join(str(w) for w in (row['soort'], row['nodig']) if w)}"
    if row["als"]:
        yield f"{indent}  " + _("alleen als %s") % row["als"]
    for text in (row["hint"], *row["grenzen"], *(f"• {label}" for label in row["keuzes"])):
        if text:
            yield f"{indent}  {text}"
    for inner in row["vragen"]:
        yield from _question_lines(inner, indent + "  ")
