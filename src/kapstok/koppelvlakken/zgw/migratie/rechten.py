"""Applications with their rights, channels, and subscriptions. Secrets do not come along: no API gives them.
An application can do nothing until it gets a secret, and a subscription waits until somebody switches it on."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from kapstok.koppelvlakken.zgw.migratie import abonnementen
from kapstok.koppelvlakken.zgw.migratie.bron import ABONNEMENTEN, APPLICATIES, KANALEN, Json, Pagina, id_of
from kapstok.koppelvlakken.zgw.migratie.eigen import call_of
from kapstok.koppelvlakken.zgw.migratie.overgenomen import Stand, bring_along, note
from kapstok.koppelvlakken.zgw.migratie.rijen import present, row_of
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.koppelvlakken.zgw.migratie.zaken import by_page
from kapstok.magazijnen.autorisaties import api_writes
from kapstok.magazijnen.autorisaties.services import create_applicatie
from kapstok.magazijnen.notificaties.services import take_over_abonnement
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import compiled, parse


def _one_by_one(
    name: str,
    make: Callable[[Json, UUID, Deel], Any],
    again: Callable[[Json, UUID, Deel], Any] = lambda *_: None,
) -> Callable[[Pagina, Deel], None]:
    """`again`: what is done with one that is here already."""
    table = compiled()[name].resource.table

    def bring_in(page: Pagina, deel: Deel) -> None:
        deel.gezien += len(page.rijen)
        there = present(table, [id_of(one["url"]) for one in page.rijen])
        for one in page.rijen:
            row = id_of(one["url"])
            if row is None:
                continue
            try:
                (again if row in there else make)(one, row, deel)
            except (Refusal, parse.Faults) as no:
                deel.afgewezen.append((name, str(one["url"]), str(no)))
            else:
                if row not in there:
                    deel.nieuw.setdefault(name, []).append(str(row))

    return bring_in


def import_applicaties(migratie: Migratie) -> None:
    """By the same use case as the API: the rights are checked, and named by type over all versions. Those that are here
    get what the source changed since."""
    call = call_of(migratie.tenant, migratie.actor, migratie.now)

    def at_home(url: Any) -> Any:
        root = next((r for r in migratie.roots if str(url).startswith(f"{r}/")), "")
        return f"{call.base}{str(url).removeprefix(root)}" if root else url

    def stand(one: Json) -> Stand:
        given = [
            {k: at_home(v) if k in api_writes.ADDRESSES else v for k, v in right.items() if v}
            for right in [*(one.get("autorisaties") or []), *(one.get("overigeAutorisaties") or [])]
        ]
        return Stand(
            label=str(one.get("label") or "")[:100],
            client_ids=frozenset(str(c) for c in one.get("clientIds") or []),
            alles=bool(one.get("heeftAlleAutorisaties")),
            gepubliceerd=bool(one.get("alleenIsGereedVoorPublicatie")),
            rechten=tuple(api_writes.rechten(call, api_writes.autorisaties(given, "autorisaties"))),
        )

    def make(one: Json, row: UUID, deel: Deel) -> None:
        told = stand(one)
        create_applicatie(
            label=told.label,
            client_ids=sorted(told.client_ids),
            rechten=told.rechten,
            alles=told.alles,
            gepubliceerd=told.gepubliceerd,
            applicatie_id=row,
            actor=migratie.actor,
        )
        note(deel.work, row)

    def again(one: Json, row: UUID, deel: Deel) -> None:
        als_bron = migratie.rechten_als_bron
        done, left = bring_along(row, stand(one), als_bron=als_bron, work=deel.work, actor=migratie.actor)
        _tell(deel, APPLICATIES, one, done, left)

    by_page(migratie, APPLICATIES, _one_by_one(APPLICATIES, make, again))


def import_kanalen(migratie: Migratie) -> None:
    """Channels that are not ours by name; our own we have."""

    def bring_in(page: Pagina, deel: Deel) -> None:
        from kapstok.magazijnen.notificaties.queries import known_kanalen

        deel.gezien += len(page.rijen)
        known = known_kanalen()
        new = [one for one in page.rijen if one.get("naam") not in known]
        if new:
            deel.add(KANALEN, [row_of(KANALEN, one) for one in new], new)

    by_page(migratie, KANALEN, bring_in)


def import_abonnementen(migratie: Migratie) -> None:
    """Paused: nobody hears anything until the beheerder fills in the header and switches it on. Those that are here get
    what the source changed since."""

    def make(one: Json, row: UUID, _deel: Deel) -> None:
        take_over_abonnement(
            row,
            str(one.get("callbackUrl") or ""),
            one.get("kanalen") or [],
            cloudevents=bool(one.get("sendCloudevents")),
            actor=migratie.actor,
        )

    def again(one: Json, row: UUID, deel: Deel) -> None:
        done, left = abonnementen.bring_along(
            row, abonnementen.told_by(one), work=deel.work, actor=migratie.actor
        )
        _tell(deel, ABONNEMENTEN, one, done, left)

    by_page(migratie, ABONNEMENTEN, _one_by_one(ABONNEMENTEN, make, again))


def _tell(deel: Deel, name: str, one: Json, done: Sequence[str], left: Sequence[str]) -> None:
    url = str(one["url"])
    deel.afgewezen += [(name, f"{url}#{number}", why) for number, why in enumerate(left, 1)]
    if done:
        deel.bijgewerkt.append((name, url, " ".join(done)))
        deel.gewijzigd.setdefault(name, []).append(str(id_of(url)))
