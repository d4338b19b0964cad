"""From a row to what a person reads and types, and back to values; faults by the input they belong to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations, services
from kapstok.magazijnen.catalogi.resources import OF_KIND
from kapstok.magazijnen.catalogi.rules_archief import GROUP
from kapstok.magazijnen.catalogi.selectielijst import lijst
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import parse
from kapstok.platform.resource.names import snake
from kapstok.schermen.beheer.catalogi_velden import Ingang, Soort

# Inputs that choose a row of ours by its id: (name, column).
_POINTERS = {"statustype": "statustype_id", "informatieobjecttype": "informatieobjecttype_id"}
_ROWS = {
    "gerelateerdeZaaktypen": ("zaaktype", "aardRelatie", "toelichting"),
    "checklistitemStatustype": ("itemnaam", "vraagstelling", "verplicht", "toelichting"),
}


def required(soort: Soort, ingang: Ingang) -> bool:
    """Does the resource ask for this input? A member of a group only where the group itself is asked for."""
    name, _dot, member = ingang.name.partition(".")
    if ingang.kind in {"checkboxes", "lines", "rows"}:
        return False
    field = next((f for f in OF_KIND[soort.kind].fields if f.name == name), None)
    asked = bool(field and field.required)
    return asked and (not member or member in (field.schema.get("required") or ()) if field else False)


def term_words(value: str) -> str:
    """A duration as a person writes it."""
    try:
        return Duration.parse(value).words() if value else ""
    except InvalidValue:
        return value


def shown(soort: Soort, row: Any) -> dict[str, Any]:
    """What stands in each input for a row (None: an empty form)."""
    if row is None:
        return {i.name: [] if i.kind == "checkboxes" else "" for i in soort.inputs}
    values = services.snapshot(row)
    columns = {f.name: f.column for f in OF_KIND[soort.kind].fields if f.column}
    made: dict[str, Any] = {}
    for ingang in soort.inputs:
        name, _dot, member = ingang.name.partition(".")
        if name in _POINTERS:
            made[name] = str(values[_POINTERS[name]] or "")
            continue
        value = values.get(columns.get(name) or snake(name))
        made[ingang.name] = _text(ingang, (value or {}).get(member) if member else value)
    return made


def _text(ingang: Ingang, value: Any) -> Any:
    if ingang.kind == "checkboxes":
        return list(value or [])
    if ingang.kind == "lines":
        return "\n".join(value or [])
    if ingang.kind == "rows":
        return "\n".join(_row_text(ingang.name, row) for row in value or [])
    if ingang.kind == "term":
        return term_words(value or "")
    if ingang.kind == "checkbox":
        return "True" if value else ""
    return "" if value is None else str(value)


def _row_text(name: str, row: Mapping[str, Any]) -> str:
    parts = [row.get(member) for member in _ROWS[name]]
    words = [
        (("verplicht" if part else "vrij") if member == "verplicht" else str(part or ""))
        for member, part in zip(_ROWS[name], parts, strict=True)
    ]
    return " | ".join(words).rstrip(" |")


def typed(soort: Soort, post: QueryDict) -> dict[str, Any]:
    """What was typed, to show again."""
    return {
        i.name: post.getlist(i.name) if i.kind == "checkboxes" else post.get(i.name, "")[:20_000]
        for i in soort.inputs
    }


def read(soort: Soort, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Values by column, and what is wrong by input."""
    resource = OF_KIND[soort.kind]
    names = {i.name.partition(".")[0] for i in soort.inputs} - set(_POINTERS)
    fields = [f for f in resource.fields if f.name in names]
    raw: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for ingang in soort.inputs:
        name, _dot, member = ingang.name.partition(".")
        if name not in _POINTERS:
            value = _value(ingang, given[ingang.name])
            if member:
                raw.setdefault(name, {})[member] = value
            else:
                raw[name] = value
    _empty(raw, {f.name for f in fields if f.nullable})
    faults: list[InvalidParam] = []
    clean = parse.collect(fields, raw, "", faults, partial=False)
    for fault in faults:
        wrong.setdefault(_place(soort, fault.name), []).append(_reason(fault, soort))
    values = {f.column or snake(f.name): clean[f.name] for f in fields if f.name in clean}
    for name, column in _POINTERS.items():
        if any(i.name == name for i in soort.inputs):
            values[column] = _id(given[name])
    if "informatieobjecttype_id" in values and values["informatieobjecttype_id"] is None:
        wrong["informatieobjecttype"] = [_("Kies een soort document.")]
    return values, wrong


def _empty(raw: dict[str, Any], nullable: set[str]) -> None:
    """An input left empty is null where the standard has null; a group without its first member is no group."""
    for name in nullable & set(raw):
        if raw[name] == "":
            raw[name] = None
    for name, value in raw.items():
        if isinstance(value, dict):
            raw[name] = {k: v for k, v in value.items() if v not in ("", None)}
    if GROUP in raw:
        group = {k: v for k, v in raw[GROUP].items() if v is not False}
        raw[GROUP] = group if group.get("afleidingswijze") else None


def _value(ingang: Ingang, text: Any) -> Any:
    if ingang.kind == "checkboxes":
        return list(text)
    text = text.replace("\r\n", "\n").strip()
    if ingang.kind == "checkbox":
        return bool(text)
    if ingang.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if ingang.kind == "rows":
        return [_row(ingang.name, line) for line in text.split("\n") if line.strip()]
    if ingang.kind == "number":
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 9 else text
    if ingang.kind == "term" and text:
        try:
            return str(Duration.parse_words(text))
        except InvalidValue:
            return text
    return text


def _row(name: str, line: str) -> dict[str, Any]:
    members = _ROWS[name]
    parts = [part.strip() for part in line.split("|", len(members) - 1)]
    made: dict[str, Any] = {m: p for m, p in zip(members, parts, strict=False) if p}
    if "verplicht" in members:
        made["verplicht"] = made.get("verplicht", "").lower() == "verplicht"
    return made


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _place(soort: Soort, name: str) -> str:
    """The input a fault belongs to: itself, or the one its list or group starts with; empty for the whole."""
    names = [i.name for i in soort.inputs]
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        wanted = ".".join(parts[:size])
        if wanted in names:
            return wanted
        if size == 1:
            return next((n for n in names if n.startswith(f"{wanted}.")), "")
    return ""


def _reason(fault: InvalidParam, soort: Soort) -> str:
    ingang = next((i for i in soort.inputs if i.name == _place(soort, fault.name)), None)
    if fault.code in {"blank", "required", "null"}:
        return _("Dit is verplicht.")
    if ingang is not None and fault.code == "invalid":
        if ingang.kind == "term":
            return _("Schrijf een termijn, bijvoorbeeld 8 weken.")
        if ingang.kind == "date":
            return _("Vul een datum in.")
        if ingang.kind == "number":
            return _("Vul een getal in.")
    if fault.code == "invalid_choice" and ingang is not None and ingang.kind == "select":
        return _("Kies een mogelijkheid.")
    return fault.reason


def refusals(soort: Soort, refused: Any) -> dict[str, list[str]]:
    """What a use case refused, by input."""
    columns = {f.column: f.name for f in OF_KIND[soort.kind].fields if f.column}
    wrong: dict[str, list[str]] = {}
    for each in refused.all:
        place = _place(soort, columns.get(each.field, each.field))
        wrong.setdefault(place, []).append(each.message)
    return wrong


def choices(ingang: Ingang, catalogus_id: UUID, zaaktype: m.ZaakType | None) -> list[tuple[str, Any]]:
    """The list of choices of an input; an empty one first where a choice may be left out."""
    if not ingang.source:
        return list(ingang.choices)
    if ingang.source == "procestypen":
        own = {p.uuid: p for p in lijst().procestypen.values()}
        return [(p.url, f"{p.nummer}. {p.naam}") for p in own.values()]
    if ingang.source == "omschrijvingen":
        return [(o.url, o.omschrijving) for o in lijst().omschrijvingen.values()]
    if ingang.source == "resultaten":
        procestype = lijst().procestype(zaaktype.selectielijst_procestype) if zaaktype else None
        rows = lijst().of(procestype) if procestype else list(lijst().resultaten.values())
        return [(r.url, f"{r.volledig_nummer} {r.naam}{_detail(r.omschrijving)}"[:110]) for r in rows]
    if ingang.source == "objecttypen":
        from kapstok.magazijnen.catalogi.api_types import OBJECTTYPE

        return [(o, o.replace("_", " ")) for o in OBJECTTYPE]
    return _own_choices(ingang, catalogus_id, zaaktype)


def _detail(text: str) -> str:
    return f": {text}" if text else ""


def _own_choices(ingang: Ingang, catalogus_id: UUID, zaaktype: m.ZaakType | None) -> list[tuple[str, Any]]:
    if ingang.source == "statustypen":
        rows = m.StatusType.objects.filter(zaaktype_id=zaaktype.id if zaaktype else None)
        return [(str(r.id), r.omschrijving) for r in rows.order_by("volgnummer")]
    kind: Any = {
        "zaaktypen": m.ZaakType,
        "besluittypen": m.BesluitType,
        "documenttypen": m.InformatieObjectType,
    }[ingang.source]
    key = relations.KEY[kind]
    if ingang.name in _POINTERS:
        names = kind.objects.filter(catalogus_id=catalogus_id).values_list(key, flat=True).distinct()
        found = (relations.newest(kind, catalogus_id, name) for name in sorted(set(names)))
        return [(str(r.id), getattr(r, key)) for r in found]
    rows = kind.objects.filter(catalogus_id=catalogus_id).values_list(key, "omschrijving")
    return sorted(dict(rows).items())
