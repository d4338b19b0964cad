"""Reading in: every step in the order in which things point to each other, each from where it was."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from kapstok.koppelvlakken.zgw.migratie import rijen, zaken
from kapstok.koppelvlakken.zgw.migratie.adressen import rewrite_addresses
from kapstok.koppelvlakken.zgw.migratie.bron import BESLUIT, OF_BESLUIT, Json, Pagina, id_of
from kapstok.koppelvlakken.zgw.migratie.catalogus import import_catalogi
from kapstok.koppelvlakken.zgw.migratie.documenten import import_documenten, import_verzendingen
from kapstok.koppelvlakken.zgw.migratie.historie import Trail, keep_trails, trails_of
from kapstok.koppelvlakken.zgw.migratie.rechten import import_abonnementen, import_applicaties, import_kanalen
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.koppelvlakken.zgw.migratie.verwijderd import delete_what_is_gone
from kapstok.koppelvlakken.zgw.models import MigratieAfgewezen, MigratieStap, MigratieTaak
from kapstok.platform.db import tenant_scope

TASKS = 200


def run(migratie: Migratie) -> dict[str, Any]:
    """Read everything in. Killed and started again it goes on where it was; done before it finds all there."""
    migratie.begin()
    import_catalogi(migratie)
    zaken.import_zaken(migratie)
    zaken.import_below(migratie)
    import_documenten(migratie)
    import_verzendingen(migratie)
    _besluiten(migratie)
    _tasks(migratie)
    import_applicaties(migratie)
    import_kanalen(migratie)
    import_abonnementen(migratie)
    rewrite_addresses(migratie)
    if migratie.verwijderen:
        delete_what_is_gone(migratie)
    migratie.end()
    return report(migratie)


def _besluiten(migratie: Migratie) -> None:
    def fetch(page: Pagina) -> tuple[list[tuple[str, str]], list[list[Json]], list[Trail]]:
        urls = [str(one["url"]) for one in page.rijen]
        asked = [(name, url) for url in urls for name in OF_BESLUIT]
        below = migratie.bron.below(asked)
        migratie.note_unread()
        return asked, below, trails_of(migratie, urls)

    def bring_in(
        page: Pagina, fetched: tuple[list[tuple[str, str]], list[list[Json]], list[Trail]], deel: Deel
    ) -> None:
        asked, below, trails = fetched
        deel.gezien += len(page.rijen)
        rows = [rijen.row_of(BESLUIT, one) for one in page.rijen]
        made = deel.add(BESLUIT, rows, page.rijen)
        here = made.nieuw | made.aanwezig
        for name in OF_BESLUIT:
            pairs = zip(asked, below, strict=True)
            given = [
                one for (kind, url), found in pairs if kind == name and id_of(url) in here for one in found
            ]
            deel.add(name, [rijen.row_of(name, one) for one in given], given)
        keep_trails("besluit", deel.bron, [(row, lines) for row, lines in trails if row in here])

    zaken.by_page(migratie, BESLUIT, bring_in, fetch)


def _tasks(migratie: Migratie) -> None:
    """Per zaak: hoofdzaak, related zaken, eigenschappen, documents and its audit trail."""
    done, number = False, 0
    while not done:
        with tenant_scope(migratie.tenant):
            tasks = list(MigratieTaak.objects.filter(bron_id=migratie.row).order_by("id")[:TASKS])
        done, number = len(tasks) < TASKS, number + 1
        if tasks:
            asked = [(name, task.inhoud["url"]) for task in tasks for name in task.inhoud["onder"]]
            below = migratie.bron.below(asked)
            migratie.note_unread()
            trails = trails_of(migratie, [task.inhoud["url"] for task in tasks])
            fetched = [(name, rows) for (name, _url), rows in zip(asked, below, strict=True)]

            def bring_in(
                deel: Deel,
                tasks: Sequence[MigratieTaak] = tasks,
                fetched: Sequence[tuple[str, Sequence[Json]]] = fetched,
                trails: Any = trails,
            ) -> None:
                _per_zaak(deel, tasks, fetched)
                keep_trails("zaak", deel.bron, trails)

            migratie.part("zaken.onderdelen", bring_in, klaar=done)
            migratie.vertel(f"zaken.onderdelen: {number * TASKS} zaken")


def _per_zaak(
    deel: Deel,
    tasks: Sequence[MigratieTaak],
    fetched: Sequence[tuple[str, Sequence[Json]]],
) -> None:
    deel.done = [task.id for task in tasks]
    by_kind: dict[str, list[Json]] = {}
    for name, rows in fetched:
        by_kind.setdefault(name, []).extend(rows)
    for name, rows in by_kind.items():
        zaken.rows_below(deel, name, rows)
    named = [_others(task.inhoud) for task in tasks]
    here = rijen.present("zaken_zaak", {other for others in named for other in others})
    related = zaken.set_relations({task.zaak_id: task.inhoud for task in tasks}, here)
    deel.zaken |= related | _hoofdzaken(deel, tasks, here)
    deel.changed = bool(deel.zaken)


def _others(told: Mapping[str, Any]) -> set[UUID]:
    listed = [*(told.get("relevanteAndereZaken") or []), *(told.get("gerelateerdeZaken") or [])]
    urls = [one["url"] if isinstance(one, dict) else one for one in listed]
    return {row for url in (*urls, told.get("hoofdzaak")) if (row := id_of(url)) is not None}


def _hoofdzaken(deel: Deel, tasks: Sequence[MigratieTaak], here: set[UUID]) -> set[UUID]:
    """Of which zaken it is another than it was."""
    pairs = []
    for task in tasks:
        above = id_of(task.inhoud.get("hoofdzaak"))
        if above in here:
            pairs.append((task.zaak_id, above))
        elif above is not None:
            url = f"{task.inhoud['url']}#hoofdzaak"
            deel.afgewezen.append(("zaken.zaak", url, f"hoofdzaak is hier niet: {above}."))
    if not pairs:
        return set()
    sql = (
        "UPDATE zaken_zaak z SET hoofdzaak_id = p.hoofdzaak"
        " FROM unnest(%s::uuid[], %s::uuid[]) AS p(zaak, hoofdzaak)"
        " WHERE z.id = p.zaak AND z.hoofdzaak_id IS DISTINCT FROM p.hoofdzaak RETURNING z.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [[zaak for zaak, _ in pairs], [above for _, above in pairs]])
        return {row[0] for row in cursor.fetchall()}


def report(migratie: Migratie) -> dict[str, Any]:
    """What was seen, what was new, and what could not come along."""
    with tenant_scope(migratie.tenant):
        steps = MigratieStap.objects.filter(bron_id=migratie.row).order_by("id")
        noted = MigratieAfgewezen.objects.filter(bron_id=migratie.row).order_by("soort", "url")
        refused, updated = noted.filter(bijgewerkt=False), noted.filter(bijgewerkt=True)
        return {
            "bron": migratie.bron.adres,
            "stappen": [
                {
                    "stap": s.naam,
                    "gezien": s.gezien,
                    "nieuw": s.nieuw,
                    "gewijzigd": s.gewijzigd,
                    "melding": s.melding,
                }
                for s in steps
            ],
            "bijgewerkt": [{"soort": r.soort, "url": r.url, "reden": r.reden} for r in updated[:1000]],
            "aantalBijgewerkt": updated.count(),
            "afgewezen": [{"soort": r.soort, "url": r.url, "reden": r.reden} for r in refused[:1000]],
            "aantalAfgewezen": refused.count(),
        }
