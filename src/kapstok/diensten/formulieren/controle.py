"""Checking what people typed: text in, values and faults out. All faults at once, nothing lost."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kapstok.diensten.formulieren.definitie import Stap, Tekst, Vraag
from kapstok.diensten.formulieren.logica import truthy
from kapstok.diensten.formulieren.situatie import Answers, CompiledForm, Situatie, logic_value
from kapstok.diensten.formulieren.soorten import SOORTEN, Fout, Invoer, Ongeldig
from kapstok.diensten.formulieren.soorten.basis import Ruw, named
from kapstok.diensten.formulieren.soorten.basis import gettext_noop as _

MAX_ROWS = 20
WITHOUT_INPUT = frozenset({"uitleg", "bestanden"})


@dataclass(frozen=True)
class Checked:
    """Values by question id (None: nothing typed) and the faults."""

    values: dict[str, Any]
    faults: list[Fout]


def parse_question(vraag: Vraag, raw: Ruw, name: str = "") -> tuple[Any, list[Fout]]:
    """One question; `name` is the name of its controls (default its id)."""
    name = name or vraag.id
    if vraag.type == "groep":
        return _parse_rows(vraag, raw)
    try:
        return SOORTEN[vraag.type].parse(vraag, Invoer(raw, name)), []
    except Ongeldig as wrong:
        return None, [Fout(f"{name}.{wrong.part}" if wrong.part else name, wrong.message, wrong.values)]


def row_count(vraag: Vraag, raw: Ruw) -> int:
    """Rows of a groep in what was typed, bounded."""
    text = (raw.get(f"{vraag.id}.aantal") or ["0"])[-1]
    return (
        min(int(text), vraag.limits.max_items or MAX_ROWS)
        if text.isascii() and text.isdigit() and len(text) < 4
        else 0
    )


def _parse_rows(vraag: Vraag, raw: Ruw) -> tuple[list[dict[str, Any]] | None, list[Fout]]:
    rows: list[dict[str, Any]] = []
    faults: list[Fout] = []
    for number in range(row_count(vraag, raw)):
        row: dict[str, Any] = {}
        row_faults: list[Fout] = []
        for inner in vraag.questions:
            name = f"{vraag.id}.{number}.{inner.id}"
            value, wrong = parse_question(inner, raw, name)
            row_faults += wrong
            if value is not None:
                row[inner.id] = value
            elif not wrong and inner.need == "required" and inner.type not in WITHOUT_INPUT:
                row_faults.append(missing_fault(inner, name))
        if row or any(not fault.values.get("leeg") for fault in row_faults):
            faults += row_faults
            rows.append(row)
    if len(rows) < vraag.limits.min_items:
        text = _("Vul bij %(vraag)s minimaal %(min)s keer iets in.")
        faults.append(Fout(vraag.id, text, {"vraag": named(vraag), "min": vraag.limits.min_items}))
    return rows or None, faults


_LEEG: dict[str, str] = {
    "keuze": _("Kies een antwoord bij “%(vraag)s”."),
    "keuzes": _("Kies een antwoord bij “%(vraag)s”."),
    "ja_nee": _("Kies ja of nee bij “%(vraag)s”."),
    "verklaring": _("Zet een vinkje bij “%(vraag)s”. Anders kunt u niet verder."),
    "bestanden": _("Voeg een bestand toe bij %(vraag)s."),
    "groep": _("Vul %(vraag)s in."),
}


def missing_fault(vraag: Vraag, name: str = "") -> Fout:
    """The sentence for a required question without answer: which one, and how an answer looks."""
    name = name or vraag.id
    by_label = vraag.type in ("keuze", "keuzes", "ja_nee", "verklaring")
    values: dict[str, Any] = {"vraag": vraag.label if by_label else named(vraag), "leeg": True}
    if vraag.type in ("adres", "locatie"):
        text = _("Vul %(vraag)s in: een postcode en huisnummer. Bijvoorbeeld 8431 AB en 12.")
        if vraag.type == "locatie":
            text = _("Vul %(vraag)s in: een postcode en huisnummer, of een straat.")
        return Fout(f"{name}.postcode", text, values)
    text = _LEEG.get(vraag.type, _("Vul %(vraag)s in."))
    if vraag.example and vraag.type not in _LEEG:
        text, values = (
            _("Vul %(vraag)s in. Bijvoorbeeld %(voorbeeld)s."),
            {**values, "voorbeeld": vraag.example},
        )
    return Fout(name, text, values)


def check_step(
    form: CompiledForm, stap: Stap, raw: Ruw, answers: Answers, *, today: date, channel: str = "zonder"
) -> Checked:
    """What was typed on one page. Faults only for what is visible given these very answers."""
    values: dict[str, Any] = {}
    typed_faults: dict[str, list[Fout]] = {}
    for vraag in stap.questions:
        if vraag.type not in WITHOUT_INPUT:
            values[vraag.id], typed_faults[vraag.id] = parse_question(vraag, raw)
    situation = form.situation({**answers, **values}, today=today, channel=channel)
    faults: list[Fout] = []
    for vraag in situation.questions(stap):
        found = typed_faults.get(vraag.id, [])
        faults += found or question_faults(form, vraag, situation)
    return Checked(values, faults)


def check_all(form: CompiledForm, situation: Situatie) -> dict[str, list[Fout]]:
    """Faults per step id over stored answers: what still stands between now and sending."""
    found = {
        stap.id: [f for vraag in situation.questions(stap) for f in question_faults(form, vraag, situation)]
        for stap in situation.steps
    }
    return {step_id: faults for step_id, faults in found.items() if faults}


def question_faults(form: CompiledForm, vraag: Vraag, situation: Situatie) -> list[Fout]:
    """Required and rules, on a value that was already read."""
    value = situation.answers.get(vraag.id)
    if value is None or value == []:
        return [missing_fault(vraag)] if vraag.need == "required" and vraag.type != "uitleg" else []
    env = {**situation.env, "dit": logic_value(vraag, value)}
    broken = [
        rule.message
        for rule, holds in zip(vraag.limits.rules, form.rules[vraag.id], strict=True)
        if not truthy(holds(env))
    ]
    name = f"{vraag.id}.postcode" if vraag.type in ("adres", "locatie") else vraag.id
    return [Fout(name, "%(tekst)s", {"tekst": message}) for message in broken]


def recommended_missing(situation: Situatie) -> list[Vraag]:
    """Recommended questions without answer: worth a warning, never a refusal (Awb 4:5: people may complete later)."""
    return [
        vraag
        for stap in situation.steps
        for vraag in situation.questions(stap)
        if vraag.need == "recommended" and not situation.answers.get(vraag.id)
    ]


def messages(
    faults: Iterable[Fout], taal: str, translate: Callable[[str], str] = str
) -> list[tuple[str, str]]:
    """Pairs (name of the control, sentence)."""
    return [(fault.name, fault.in_taal(taal, translate)) for fault in faults]


def shown(vraag: Vraag, value: Any, taal: str) -> list[str]:
    """Lines of an answer for the check page, the PDF and the mail."""
    if vraag.type == "groep" and isinstance(value, list):
        return [_row_line(vraag.questions, row, taal) for row in value]
    return SOORTEN[vraag.type].show(vraag, value, taal)


def _row_line(questions: Sequence[Vraag], row: dict[str, Any], taal: str) -> str:
    return ", ".join(
        " ".join(SOORTEN[inner.type].show(inner, row[inner.id], taal))
        for inner in questions
        if inner.id in row
    )


def typed(vraag: Vraag, value: Any) -> dict[str, str | list[str]]:
    """A stored value as the browser would send it: name of control to text."""
    if value is None:
        return {}
    if vraag.type != "groep":
        return SOORTEN[vraag.type].write(vraag, value)
    written: dict[str, str | list[str]] = {f"{vraag.id}.aantal": str(len(value))}
    for number, row in enumerate(value):
        for inner in vraag.questions:
            for name, text in typed(inner, row.get(inner.id)).items():
                written[f"{vraag.id}.{number}.{name}"] = text
    return written


def texts_without_dutch(text: Tekst | None) -> list[str]:
    """Languages in which a text is missing."""
    return [] if text is None else [taal for taal in ("fy", "en") if not getattr(text, taal)]
