"""Static checks of a form, before it is published: what would go wrong, said to its editor."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any, Literal

from kapstok.diensten.formulieren.controle import WITHOUT_INPUT, texts_without_dutch
from kapstok.diensten.formulieren.definitie import VASTE_NAMEN, Definitie, Stap, Tekst, Vraag
from kapstok.diensten.formulieren.graaf import dependencies, find_cycle
from kapstok.diensten.formulieren.logica import InvalidLogic, compile_logic, truthy, variables_of

# More combinations than this are not tried; the step then counts as reachable.
MAX_COMBINATIONS = 4096
_ANY_DAY = date(2026, 1, 1).isoformat()


@dataclass(frozen=True)
class Bevinding:
    """`fout` blocks publication, `let-op` does not."""

    ernst: Literal["fout", "let-op"]
    code: str
    plaats: str
    tekst: str


def analyse(definitie: Definitie) -> list[Bevinding]:
    """All findings, in the order of the form."""
    found = [*_doubles(definitie), *_shapes(definitie), *_logic(definitie), *_references(definitie)]
    if not found:
        found += _unreachable(definitie)
    return [*found, *_translations(definitie)]


def blocking(findings: list[Bevinding]) -> list[Bevinding]:
    return [finding for finding in findings if finding.ernst == "fout"]


def _doubles(definitie: Definitie) -> Iterator[Bevinding]:
    names = Counter(v.id for v in definitie.questions())
    for name, times in names.items():
        if times > 1:
            yield Bevinding("fout", "double", name, f"De naam “{name}” komt {times} keer voor.")
        if name in VASTE_NAMEN:
            yield Bevinding(
                "fout", "reserved", name, f"De naam “{name}” is van het systeem. Kies een andere."
            )
    for name, times in Counter(s.id for s in definitie.steps).items():
        if times > 1:
            yield Bevinding("fout", "double", name, f"De stap “{name}” komt {times} keer voor.")


def _shapes(definitie: Definitie) -> Iterator[Bevinding]:
    for vraag in definitie.questions():
        yield from _shape(vraag, inside=False)


def _shape(vraag: Vraag, *, inside: bool) -> Iterator[Bevinding]:
    def fault(code: str, text: str) -> Bevinding:
        return Bevinding("fout", code, vraag.id, f"Bij “{vraag.id}”: {text}")

    if (vraag.type in ("keuze", "keuzes")) != bool(vraag.options):
        yield fault("options", "keuzes horen bij een keuzevraag, en alleen daar.")
    if len({optie.value for optie in vraag.options}) != len(vraag.options):
        yield fault("options", "een keuze komt dubbel voor.")
    if (vraag.type == "bestanden") != (vraag.files is not None):
        yield fault("files", "regels voor bestanden horen bij een bestandsvraag, en alleen daar.")
    if (vraag.type == "groep") != bool(vraag.questions):
        yield fault("questions", "een groep heeft vragen, andere soorten niet.")
    if vraag.limits.max_length is not None and vraag.limits.max_length < vraag.limits.min_length:
        yield fault("limits", "de kortste lengte is langer dan de langste.")
    if inside and (
        vraag.type in ("groep", "bestanden", "uitleg") or vraag.visible_if is not None or vraag.limits.rules
    ):
        yield fault("nested", "in een groep kunnen geen groepen, bestanden, uitleg, voorwaarden of regels.")
    inner_names = Counter(inner.id for inner in vraag.questions)
    if any(times > 1 for times in inner_names.values()):
        yield fault("double", "een naam in de groep komt dubbel voor.")
    for inner in vraag.questions:
        yield from _shape(inner, inside=True)


def _expressions(definitie: Definitie) -> Iterator[tuple[str, Any]]:
    for stap in definitie.steps:
        if stap.visible_if is not None:
            yield stap.id, stap.visible_if
        for vraag in stap.questions:
            if vraag.visible_if is not None:
                yield vraag.id, vraag.visible_if
            yield from ((vraag.id, rule.rule) for rule in vraag.limits.rules)


def _logic(definitie: Definitie) -> Iterator[Bevinding]:
    known = {v.id: v for v in definitie.questions()}
    for place, expression in _expressions(definitie):
        try:
            compile_logic(expression)
        except InvalidLogic as wrong:
            yield Bevinding("fout", wrong.code, place, f"Bij “{place}”: {wrong.message}")
            continue
        for name in sorted(variables_of(expression) - VASTE_NAMEN):
            if name not in known:
                yield Bevinding("fout", "unknown", place, f"Bij “{place}”: er is geen vraag “{name}”.")
        yield from _impossible_options(place, expression, known)
    cycle = find_cycle(dependencies(definitie))
    if cycle:
        text = f"Deze vragen wachten op elkaar: {' → '.join(cycle)}."
        yield Bevinding("fout", "cycle", cycle[0], text)


def _impossible_options(place: str, expression: Any, known: dict[str, Vraag]) -> Iterator[Bevinding]:
    """{"==": [{"var": "soort"}, "eikk"]} where "eikk" is no option."""
    if isinstance(expression, list):
        for item in expression:
            yield from _impossible_options(place, item, known)
    if not isinstance(expression, dict):
        return
    for operator, raw in expression.items():
        yield from _impossible_options(place, raw, known)
        if operator not in ("==", "!=") or not isinstance(raw, list) or len(raw) != 2:
            continue
        for side, other in (raw, reversed(raw)):
            name = side.get("var") if isinstance(side, dict) else None
            vraag = known.get(name) if isinstance(name, str) else None
            options = {optie.value for optie in vraag.options} if vraag and vraag.type == "keuze" else None
            if options is not None and isinstance(other, str) and other not in options:
                text = f"Bij “{place}”: “{other}” is geen keuze van “{name}”."
                yield Bevinding("fout", "option", place, text)


def _references(definitie: Definitie) -> Iterator[Bevinding]:
    known = {v.id: v for v in definitie.questions()}
    zaak = definitie.zaak
    uses = {f"eigenschap {name}": question for name, question in zaak.eigenschappen.items()}
    uses |= {"locatie": zaak.locatie}
    uses |= {f"contact {part}": getattr(zaak.contact, part) for part in zaak.contact.__struct_fields__}
    for use, name in uses.items():
        if name and (name not in known or known[name].type in WITHOUT_INPUT - {"bestanden"}):
            yield Bevinding("fout", "unknown", "zaak", f"Voor {use} is er geen vraag “{name}”.")


def _domain(vraag: Vraag) -> list[Any] | None:
    """All answers of a question, None (no answer) included; None when there are too many."""
    values = [optie.value for optie in vraag.options]
    match vraag.type:
        case "ja_nee":
            return [None, True, False]
        case "verklaring":
            return [None, True]
        case "keuze":
            return [None, *values]
        case "keuzes" if len(values) <= 6:
            return [None, *(list(c) for n in range(1, len(values) + 1) for c in combinations(values, n))]
    return None


def _unreachable(definitie: Definitie) -> Iterator[Bevinding]:
    """Tries all combinations of answers where that is finite, in the order of the form."""
    known = {v.id: v for v in definitie.questions()}
    dead: set[str] = set()
    for stap in definitie.steps:
        if _never(stap.visible_if, known, dead):
            dead |= {vraag.id for vraag in stap.questions}
            yield Bevinding("fout", "unreachable", stap.id, f"De stap “{stap.id}” is nooit te zien.")
            continue
        for vraag in stap.questions:
            condition = _both(stap, vraag)
            if vraag.visible_if is not None and _never(condition, known, dead):
                dead.add(vraag.id)
                yield Bevinding("fout", "unreachable", vraag.id, f"De vraag “{vraag.id}” is nooit te zien.")


def _both(stap: Stap, vraag: Vraag) -> Any:
    return vraag.visible_if if stap.visible_if is None else {"and": [stap.visible_if, vraag.visible_if]}


def _never(expression: Any, known: dict[str, Vraag], dead: set[str]) -> bool:
    if expression is None:
        return False
    names = sorted(variables_of(expression) - {"vandaag"})
    domains: list[list[Any]] = []
    total = 1
    for name in names:
        domain = [None] if name in dead else _domain(known[name]) if name in known else _fixed(name)
        if domain is None:
            return False
        domains.append(domain)
        total *= len(domain)
        if total > MAX_COMBINATIONS:
            return False
    holds = compile_logic(expression)
    days = ("1900-01-01", _ANY_DAY, "2199-12-31") if "vandaag" in variables_of(expression) else (_ANY_DAY,)
    return not any(
        truthy(holds({"vandaag": day, **dict(zip(names, values, strict=True))}))
        for day in days
        for values in product(*domains)
    )


def _fixed(name: str) -> list[Any] | None:
    return ["digid", "eherkenning", "zonder"] if name == "ingelogd" else None


def _translations(definitie: Definitie) -> Iterator[Bevinding]:
    for place, text in all_texts(definitie):
        for taal in texts_without_dutch(text):
            yield Bevinding(
                "let-op", f"translation-{taal}", place, f"Bij “{place}” ontbreekt de tekst in {taal}."
            )


def all_texts(definitie: Definitie) -> Iterator[tuple[str, Tekst | None]]:
    """Every text with its place."""
    yield from (
        ("form", text) for text in (definitie.title, definitie.intro, definitie.costs, definitie.term)
    )
    yield from (("form", text) for text in (*definitie.needs, definitie.next))
    for stap in definitie.steps:
        yield from ((stap.id, text) for text in (stap.title, stap.intro))
        for vraag in stap.questions:
            yield from _question_texts(vraag)


def _question_texts(vraag: Vraag) -> Iterator[tuple[str, Tekst | None]]:
    yield from ((vraag.id, text) for text in (vraag.label, vraag.short, vraag.hint))
    yield from ((vraag.id, text) for optie in vraag.options for text in (optie.label, optie.hint))
    yield from ((vraag.id, rule.message) for rule in vraag.limits.rules)
    for inner in vraag.questions:
        yield from _question_texts(inner)


def completeness(definitie: Definitie, taal: str) -> float:
    """Share of the texts that exist in a language, 0 to 1."""
    texts = [text for _place, text in all_texts(definitie) if text is not None]
    return sum(bool(getattr(text, taal)) for text in texts) / len(texts)
