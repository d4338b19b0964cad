"""Zaken and what hangs on them, page by page."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.koppelvlakken.zgw.migratie.bron import (
    BY_PAGE,
    OF_ZAAK,
    ZAAK,
    Json,
    NietBeschikbaar,
    Pagina,
    id_of,
)
from kapstok.koppelvlakken.zgw.migratie.rijen import Row, insert, row_of
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.koppelvlakken.zgw.models import MigratieTaak
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken.rules import box_of
from kapstok.magazijnen.zaken.services.create import search_text
from kapstok.magazijnen.zaken.services.roles import search_columns
from kapstok.platform.db import uuid7

RANK = {v.value: v.rang for v in Vertrouwelijkheid}
LISTED = ("zaken.zaakcontactmoment", "zaken.zaakverzoek")
# A list without pages that is this long may have been cut off.
WHOLE = 1000

_LATEST = """
UPDATE zaken_zaak z SET status_id = s.id, statustype_id = s.statustype_id FROM (
  SELECT DISTINCT ON (zaak_id) zaak_id, id, statustype_id FROM zaken_status WHERE zaak_id = ANY(%s)
  ORDER BY zaak_id, datum_status_gezet DESC, id DESC) s WHERE z.id = s.zaak_id
"""
_RESULT = """
UPDATE zaken_zaak z SET resultaat_id = r.id FROM zaken_resultaat r WHERE r.zaak_id = z.id AND z.id = ANY(%s)
"""
# The names of who has to do with a zaak are words by which it is found.
_NAMES = """
UPDATE zaken_zaak z SET zoektekst = left(z.zoektekst || ' ' || n.namen, 4000) FROM (
  SELECT zaak_id, upper(string_agg(naam, ' ' ORDER BY id)) AS namen FROM zaken_rol
  WHERE id = ANY(%s) AND naam <> '' GROUP BY zaak_id) n WHERE z.id = n.zaak_id
"""


def _run(sql: str, ids: Iterable[UUID | None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [[i for i in ids if i is not None]])


def by_page(migratie: Migratie, name: str, bring_in: Any) -> None:
    """Walk the pages of a resource from where we were. What the source does not offer is noted."""
    page, done = migratie.reached(name)
    if done:
        return
    try:
        for found in migratie.bron.pages(name, page + 1):
            migratie.learn(found.rijen)
            work = partial(bring_in, found)
            migratie.part(name, work, pagina=found.nummer, klaar=found.laatste)
            migratie.vertel(f"{name}: pagina {found.nummer}")
    except NietBeschikbaar as no:
        migratie.part(name, lambda _deel: None, klaar=True, melding=str(no))
        migratie.vertel(f"{name}: overgeslagen ({no})")


def import_zaken(migratie: Migratie) -> None:
    """The zaken themselves; what they are linked to waits until it is all there."""
    wide = _wide(migratie)
    names = dict[UUID, str]()

    def bring_in(page: Pagina, deel: Deel) -> None:
        if not names:
            names.update(ZaakType.objects.values_list("id", "omschrijving"))
        rows = [_zaak(one, names) for one in page.rijen]
        deel.gezien += len(rows)
        new = deel.add(ZAAK, rows, page.rijen).nieuw
        if new:
            _tasks(migratie, page.rijen, new, wide)

    by_page(migratie, ZAAK, bring_in)


def _wide(migratie: Migratie) -> tuple[str, ...]:
    """Lists without pages that are too long to be sure that they are whole: asked for per zaak."""
    if migratie.reached(ZAAK)[1]:
        return ()
    if migratie.bron.per_zaak:
        return LISTED
    found = []
    for name in LISTED:
        try:
            if sum(len(page.rijen) for page in migratie.bron.pages(name)) >= WHOLE:
                found.append(name)
        except NietBeschikbaar:
            continue
    return tuple(found)


def _zaak(one: Json, names: dict[UUID, str]) -> Row:
    row = row_of(ZAAK, one)
    row["hoofdzaak_id"] = row["status_id"] = row["statustype_id"] = row["resultaat_id"] = None
    row["vertrouwelijkheid_rang"] = RANK.get(row["vertrouwelijkheidaanduiding"], 8)
    kind = names.get(row["zaaktype_id"], "")
    row["zoektekst"] = search_text(row["identificatie"], row["omschrijving"], kind)
    row["min_x"], row["min_y"], row["max_x"], row["max_y"] = box_of(row["zaakgeometrie"]) or (None,) * 4
    row["laatst_gemuteerd"] = row["laatst_gemuteerd"] or f"{row['registratiedatum']}T00:00:00Z"
    return row


def _tasks(migratie: Migratie, given: Iterable[Json], new: set[UUID], wide: Sequence[str]) -> None:
    tasks = []
    for one in given:
        row = id_of(one["url"])
        if row not in new:
            continue
        below = [
            name for name, member in OF_ZAAK.items() if (name in wide if not member else one.get(member))
        ]
        told = {
            key: one[key]
            for key in ("hoofdzaak", "relevanteAndereZaken", "gerelateerdeZaken")
            if one.get(key)
        }
        if below or told or migratie.audittrail:
            content = {**told, "url": one["url"], "onder": below}
            tasks.append(MigratieTaak(id=uuid7(), bron_id=migratie.row, zaak_id=row, inhoud=content))
    MigratieTaak.objects.bulk_create(tasks)


def _below(name: str, one: Json) -> Row:
    row = row_of(name, one)
    if name == "zaken.rol":
        told = row["betrokkene_identificatie"] or {}
        row |= search_columns(row["betrokkene_type"], told, row["afwijkende_naam_betrokkene"])
    return row


def import_below(migratie: Migratie) -> None:
    """What hangs on the zaken."""
    for name in (*BY_PAGE, *(() if migratie.bron.per_zaak else LISTED)):

        def bring_in(page: Pagina, deel: Deel, name: str = name) -> None:
            if name in LISTED and len(page.rijen) >= WHOLE:
                return
            rows = [_below(name, one) for one in page.rijen]
            deel.gezien += len(rows)
            new = deel.add(name, rows, page.rijen).nieuw
            after_insert(name, [row for row in rows if row["id"] in new])

        by_page(migratie, name, bring_in)


def after_insert(name: str, rows: Sequence[Row]) -> None:
    """Keep the derived columns of the zaken."""
    if not rows:
        return
    zaken = {row["zaak_id"] for row in rows}
    if name == "zaken.status":
        _run(_LATEST, zaken)
    elif name == "zaken.resultaat":
        _run(_RESULT, zaken)
    elif name == "zaken.rol":
        _run(_NAMES, [row["id"] for row in rows])


def rows_below(deel: Deel, name: str, given: Sequence[Json]) -> None:
    """Rows of a kind that is fetched per thing it hangs on."""
    deel.gezien += len(given)
    deel.add(name, [row_of(name, one) for one in given], given)


def add_relations(zaak_id: UUID, told: Json, here: set[UUID]) -> None:
    """relevanteAndereZaken and gerelateerdeZaken: to a zaak that came along by its id, else by its address."""
    rows = []
    for member in ("relevanteAndereZaken", "gerelateerdeZaken"):
        for number, one in enumerate(told.get(member) or []):
            url = str(one["url"] if isinstance(one, dict) else one)
            other = id_of(url)
            if other not in here:
                other = None
            # What counts both ways is kept once, from the side with the lower number.
            if member == "gerelateerdeZaken" and other is not None and other < zaak_id:
                continue
            given = one if isinstance(one, dict) else {}
            rows.append(
                {
                    "id": uuid7(),
                    "zaak_id": zaak_id,
                    "andere_zaak_id": other,
                    "url": "" if other else url,
                    "aard_relatie": given.get("aardRelatie") or "",
                    "overige_relatie": given.get("overigeRelatie") or "",
                    "toelichting": given.get("toelichting") or "",
                    "volgorde": number,
                }
            )
    if rows:
        insert("zaken_zaakrelatie", rows)
