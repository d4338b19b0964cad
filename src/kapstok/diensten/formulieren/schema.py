"""JSON Schema 2020-12 of the answers of a form: what other systems may expect."""

from collections.abc import Iterable
from typing import Any

from kapstok.diensten.formulieren.definitie import Definitie, Vraag
from kapstok.diensten.formulieren.soorten import SOORTEN


def schema_of_questions(questions: Iterable[Vraag]) -> dict[str, Any]:
    """Object with a property per question; required only what is always asked."""
    asking = [vraag for vraag in questions if vraag.type != "uitleg"]
    return {
        "type": "object",
        "properties": {v.id: {"title": v.label.nl, **SOORTEN[v.type].schema(v)} for v in asking},
        "required": [v.id for v in asking if v.need == "required" and v.visible_if is None],
        "additionalProperties": False,
    }


def answers_schema(definitie: Definitie) -> dict[str, Any]:
    """Schema of a complete set of answers."""
    hidden = {vraag.id for stap in definitie.steps if stap.visible_if is not None for vraag in stap.questions}
    schema = schema_of_questions(definitie.questions())
    schema["required"] = [name for name in schema["required"] if name not in hidden]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": definitie.title.nl, **schema}
