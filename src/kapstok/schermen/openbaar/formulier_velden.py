"""From questions to what a template draws: one block per visible question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kapstok.diensten.formulieren.bronnen import source
from kapstok.diensten.formulieren.controle import row_count, shown, typed
from kapstok.diensten.formulieren.definitie import Bestanden, Vraag
from kapstok.diensten.formulieren.services import Draft
from kapstok.diensten.formulieren.situatie import Situatie
from kapstok.diensten.formulieren.soorten.basis import Ruw
from kapstok.platform.ui.velden import Option, Veld

CONTROL = {
    "lange_tekst": "textarea",
    "ja_nee": "radio",
    "keuze": "radio",
    "keuzes": "checkboxes",
    "verklaring": "checkbox",
    "email": "email",
    "telefoon": "tel",
}
AUTOCOMPLETE = {"email": "email", "telefoon": "tel"}
PART_AUTOCOMPLETE = {"postcode": "postal-code", "straat": "address-line1", "woonplaats": "address-level2"}
NUMERIC = frozenset({"getal", "bsn", "kvk"})


@dataclass(frozen=True)
class Rij:
    """One row of a groep."""

    number: int
    fields: list[Veld]


@dataclass(frozen=True)
class Blok:
    """One question on the page. `kind` picks the part of the template."""

    kind: str
    vraag: Vraag
    label: str
    hint: str = ""
    fields: list[Veld] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    source: str = ""
    rows: list[Rij] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    accept: str = ""
    errors: tuple[str, ...] = ()
    id: str = ""


Faults = Mapping[str, list[str]]


@dataclass(frozen=True)
class Getypt:
    """What stands on the page now: typed texts and faults by name of control, and the language."""

    raw: Ruw
    faults: Faults
    taal: str


def control_id(name: str) -> str:
    """HTML id of a control."""
    return "id_" + name.replace(".", "_")


def raw_of(draft: Draft, questions: list[Vraag]) -> dict[str, list[str]]:
    """Stored answers as the texts that would have been typed."""
    answers = draft.answers()
    found: dict[str, list[str]] = {}
    for vraag in questions:
        for name, text in typed(vraag, answers.get(vraag.id)).items():
            found[name] = text if isinstance(text, list) else [text]
    return found


def blocks(draft: Draft, situation: Situatie, questions: list[Vraag], page: Getypt) -> list[Blok]:
    """All visible questions of a page."""
    return [_block(draft, situation, vraag, page) for vraag in questions]


def _block(draft: Draft, situation: Situatie, vraag: Vraag, page: Getypt) -> Blok:
    raw, faults, taal = page.raw, page.faults, page.taal
    label, hint = vraag.label.in_taal(taal), hint_of(vraag, taal)
    if vraag.type == "uitleg":
        return Blok("uitleg", vraag, label, hint)
    if draft.is_known(vraag.id):
        found = source(vraag.prefill.source) if vraag.prefill else None
        lines = shown(vraag, situation.answers.get(vraag.id), taal)
        return Blok("vast", vraag, label, lines=lines, source=found.label.in_taal(taal) if found else "")
    if vraag.type == "bestanden":
        return _files_block(vraag, situation, page)
    if vraag.type in ("adres", "locatie"):
        return Blok(vraag.type, vraag, label, hint, fields=_place_fields(vraag, page))
    if vraag.type == "groep":
        count = max(row_count(vraag, raw), 1)
        rows = [Rij(n + 1, _row_fields(vraag, n, page)) for n in range(count)]
        errors = tuple(faults.get(vraag.id, []))
        return Blok("groep", vraag, label, hint, rows=rows, errors=errors, id=control_id(vraag.id))
    return Blok("veld", vraag, label, hint, fields=[_field(vraag, vraag.id, page)])


def _files_block(vraag: Vraag, situation: Situatie, page: Getypt) -> Blok:
    kinds = vraag.files.types if vraag.files else []
    return Blok(
        "bestanden",
        vraag,
        vraag.label.in_taal(page.taal),
        " ".join([hint_of(vraag, page.taal), *file_rules(vraag.files)]).strip(),
        files=list(situation.answers.get(vraag.id, [])),
        accept=",".join(f".{kind}" for kind in [*kinds, *(["jpeg"] if "jpg" in kinds else [])]),
        errors=tuple(page.faults.get(vraag.id, [])),
        id=control_id(vraag.id),
    )


def hint_of(vraag: Vraag, taal: str) -> str:
    """Hint and example in one line."""
    parts = [vraag.hint.in_taal(taal)] if vraag.hint else []
    if vraag.type == "datum" and not vraag.example:
        parts.append(_("Bijvoorbeeld %(voorbeeld)s.") % {"voorbeeld": "24-12-2026"})
    elif vraag.example:
        parts.append(_("Bijvoorbeeld %(voorbeeld)s.") % {"voorbeeld": vraag.example})
    return " ".join(parts)


def file_rules(files: Bestanden | None) -> list[str]:
    """What may be uploaded, told beforehand."""
    if files is None:
        return []
    values = {"soorten": ", ".join(kind.upper() for kind in files.types), "mb": files.max_mb}
    return [_("U kunt deze soorten toevoegen: %(soorten)s. Per bestand maximaal %(mb)s MB.") % values]


def _row_fields(vraag: Vraag, number: int, page: Getypt) -> list[Veld]:
    fields: list[Veld] = []
    for inner in vraag.questions:
        name = f"{vraag.id}.{number}.{inner.id}"
        if inner.type in ("adres", "locatie"):
            fields += _place_fields(inner, page, name)
        else:
            fields.append(_field(inner, name, page))
    return fields


def _field(vraag: Vraag, name: str, page: Getypt) -> Veld:
    raw, faults, taal = page.raw, page.faults, page.taal
    kind = CONTROL.get(vraag.type, "text")
    values = raw.get(name) or []
    chosen = "True" if vraag.type == "verklaring" and values and values[-1] else values[-1] if values else ""
    extra = {"autocomplete": vraag.autocomplete or AUTOCOMPLETE.get(vraag.type, "off")}
    if vraag.type in NUMERIC:
        extra["inputmode"] = "numeric"
    if kind in ("radio", "checkboxes", "checkbox"):
        extra = {"value": "ja"} if kind == "checkbox" else {}
    return Veld(
        id=control_id(name),
        name=name,
        label=vraag.label.in_taal(taal),
        kind=kind,
        hint=hint_of(vraag, taal),
        errors=tuple(faults.get(name, [])),
        required=vraag.need == "required",
        value=chosen,
        options=_options(vraag, values, taal),
        attributes=extra,
    )


def _options(vraag: Vraag, values: list[str], taal: str) -> tuple[Option, ...]:
    if vraag.type == "ja_nee":
        pairs = (("ja", _("Ja")), ("nee", _("Nee")))
        return tuple(Option(value, label, checked=value in values) for value, label in pairs)
    return tuple(
        Option(o.value, o.label.in_taal(taal), o.hint.in_taal(taal) if o.hint else "", o.value in values)
        for o in vraag.options
    )


def _place_fields(vraag: Vraag, page: Getypt, name: str = "") -> list[Veld]:
    """Postcode and number first; street and town for who does not know the postcode."""
    raw, faults = page.raw, page.faults
    name = name or vraag.id
    asked = vraag.need == "required"
    labels = {"postcode": _("Postcode"), "huisnummer": _("Huisnummer")}
    if vraag.type == "locatie":
        labels |= {"straat": _("Straat"), "woonplaats": _("Plaats"), "omschrijving": _("Waar precies?")}
    hints = {"postcode": _("Bijvoorbeeld %(voorbeeld)s.") % {"voorbeeld": "8431 AB"}}
    return [
        Veld(
            id=control_id(f"{name}.{part}"),
            name=f"{name}.{part}",
            label=label,
            kind="textarea" if part == "omschrijving" else "text",
            hint=hints.get(part, ""),
            errors=tuple(faults.get(f"{name}.{part}", [])),
            required=asked and part in ("postcode", "huisnummer"),
            value=(raw.get(f"{name}.{part}") or [""])[-1],
            attributes={
                "autocomplete": PART_AUTOCOMPLETE.get(part, "off") if vraag.type == "adres" else "off"
            }
            | ({"rows": "3"} if part == "omschrijving" else {}),
        )
        for part, label in labels.items()
    ]
