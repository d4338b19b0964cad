"""What changed at the source since it was taken over. Ours is brought up to date, unless somebody changed it here too:
then it stays as it is, and the report says so.

Whether somebody changed it here is what the audit trail says: taking over is on record under the migration, every
other change under the object itself.
"""

# ruff: noqa: S608 - table and column names come from declarations; values are parameters.

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from kapstok.koppelvlakken.zgw.migratie.bron import DOCUMENT, VERSIONED, ZAAK, Json, id_of, path_of
from kapstok.koppelvlakken.zgw.migratie.rijen import Row, columns_given, encoded, model_of
from kapstok.platform.db import fetch_all

HIER_GEWIJZIGD = (
    "Bij de bron staat iets anders, en hier is het gewijzigd sinds het overnemen: niet bijgewerkt."
)
# What is kept by other means than from the thing itself.
APART: Mapping[str, frozenset[str]] = {
    ZAAK: frozenset({"hoofdzaak_id", "status_id", "statustype_id", "resultaat_id", "laatst_gemuteerd"}),
    DOCUMENT: frozenset({"huidige_versie", "versie"}),
    f"{DOCUMENT}.versie": frozenset({"versie", "bestandsomvang", "sha256"}),
}
# What follows from the rest.
ALONG: Mapping[str, Sequence[str]] = {
    ZAAK: ("vertrouwelijkheid_rang", "laatst_gemuteerd", "min_x", "min_y", "max_x", "max_y"),
    "zaken.rol": ("naam", "bsn", "kvk_nummer", "vestigings_nummer", "medewerker"),
    "catalogi.resultaattype": ("selectielijst_nummer",),
}
# Addresses that were rewritten to ours when the thing came along.
REWRITTEN = (
    ("zaken_rol", "betrokkene"),
    ("zaken_zaakobject", "object"),
    ("zaken_zaakcontactmoment", "contactmoment"),
    ("zaken_zaakverzoek", "verzoek"),
    ("documenten_verzending", "betrokkene"),
    ("documenten_verzending", "contact_persoon"),
    ("documenten_objectinformatieobject", "object_url"),
)


@dataclass
class Bijgewerkt:
    """Which rows were brought up to date, and which were not (id, why)."""

    gewijzigd: set[UUID] = field(default_factory=set)
    gelaten: list[tuple[UUID, str]] = field(default_factory=list)


def touched(ids: Iterable[UUID]) -> set[UUID]:
    """Those of these that somebody changed here."""
    sql = "SELECT DISTINCT object_id FROM audit_auditrecord WHERE object_id = ANY(%s)"
    return {UUID(row["object_id"]) for row in fetch_all(sql, [[str(i) for i in ids]])}


def bring_up_to_date(
    name: str, table: str, rows: Sequence[Row], given: Sequence[Json], roots: Iterable[str]
) -> Bijgewerkt:
    """`rows` are here already. Rows of which the source says the same things are compared in one statement."""
    made = Bijgewerkt()
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row, one in zip(_as_ours(table, rows, set(roots)), given, strict=True):
        columns = columns_given(name, one, table=table) - APART.get(name, frozenset())
        columns |= {"concept"} if name in VERSIONED else set()
        alike.setdefault(tuple(sorted(columns)), []).append(row)
    for columns, group in alike.items():
        if not columns:
            continue
        try:
            with transaction.atomic():
                _group(name, table, columns, group, made)
        except DatabaseError as error:
            why = str(error).splitlines()[0][:300]
            made.gelaten += [(row["id"], f"Niet bijgewerkt: {why}") for row in group]
    return made


def _group(name: str, table: str, columns: tuple[str, ...], rows: Sequence[Row], made: Bijgewerkt) -> None:
    ours, theirs = (", ".join(f"{side}.{c}" for c in columns) for side in "tn")
    joined = f"jsonb_populate_recordset(NULL::{table}, %s::jsonb) n"
    sql = (
        f"SELECT t.id FROM {table} t JOIN {joined} ON n.id = t.id WHERE ({ours}) IS DISTINCT FROM ({theirs})"
    )
    text = encoded(rows)
    other = {row["id"] for row in fetch_all(sql, [text])}
    if not other:
        return
    held = touched(other)
    made.gelaten += [(row, HIER_GEWIJZIGD) for row in held]
    if not (changed := other - held):
        return
    sets = [f"{c} = n.{c}" for c in (*columns, *ALONG.get(name, ()))]
    if "versie" not in columns and name != f"{DOCUMENT}.versie" and _has_version(table):
        sets.append("versie = t.versie + 1")
    sql = f"UPDATE {table} t SET {', '.join(sets)} FROM {joined} WHERE n.id = t.id AND t.id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [text, list(changed)])
    made.gewijzigd |= changed


def _has_version(table: str) -> bool:
    return any(f.attname == "versie" for f in model_of(table)._meta.concrete_fields)


def _as_ours(table: str, rows: Sequence[Row], roots: set[str]) -> list[Row]:
    """An address that is here as ours is not another address."""
    kept = [dict(row) for row in rows]
    for of, column in REWRITTEN:
        if of == table and kept:
            sql = f"SELECT id, {column} AS url FROM {table} WHERE id = ANY(%s) AND {column} <> ''"
            ours = {r["id"]: r["url"] for r in fetch_all(sql, [[row["id"] for row in kept]])}
            for row in kept:
                here, there = ours.get(row["id"], ""), str(row[column])
                path = path_of(there, roots)
                if here and path != there and here.endswith(path) and id_of(here) == id_of(there):
                    row[column] = here
    return kept
