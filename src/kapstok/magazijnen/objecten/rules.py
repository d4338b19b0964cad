"""Rules of objects and their types, with the codes of the Objects API. Pure."""

from collections.abc import Iterator
from typing import Any

from kapstok.platform.errors import Refusal

DRAFT, PUBLISHED = "draft", "published"
STATUSES = (PUBLISHED, DRAFT, "deprecated")
NFE = "nonFieldErrors"


class ObjectRefused(Refusal):
    """A rule of the objectenmagazijn said no."""


def only_drafts_change(status: str) -> Iterator[ObjectRefused]:
    """What was published stays as it was."""
    if status != DRAFT:
        yield ObjectRefused("non-draft-version-update", NFE, "Alleen een concept kan worden gewijzigd.")


def only_drafts_go(status: str) -> Iterator[ObjectRefused]:
    """What was published is not removed."""
    if status != DRAFT:
        yield ObjectRefused("non-draft-version-destroy", NFE, "Alleen een concept kan worden verwijderd.")


def versions_go_first(*, versions: bool) -> Iterator[ObjectRefused]:
    """An objecttype is removed after its versions."""
    if versions:
        yield ObjectRefused("pending-versions", NFE, "Verwijder eerst alle versies van dit objecttype.")


def schema_is_sound(fault: str) -> Iterator[ObjectRefused]:
    """The json schema is one, and refers to nothing elsewhere."""
    if fault:
        yield ObjectRefused(
            "invalid-json-schema", "json_schema", f"Dit is geen bruikbaar JSON-schema: {fault}"
        )


def data_fit_their_version(version: int, fault: str | None) -> Iterator[ObjectRefused]:
    """The data keep to the json schema of the version; None: there is no such version."""
    if fault is None:
        yield ObjectRefused("invalid-json-schema", NFE, f"Versie {version} van dit objecttype is er niet.")
    elif fault:
        yield ObjectRefused(
            "invalid-json-schema", NFE, f"De gegevens passen niet bij het objecttype: {fault}"
        )


def geometry_is_allowed(*, given: bool, allowed: bool) -> Iterator[ObjectRefused]:
    """Only objects of some types have a place."""
    if given and not allowed:
        yield ObjectRefused("geometry-not-allowed", NFE, "Objecten van dit type hebben geen geometrie.")


def stays(name: str, before: Any, after: Any) -> Iterator[ObjectRefused]:
    """Type and uuid never change."""
    if after is not None and before != after:
        yield ObjectRefused("immutable-field", name, "Dit veld kan niet worden gewijzigd.")


def uuid_is_free(*, taken: bool) -> Iterator[ObjectRefused]:
    """A uuid that the caller chose is of nothing else."""
    if taken:
        yield ObjectRefused("unique", "uuid", "Er is al een gegeven met dit uuid.")


def corrects_a_record(number: int | None, *, known: bool, corrected: bool) -> Iterator[ObjectRefused]:
    """A correction is of a record of the same object, that was not corrected before."""
    if number is not None and not known:
        yield ObjectRefused("does_not_exist", "record.correctionFor", "Dit record is er niet.")
    elif number is not None and corrected:
        yield ObjectRefused("unique", "record.correctionFor", "Dit record is al gecorrigeerd.")


def merged(target: Any, patch: Any) -> Any:
    """The data with what was given put into them, at any depth. Null is a value like any other."""
    if not isinstance(patch, dict):
        return patch
    made = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        made[name] = merged(made.get(name), value)
    return made
