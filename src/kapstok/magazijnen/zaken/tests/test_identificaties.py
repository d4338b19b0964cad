"""The table of identifications against the published fields, and what it refuses and completes."""

import csv
from pathlib import Path
from typing import Any

import pytest

from kapstok.magazijnen.zaken.identificaties import BETROKKENEN, BY_URL_ONLY, OBJECT_TYPES, OBJECTEN, complete
from kapstok.platform.config import settings
from kapstok.platform.resource import parse

FIELDS = Path(settings.standaarden_map).resolve() / "zgw" / "velden.csv"
# What the field writes on top of the standard.
BEYOND = {"niet_natuurlijk_persoon": {"kvkNummer", "vestigingsNummer", "verblijfsadres"}}


def _published() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    with FIELDS.open() as file:
        for row in csv.reader(file):
            if row[0] == "zaken":
                names = ("type", "required", "read_only", "nullable", "default", "length", "enum")
                found.setdefault(row[1], {})[row[2]] = dict(zip(names, row[3:10], strict=False))
    return found


def _flat(members: Any, prefix: str = "") -> dict[str, Any]:
    flat = {}
    for member in members:
        flat[prefix + member.name] = member
        flat |= _flat(member.members, f"{prefix}{member.name}.")
    return flat


def _camel(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("_"))


def _schemas() -> list[tuple[str, str, Any]]:
    own = [("Rol" + _camel(kind), kind, fields) for kind, fields in BETROKKENEN.items()]
    names = {k: "Object" + _camel(k) for k in OBJECTEN if k not in BETROKKENEN}
    return own + [(name, kind, OBJECTEN[kind]) for kind, name in names.items()]


@pytest.mark.skipif(not FIELDS.is_file(), reason="the published list of fields is not here")
@pytest.mark.parametrize(
    ("schema", "kind", "members"), _schemas(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_table_says_what_is_published(schema: str, kind: str, members: Any) -> None:
    published, flat = _published()[schema], _flat(members)
    beyond = {n for n in flat if n.split(".")[0] in BEYOND.get(kind, set())}
    inner = {
        n
        for n in flat
        if "nietNatuurlijkPersoon." in n and n.split(".")[2] in BEYOND["niet_natuurlijk_persoon"]
    }
    assert set(flat) - beyond - inner == set(published)
    for name, told in published.items():
        field = flat[name]
        assert field.required == (told["required"] == "ja"), name
        if told["length"] and field.schema["type"] == "string":
            assert field.schema["maxLength"] == int(told["length"]), name
        if told["enum"]:
            assert [c for c in field.schema["enum"] if c] == [c for c in told["enum"].split("|") if c], name
        assert not told["nullable"] or field.nullable, name


def test_there_are_31_kinds_of_object() -> None:
    assert len(OBJECT_TYPES) == 31
    assert set(BY_URL_ONLY) == {"besluit", "enkelvoudig_document", "status"}


def _dull(member: Any) -> Any:
    """A plain right value."""
    kind = member.schema["type"]
    if member.members:
        return {m.name: _dull(m) for m in member.members}
    if member.schema.get("enum"):
        return member.schema["enum"][0]
    numbers = {"inpBsn": "999993653", "inpA_nummer": "1234567890", "kvkNummer": "12345678"}
    return {"integer": 1, "array": ["x"], "object": {"a": 1}}.get(kind, numbers.get(member.name, "1"))


@pytest.mark.parametrize("kind", sorted(OBJECTEN))
@pytest.mark.regel("zrc-x-identificatie")
def test_each_kind_takes_a_right_one_and_names_each_wrong_member(kind: str) -> None:
    members = OBJECTEN[kind]
    right = {m.name: _dull(m) for m in members}
    take = parse.group(members)
    assert take(right, "objectIdentificatie") == right
    assert complete(members, right) == right
    wrong = {m.name: 1.5 for m in members}
    with pytest.raises(parse.Faults) as refused:
        take(wrong, "objectIdentificatie")
    assert {f.name for f in refused.value.faults} == {f"objectIdentificatie.{m.name}" for m in members}


@pytest.mark.parametrize("kind", sorted(BETROKKENEN))
def test_what_was_not_given_comes_out_empty(kind: str) -> None:
    whole = complete(BETROKKENEN[kind], {})
    assert set(whole) == {m.name for m in BETROKKENEN[kind]}
    assert all(value in ("", [], None) for value in whole.values())
