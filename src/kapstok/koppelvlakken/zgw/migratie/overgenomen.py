"""Rights of an application that was taken over: what the source changed since comes along, what somebody changed here
stays, and both are told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from kapstok.koppelvlakken.zgw.migratie.bijwerken import HIER_GEWIJZIGD
from kapstok.koppelvlakken.zgw.migratie.samenvoegen import as_last_taken_over, merged
from kapstok.magazijnen.autorisaties import queries
from kapstok.magazijnen.autorisaties.rules import Recht
from kapstok.magazijnen.autorisaties.services import change_applicatie
from kapstok.platform.work import Actor, Work

ACTION = "migratie.applicatie"
Key = tuple[str, str, str]


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """What an application may."""

    label: str
    client_ids: frozenset[str]
    alles: bool
    gepubliceerd: bool
    rechten: tuple[Recht, ...]

    @property
    def by_key(self) -> dict[Key, Recht]:
        """Per component and type one right, with its scopes in order."""
        made: dict[Key, Recht] = {}
        for one in self.rechten:
            scopes = {*one.scopes, *(made[one.key].scopes if one.key in made else ())}
            made[one.key] = msgspec.structs.replace(one, scopes=tuple(sorted(scopes)))
        return made

    def same(self, other: "Stand") -> bool:
        """Does it come to the same?"""
        left, right = (msgspec.structs.replace(s, rechten=()) for s in (self, other))
        return left == right and self.by_key == other.by_key


def _stand(told: Mapping[str, Any]) -> Stand:
    """From the form in which the audit trail keeps an application."""
    rights = [
        Recht(
            component=r["component"],
            scopes=tuple(r["scopes"]),
            soort=r["soort"] or "",
            max=r["max"] or "",
            catalogus=str(r["catalogus"] or ""),
        )
        for r in told["autorisaties"]
    ]
    return Stand(
        label=told["label"],
        client_ids=frozenset(told["client_ids"]),
        alles=told["heeft_alle_autorisaties"],
        gepubliceerd=told["alleen_is_gereed_voor_publicatie"],
        rechten=tuple(rights),
    )


def here(applicatie_id: UUID) -> Stand:
    """As it is."""
    return _stand(queries.snapshot(applicatie_id))


def _base(applicatie_id: UUID) -> Stand | None:
    """As it was last taken over; None when nobody knows any more."""
    told = as_last_taken_over(applicatie_id, noted=ACTION, made="applicatie.create")
    return _stand(told) if told else None


def as_taken_over(applicatie_id: UUID) -> bool:
    """Has nobody changed here what it may?"""
    base = _base(applicatie_id)
    return base is not None and base.same(here(applicatie_id))


def note(work: Work, applicatie_id: UUID) -> None:
    """This is how it was taken over."""
    work.record("applicatie", applicatie_id, after=queries.snapshot(applicatie_id), action=ACTION)


def bring_along(
    applicatie_id: UUID, there: Stand, *, als_bron: bool, work: Work, actor: Actor
) -> tuple[list[str], list[str]]:
    """Take over what the source changed. `als_bron`: exactly as the source has it, whatever was changed here. What was
    done, and what was left because somebody changed it here."""
    ours = here(applicatie_id)
    base = _base(applicatie_id) or ours
    left: list[str] = []
    wanted = there if als_bron else _merged(base, ours, there, left)
    if wanted.alles:
        wanted = msgspec.structs.replace(wanted, rechten=())
    if wanted.same(ours):
        return [], left
    change_applicatie(
        applicatie_id,
        label=wanted.label,
        client_ids=sorted(wanted.client_ids),
        rechten=wanted.rechten,
        alles=wanted.alles,
        gepubliceerd=wanted.gepubliceerd,
        actor=actor,
    )
    work.record("applicatie", applicatie_id, after=_kept(there), action=ACTION)
    return _told(ours, wanted, base), left


def _kept(there: Stand) -> dict[str, Any]:
    """The source is what the next round compares with."""
    return {
        "label": there.label,
        "client_ids": sorted(there.client_ids),
        "heeft_alle_autorisaties": there.alles,
        "alleen_is_gereed_voor_publicatie": there.gepubliceerd,
        "autorisaties": [msgspec.structs.asdict(r) for r in there.rechten],
    }


def _merged(base: Stand, ours: Stand, there: Stand, left: list[str]) -> Stand:
    rights, kept = merged(base.by_key, ours.by_key, there.by_key)
    left += [f"{_words([right])}: {HIER_GEWIJZIGD}" for right in kept.values() if right]
    ids = (ours.client_ids | (there.client_ids - base.client_ids)) - (base.client_ids - there.client_ids)
    return Stand(
        label=there.label if ours.label == base.label else ours.label,
        client_ids=ids,
        alles=there.alles if ours.alles == base.alles else ours.alles,
        gepubliceerd=there.gepubliceerd if ours.gepubliceerd == base.gepubliceerd else ours.gepubliceerd,
        rechten=tuple(rights.values()),
    )


def _told(ours: Stand, now: Stand, base: Stand) -> list[str]:
    """In words what it may more and less, and which of that was given here by hand."""
    o, n, b = ours.by_key, now.by_key, base.by_key
    given = [n[k] for k in n.keys() - o.keys()]
    changed = [n[k] for k in n.keys() & o.keys() if n[k] != o[k]]
    gone = [o[k] for k in o.keys() - n.keys() if o[k] == b.get(k)]
    own = [o[k] for k in o.keys() - n.keys() if o[k] != b.get(k)]
    parts = (
        ("Rechten erbij", given),
        ("Rechten gewijzigd", changed),
        ("Rechten weg, zoals bij de bron", gone),
        ("Rechten weg die hier met de hand gegeven waren", own),
    )
    lines = [f"{title}: {_words(rights)}." for title, rights in parts if rights]
    if ours.alles != now.alles:
        lines.append("Mag nu alles." if now.alles else "Mag niet meer alles.")
    return lines or ["Naam of client-id's zijn zoals bij de bron."]


def _words(rights: Sequence[Recht] | Iterable[Recht]) -> str:
    return "; ".join(
        sorted(f"{r.component} {r.soort or r.catalogus} ({', '.join(r.scopes)})" for r in rights)
    )
