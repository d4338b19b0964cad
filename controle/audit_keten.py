#!/usr/bin/env python3
"""Independent check of Kapstok's audit chain. Uses no Kapstok code: only psycopg and this file.

    python controle/audit_keten.py "host=/path/to/socket dbname=kapstok user=kapstok_app" [--ankers FILE]

Per tenant, each record is one link: hash = SHA-256(previous hash + sealed text). The sealed text is the
fields below, each written as <length in bytes>:<text>, and a comma. The head row holds the last number
and hash. Anchors (JSON lines: tenant, volgnummer, hash) were written outside the database; they also
betray someone who rewrote the whole chain. Exit status 0 when everything is whole, 1 when not.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg

COLUMNS = """volgnummer, to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor_soort,
 actor_id, actor_naam, actie, doel, object_soort, object_id, subject, inhoud, vorige_hash, hash"""


def field(value: object) -> bytes:
    raw = str(value).encode()
    return b"%d:%s," % (len(raw), raw)


def records(connection: psycopg.Connection) -> Iterator[tuple]:
    with connection.cursor(name="keten") as cursor:
        cursor.itersize = 5000
        cursor.execute(f"SELECT {COLUMNS} FROM audit_auditrecord ORDER BY volgnummer")
        yield from cursor


def check_links(
    connection: psycopg.Connection, tenant: int, anchors: dict[int, str]
) -> tuple[str | None, int]:
    """First fault in words (None when whole), and the number of records read."""
    previous, number = b"", 0
    for row in records(connection):
        number += 1
        content, before, sealed = bytes(row[10]), bytes(row[11]), bytes(row[12])
        if row[0] != number:
            return f"record {number} ontbreekt (gevonden: {row[0]})", number
        if before != previous:
            return f"record {number} sluit niet aan op het vorige", number
        text = (
            field(tenant) + b"".join(field(v) for v in row[:10]) + field(hashlib.sha256(content).hexdigest())
        )
        if hashlib.sha256(previous + text).digest() != sealed:
            return f"record {number} is gewijzigd", number
        if number in anchors and anchors[number] != sealed.hex():
            return f"record {number} wijkt af van het anker buiten de databank", number
        previous = sealed
    head = connection.execute("SELECT volgnummer, hash FROM audit_audithead").fetchone() or (0, b"")
    if head[0] > number:
        return f"record {number + 1} ontbreekt aan het eind", number
    if head[0] < number or bytes(head[1]) != previous:
        return "de kop van de keten is gewijzigd", number
    last = max(anchors, default=0)
    return (f"record {number + 1} ontbreekt volgens het anker", number) if last > number else (None, number)


def read_anchors(path: str | None) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for line in Path(path).read_text().splitlines() if path else []:
        anchor = json.loads(line)
        found.setdefault(anchor["tenant"], {})[anchor["volgnummer"]] = anchor["hash"]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Controleer de auditketen van Kapstok, zonder Kapstok.")
    parser.add_argument("dsn", help="verbinding met de databank (psycopg)")
    parser.add_argument("--ankers", help="bestand met ankers, in de datamap van Kapstok")
    options = parser.parse_args()
    anchors, bad = read_anchors(options.ankers), 0
    with psycopg.connect(options.dsn) as connection:
        tenants = connection.execute("SELECT id, slug FROM tenancy_tenant ORDER BY id").fetchall()
        for tenant, slug in tenants:
            connection.execute("SELECT set_config('app.tenant', %s, false)", [str(tenant)])
            fault, count = check_links(connection, tenant, anchors.get(tenant, {}))
            bad += fault is not None
            print(f"{slug}: {fault or f'klopt, {count} records'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
