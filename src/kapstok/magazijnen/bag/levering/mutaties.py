"""The mutations of a delivery, one after the other: each must fit on what stands there, or be there already."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kapstok.magazijnen.bag.levering import tabel
from kapstok.platform.leveringen.fouten import LeveringFout

CHUNK = 1000
Key = tuple[Any, ...]


@dataclass
class Gedaan:
    """What the mutations did."""

    nieuw: int = 0
    gewijzigd: int = 0
    verwijderd: int = 0
    gelijk: int = 0


@dataclass
class _Chunk:
    """What has to be done for some mutations together; `staat`: the hash of each voorkomen as it is by then."""

    staat: dict[Key, str | None] = field(default_factory=dict)
    last: dict[Key, int] = field(default_factory=dict)  # the line that says how it ends; negative: gone


def apply(levering: UUID) -> Gedaan:
    """All that waits, in order. Raises LeveringFout with the place of the first that does not fit."""
    done, after = Gedaan(), 0
    while rows := tabel.waiting(levering, after, CHUNK):
        if rows[-1]["soort"] == "was":  # its `wordt` comes with the next ones
            rows += tabel.waiting(levering, rows[-1]["nummer"], 1)
        after = rows[-1]["nummer"]
        chunk = _Chunk({_key(row): row["staat"] for row in rows})
        for was, row in _pairs(rows):
            if _is_past(levering, chunk, row):
                done.gelijk += 1
            else:
                _one(chunk, done, was, row)
        tabel.drop(levering, [-n for n in chunk.last.values() if n < 0])
        tabel.put(levering, [n for n in chunk.last.values() if n > 0])
    return done


def _key(row: dict[str, Any]) -> Key:
    return tuple(row[name] for name in tabel.KEY)


def _pairs(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any]]]:
    was = None
    for row in rows:
        if row["soort"] == "was":
            was = row
            continue
        yield was, row
        was = None


def _is_past(levering: UUID, chunk: _Chunk, row: dict[str, Any]) -> bool:
    """Is what this mutation leads to behind us? Then the store has it, or what this delivery makes of it further on."""
    stands = chunk.staat[_key(row)]
    if row["soort"] == "weg" or stands is None:
        return row["soort"] == "weg" and stands is None
    if stands == row["merk"]:
        return True
    return _key(row) not in chunk.last and tabel.comes_later(levering, row, stands)


def _one(chunk: _Chunk, done: Gedaan, was: dict[str, Any] | None, row: dict[str, Any]) -> None:
    key, stands = _key(row), chunk.staat[_key(row)]
    if row["soort"] == "weg":
        _must(stands == row["merk"], row, "wat verwijderd moet worden, staat er anders")
        chunk.staat[key], chunk.last[key] = None, -row["nummer"]
        done.verwijderd += 1
        return
    if was is None:
        _must(stands is None, row, "wat toegevoegd moet worden, staat er al, en anders")
        done.nieuw += 1
    else:
        before = _key(was)
        _must(chunk.staat[before] == was["merk"], row, "wat gewijzigd moet worden, staat er niet of anders")
        if before != key:
            chunk.staat[before], chunk.last[before] = None, -was["nummer"]
        done.gewijzigd += 1
    chunk.staat[key], chunk.last[key] = row["merk"], row["nummer"]


def _must(fits: bool, row: dict[str, Any], why: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not fits:
        what = f"{row['objecttype']} {row['identificatie']}"
        raise LeveringFout("volgorde", row["plaats"], f"{what}: {why}. Is er een levering overgeslagen?")
