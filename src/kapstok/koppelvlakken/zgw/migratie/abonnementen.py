"""Subscriptions that were taken over: what the source changed since comes along, what somebody changed here stays. The
header is ours: no API gives it. A new address waits until somebody switches it on, so that nothing goes to an address
that nobody here has seen."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from kapstok.koppelvlakken.zgw.migratie.bijwerken import HIER_GEWIJZIGD
from kapstok.koppelvlakken.zgw.migratie.samenvoegen import as_last_taken_over, merged
from kapstok.magazijnen.notificaties.services import renew_taken_over, snapshot
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.work import Actor, Work

ACTION = "migratie.abonnement"
# What taking over leaves on record.
TAKEN_OVER = (ACTION, "abonnement.take-over", "abonnement.renew")
ADRES, VORM, KANAAL = "adres", "vorm", "kanaal"
VORMEN = {True: "CloudEvents", False: "ZGW"}
Stand = dict[tuple[str, str], Any]


def _filters(wanted: Mapping[str, Any]) -> Hashable:
    return tuple(sorted((str(k), str(v)) for k, v in (wanted.get("filters") or {}).items()))


def stand(callback_url: str, kanalen: Sequence[Mapping[str, Any]], *, cloudevents: bool) -> Stand:
    """The parts of a subscription that can differ by themselves: address, form, and the filters per channel."""
    parts: Stand = {(ADRES, ""): callback_url, (VORM, ""): VORMEN[cloudevents]}
    for wanted in kanalen:
        key = (KANAAL, str(wanted.get("naam") or ""))
        parts[key] = (*parts.get(key, ()), _filters(wanted))
    return {key: tuple(sorted(part)) if key[0] == KANAAL else part for key, part in parts.items()}


def told_by(one: Mapping[str, Any]) -> Stand:
    """As the source has it."""
    url, cloudevents = str(one.get("callbackUrl") or ""), bool(one.get("sendCloudevents"))
    return stand(url, one.get("kanalen") or [], cloudevents=cloudevents)


def _kept(told: Mapping[str, Any]) -> Stand:
    return stand(told["callback_url"], told["kanalen"], cloudevents=told["cloudevents"])


def _form(parts: Stand) -> dict[str, Any]:
    """In the form in which a subscription, and the audit trail, keep it."""
    named = [(name, filters) for (part, name), found in parts.items() if part == KANAAL for filters in found]
    return {
        "callback_url": parts[ADRES, ""],
        "cloudevents": parts[VORM, ""] == VORMEN[True],
        "kanalen": [{"naam": name, "filters": dict(filters)} for name, filters in named],
    }


def bring_along(
    abonnement_id: UUID, there: Stand, *, work: Work, actor: Actor
) -> tuple[list[str], list[str]]:
    """Take over what the source changed. What was done, and what was left because somebody changed it here."""
    ours = _kept(snapshot(abonnement_id))
    known = as_last_taken_over(abonnement_id, noted=ACTION, made="abonnement.take-over")
    base = _kept(known) if known else ours
    wanted, kept = merged(base, ours, there)
    left = [f"{_words(key, part)}: {HIER_GEWIJZIGD}" for key, part in kept.items()]
    if wanted == ours:
        return [], left
    moved = wanted[ADRES, ""] != ours[ADRES, ""]
    renew_taken_over(abonnement_id, **_form(wanted), paused=moved, actor=actor)
    work.record("abonnement", abonnement_id, after=_form(there), action=ACTION)
    changed = [key for key in dict.fromkeys([*ours, *wanted]) if ours.get(key) != wanted.get(key)]
    done = [f"Zoals bij de bron: {_words(key, wanted.get(key))}." for key in changed]
    return [*done, *(["Staat op pauze, want het adres is nieuw."] if moved else [])], left


def changed_here(abonnement_id: UUID) -> bool:
    """Did somebody here do anything with it? Who switched it on counts on its messages."""
    records = AuditRecord.objects.filter(object_id=str(abonnement_id))
    return records.exclude(actie__in=TAKEN_OVER).exists()


def _words(key: tuple[str, str], part: Any) -> str:
    kind, name = key
    if kind != KANAAL:
        return f"{kind} {part}"
    if part is None:
        return f"zonder kanaal {name}"
    asked = msgspec.json.encode([dict(filters) for filters in part if filters]).decode()
    return f"kanaal {name}" + (f" met {asked}" if asked != "[]" else "")
