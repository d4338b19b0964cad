"""Zaken and what hangs on them, page by page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.koppelvlakken.zgw.migratie.bijwerken import HIER_GEWIJZIGD, touched
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
from kapstok.magazijnen.zaken.models import Rol, Zaak, ZaakRelatie
from kapstok.magazijnen.zaken.rules import box_of
from kapstok.magazijnen.zaken.services.create import search_text
from kapstok.magazijnen.zaken.services.roles import search_columns
from kapstok.platform.db import fetch_all, uuid7

RANK = {v.value: v.rang for v in Vertrouwelijkheid}
LISTED = ("zaken.zaakcontactmoment", "zaken.zaakverzoek")
# A list without pages that is this long may have been cut off.
WHOLE = 1000
BATCH = 500

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
_LATER = """
SELECT z.id FROM zaken_zaak z JOIN unnest(%(ids)s::uuid[], %(moments)s::timestamptz[]) AS n(id, moment) ON z.id = n.id
WHERE z.laatst_gemuteerd < n.moment
"""
_MOMENT = """
UPDATE zaken_zaak z SET laatst_gemuteerd = n.moment
FROM unnest(%(ids)s::uuid[], %(moments)s::timestamptz[]) AS n(id, moment) WHERE z.id = n.id
"""


def _run(sql: str, ids: Iterable[UUID | None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [[i for i in ids if i is not None]])


def by_page(
    migratie: Migratie, name: str, bring_in: Any, fetch: Callable[[Pagina], Any] | None = None
) -> None:
    """Walk the pages of a resource from where we were. What the source does not offer is noted. `fetch`: asks what
    belongs to a page before its transaction begins; `bring_in` gets what it gives."""
    page, done = migratie.reached(name)
    if done:
        return
    try:
        for found in migratie.bron.pages(name, page + 1):
            migratie.learn(found.rijen)
            more = (fetch(found),) if fetch is not None else ()
            migratie.note_unread()
            work = partial(bring_in, found, *more)
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
        found = deel.add(ZAAK, rows, page.rijen)
        new_words(found.gewijzigd)
        _no_hoofdzaak(deel, page.rijen, found.aanwezig)
        _last_changed(deel, [row for row in rows if row["id"] in found.aanwezig])
        deel.tasks = _tasks(migratie, page.rijen, found.nieuw | found.aanwezig, wide)

    by_page(migratie, ZAAK, bring_in)


def _no_hoofdzaak(deel: Deel, given: Iterable[Json], here: set[UUID]) -> None:
    """Of which zaken the source says that they are no deelzaak any more."""
    urls = {
        row: str(one["url"]) for one in given if not one.get("hoofdzaak", "?") and (row := id_of(one["url"]))
    }
    sql = "SELECT id FROM zaken_zaak WHERE id = ANY(%s) AND hoofdzaak_id IS NOT NULL"
    found = {row["id"] for row in fetch_all(sql, [[row for row in urls if row in here]])}
    held = touched(found)
    deel.afgewezen += [(ZAAK, f"{urls[row]}#hoofdzaak", HIER_GEWIJZIGD) for row in sorted(held)]
    if moved := found - held:
        _run("UPDATE zaken_zaak SET hoofdzaak_id = NULL, versie = versie + 1 WHERE id = ANY(%s)", moved)
        deel.bijgewerkt += [(ZAAK, urls[row], "Is bij de bron geen deelzaak meer.") for row in sorted(moved)]
        listed = deel.gewijzigd.setdefault(ZAAK, [])
        listed += [str(row) for row in sorted(moved) if str(row) not in listed]


def _last_changed(deel: Deel, rows: Iterable[Row]) -> None:
    """A zaak of which only what hangs on it changed says when."""
    said = {row["id"]: row["laatst_gemuteerd"] for row in rows if row.get("laatst_gemuteerd")}
    if said:
        later = fetch_all(_LATER, {"ids": list(said), "moments": [str(m) for m in said.values()]})
        moved = {row["id"] for row in later} - touched(row["id"] for row in later)
        if moved:
            with connection.cursor() as cursor:
                cursor.execute(_MOMENT, {"ids": list(moved), "moments": [str(said[row]) for row in moved]})
            deel.changed = True


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


def _tasks(
    migratie: Migratie, given: Iterable[Json], here: set[UUID], wide: Sequence[str]
) -> list[MigratieTaak]:
    """Also of zaken that were here: what hangs on them may be new."""
    tasks = []
    for one in given:
        row = id_of(one["url"])
        if row not in here:
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
    return tasks


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
            found = deel.add(name, rows, page.rijen)
            after_insert(name, [row for row in rows if row["id"] in found.nieuw | found.gewijzigd])
            if name == "zaken.rol" and found.gewijzigd:
                new_words({row["zaak_id"] for row in rows if row["id"] in found.gewijzigd})

        by_page(migratie, name, bring_in)


def new_words(zaken: set[UUID]) -> None:
    """By which words these zaken are found, all over again."""
    if not zaken:
        return
    told = Rol.objects.filter(zaak_id__in=zaken).exclude(naam="").values("zaak_id")
    names = dict(told.annotate(namen=StringAgg("naam", " ", order_by="id")).values_list("zaak_id", "namen"))
    rows = list(Zaak.objects.filter(id__in=zaken).select_related("zaaktype"))
    for zaak in rows:
        words = search_text(zaak.identificatie, zaak.omschrijving, zaak.zaaktype.omschrijving)
        zaak.zoektekst = f"{words} {names.get(zaak.id, '')}".strip().upper()[:4000]
    Zaak.objects.bulk_update(rows, ["zoektekst"], batch_size=BATCH)


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


RELATION = ("andere_zaak_id", "url", "aard_relatie", "overige_relatie", "toelichting", "volgorde")


def set_relations(told: Mapping[UUID, Json], here: set[UUID]) -> set[UUID]:
    """relevanteAndereZaken and gerelateerdeZaken: to a zaak that came along by its id, else by its address. Of which
    zaken they are other than they were."""
    kept: dict[UUID, list[tuple[Any, ...]]] = {}
    rows = ZaakRelatie.objects.filter(zaak_id__in=told).order_by("volgorde", "id")
    for zaak_id, *one in rows.values_list("zaak_id", *RELATION):
        kept.setdefault(zaak_id, []).append(tuple(one))
    wanted = {zaak_id: _relations(zaak_id, one, here) for zaak_id, one in told.items()}
    other = {z for z, rows in wanted.items() if sorted(rows, key=str) != sorted(kept.get(z, []), key=str)}
    other -= touched(other & kept.keys())
    ZaakRelatie.objects.filter(zaak_id__in=other).delete()
    insert_rows = [
        {"id": uuid7(), "zaak_id": zaak_id, **dict(zip(RELATION, one, strict=True))}
        for zaak_id in other
        for one in wanted[zaak_id]
    ]
    if insert_rows:
        insert("zaken_zaakrelatie", insert_rows)
    return other


def _relations(zaak_id: UUID, told: Json, here: set[UUID]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
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
            words = (given.get(key) or "" for key in ("aardRelatie", "overigeRelatie", "toelichting"))
            rows.append((other, "" if other else url, *words, number))
    return rows
