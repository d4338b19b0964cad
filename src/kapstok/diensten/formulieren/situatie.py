"""A form with answers, on a day: what is visible, and which answers count.

A hidden question has no answer: it is absent, not empty. The order of evaluation is fixed at compile time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kapstok.diensten.formulieren.definitie import Definitie, Stap, Vraag
from kapstok.diensten.formulieren.graaf import dependencies, evaluation_order, find_cycle
from kapstok.diensten.formulieren.logica import Compiled, InvalidLogic, compile_logic, truthy

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Situatie:
    """What this person sees now."""

    steps: tuple[Stap, ...]
    visible: frozenset[str]
    answers: dict[str, Any]
    env: dict[str, Any]

    def questions(self, stap: Stap) -> list[Vraag]:
        return [vraag for vraag in stap.questions if vraag.id in self.visible]

    def step(self, step_id: str) -> Stap | None:
        return next((stap for stap in self.steps if stap.id == step_id), None)

    def step_of(self, question_id: str) -> Stap | None:
        return next((s for s in self.steps if any(v.id == question_id for v in s.questions)), None)

    def after(self, step_id: str) -> Stap | None:
        """The next visible step; None after the last."""
        ids = [stap.id for stap in self.steps]
        place = ids.index(step_id) + 1 if step_id in ids else 0
        return self.steps[place] if place < len(ids) else None

    def before(self, step_id: str) -> Stap | None:
        ids = [stap.id for stap in self.steps]
        place = ids.index(step_id) if step_id in ids else 0
        return self.steps[place - 1] if place else None


class CompiledForm:
    """A definition ready to be evaluated; refuses cycles and bad logic."""

    def __init__(self, definitie: Definitie) -> None:
        self.definitie = definitie
        graph = dependencies(definitie)
        cycle = find_cycle(graph)
        if cycle:
            raise InvalidLogic("cycle", cycle[0], f"Deze vragen wachten op elkaar: {' → '.join(cycle)}.")
        self.by_id = {vraag.id: vraag for vraag in definitie.questions()}
        self._order = evaluation_order(graph)
        self._step_of = {vraag.id: stap.id for stap in definitie.steps for vraag in stap.questions}
        self._step_if = {
            s.id: compile_logic(s.visible_if) for s in definitie.steps if s.visible_if is not None
        }
        self._if = {
            v.id: compile_logic(v.visible_if) for v in definitie.questions() if v.visible_if is not None
        }
        self.rules: dict[str, list[Compiled]] = {
            v.id: [compile_logic(rule.rule) for rule in v.limits.rules] for v in definitie.questions()
        }

    def situation(self, answers: Answers, *, today: date, channel: str = "zonder") -> Situatie:
        """Visible steps and questions, and the answers that count."""
        env: dict[str, Any] = {"vandaag": today.isoformat(), "ingelogd": channel}
        visible: set[str] = set()
        kept: dict[str, Any] = {}
        for name in self._order:
            if not self._is_visible(name, env):
                continue
            visible.add(name)
            if answers.get(name) is not None:
                kept[name] = answers[name]
                env[name] = logic_value(self.by_id[name], answers[name])
        steps = tuple(stap for stap in self.definitie.steps if any(v.id in visible for v in stap.questions))
        ordered = {name: kept[name] for name in self.by_id if name in kept}
        return Situatie(steps, frozenset(visible), ordered, env)

    def _is_visible(self, name: str, env: dict[str, Any]) -> bool:
        conditions = (self._step_if.get(self._step_of[name]), self._if.get(name))
        return all(truthy(condition(env)) for condition in conditions if condition is not None)


def logic_value(vraag: Vraag, value: Any) -> Any:
    """An answer as logic sees it: amounts and decimal numbers, kept as text, become numbers."""
    if vraag.type in ("bedrag", "getal") and isinstance(value, str):
        try:
            number = Decimal(value)
        except ArithmeticError:
            return None
        return number if number.is_finite() else None
    return value
