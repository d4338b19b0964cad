"""Mutations of the BGT, one after the other: each must fit on what stands there, or be there already."""

from uuid import UUID

from kapstok.magazijnen.bgt.levering.lezen import Mutatie, Regel
from kapstok.magazijnen.bgt.levering.tabel import Bekend, bekend, check, schrijf, volgorde
from kapstok.magazijnen.bgt.rules import Stand
from kapstok.platform.db.ids import uuid7
from kapstok.platform.leveringen.laden import Telling


def muteer(batch: list[Mutatie], counts: Telling) -> None:
    """All of these, in order. Raises LeveringFout with the place of the first that does not fit."""
    states = [(m, m.wordt or m.was) for m in batch]
    known = bekend(state.lokaal_id for _, state in states if state is not None)
    fresh, gone = dict[UUID, Regel](), set[UUID]()
    for mutation, state in states:
        if state is None:
            continue
        counts.gelezen += 1
        own = known.setdefault(state.lokaal_id, {})
        if mutation.wordt is not None and _is_there(own, mutation.wordt):
            counts.gelijk += 1
            continue
        id_ = _take(own, mutation.was, mutation) if mutation.was is not None else uuid7()
        if mutation.was is not None and fresh.pop(id_, None) is None:
            gone.add(id_)
        if mutation.wordt is None:
            counts.verwijderd += 1
            continue
        _put(own, mutation.wordt, id_, mutation.plaats)
        fresh[id_] = mutation.wordt
        counts.nieuw += mutation.was is None
        counts.gewijzigd += mutation.was is not None
    schrijf(fresh, weg=gone, beeindigd={})


def _is_there(own: Bekend, line: Regel) -> bool:
    """It was told before, by this delivery or another one."""
    found = own.get(line.geregistreerd)
    return found is not None and found[1].merk == line.merk


def _take(own: Bekend, was: Regel, mutation: Mutatie) -> UUID:
    """What was, taken out of what is known; of a voorkomen its object and moment say which one it is."""
    found = own.pop(was.geregistreerd, None)
    if found is None:
        raise volgorde(was, mutation.plaats, "wat er volgens deze mutatie was, is er niet")
    id_, stand = found
    ends = {was.eind_registratie, mutation.wordt.eind_registratie if mutation.wordt else None}
    if stand.eind not in ends:
        raise volgorde(was, mutation.plaats, "wat er volgens deze mutatie was, is hier al anders geëindigd")
    return id_


def _put(own: Bekend, wordt: Regel, id_: UUID, plaats: str) -> None:
    """What became: nothing stands in its place, and what went before it has ended."""
    if wordt.geregistreerd in own:
        raise volgorde(wordt, plaats, "dit voorkomen is er al, met een andere inhoud")
    check(own, wordt)
    if wordt.eind_registratie is None and any(stand.eind is None for _, stand in own.values()):
        raise volgorde(wordt, plaats, "het voorkomen hiervoor is nog niet beëindigd")
    own[wordt.geregistreerd] = (id_, Stand(wordt.geregistreerd, wordt.eind_registratie, wordt.merk))
