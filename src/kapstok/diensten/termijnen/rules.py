"""The clock of a zaak: doorlooptijd, opschorting, verlenging and what that leaves (Awb 4:13 to 4:15, Atw).

Pure: the clock is a value, every act gives a new one. Who may act, and storing it, is not decided here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum

from kapstok.kern.datum import in_words
from kapstok.kern.tijdvak import Duration
from kapstok.kern.werkdagen import atw_applies, count_werkdagen, next_werkdag
from kapstok.platform.errors import Refusal


class TermijnRefused(Refusal):
    """An act on the clock that the law or the zaaktype does not allow."""


@dataclass(frozen=True, slots=True)
class Termijnregels:
    """What the zaaktype says. Without verlengingstermijn it cannot be extended."""

    doorlooptijd: Duration
    servicenorm: Duration | None = None
    opschorting_mogelijk: bool = True
    verlengingstermijn: Duration | None = None


@dataclass(frozen=True, slots=True)
class Klok:
    """The term of one zaak. `opgeschorte_dagen` counts the suspensions that have ended."""

    startdatum: date
    regels: Termijnregels
    opgeschorte_dagen: int = 0
    opgeschort_sinds: date | None = None
    verlenging: Duration | None = None
    einddatum: date | None = None


def suspend(klok: Klok, day: date) -> Klok:
    """Stop the clock from this day on (Awb 4:15)."""
    _require_running(klok, day)
    if not klok.regels.opschorting_mogelijk:
        raise TermijnRefused(
            "opschorten-niet-mogelijk", "opschorting", "Bij dit zaaktype kunt u de termijn niet opschorten."
        )
    if klok.opgeschort_sinds is not None:
        raise TermijnRefused("al-opgeschort", "opschorting", "De termijn is al opgeschort.")
    return replace(klok, opgeschort_sinds=day)


def resume(klok: Klok, day: date) -> Klok:
    """Let the clock run again; this day counts, so the deadline shifts by the days before it."""
    _require_running(klok, day)
    if klok.opgeschort_sinds is None:
        raise TermijnRefused("niet-opgeschort", "opschorting", "De termijn is niet opgeschort.")
    if day < klok.opgeschort_sinds:
        raise TermijnRefused(
            "datum-te-vroeg", "opschorting", "De datum ligt voor het begin van de opschorting."
        )
    return replace(klok, opgeschort_sinds=None, opgeschorte_dagen=_suspended_days(klok, day))


def extend(klok: Klok, duur: Duration, day: date, gesloten: Collection[date] = ()) -> Klok:
    """Lengthen the term, once, by at most the verlengingstermijn, before it is over (Awb 4:14)."""
    _require_running(klok, day)
    most = klok.regels.verlengingstermijn
    if not most:
        raise TermijnRefused(
            "verlengen-niet-mogelijk", "verlenging", "Bij dit zaaktype kunt u de termijn niet verlengen."
        )
    if klok.verlenging is not None:
        raise TermijnRefused("al-verlengd", "verlenging", "De termijn is al een keer verlengd.")
    if not duur:
        raise TermijnRefused(
            "verlenging-leeg", "verlenging.duur", "Vul in hoeveel dagen of weken u de termijn verlengt."
        )
    if klok.startdatum + klok.regels.doorlooptijd + duur > klok.startdatum + klok.regels.doorlooptijd + most:
        raise TermijnRefused(
            "verlenging-te-lang",
            "verlenging.duur",
            f"U kunt de termijn verlengen met hoogstens {most.words()}.",
        )
    if is_late(klok, day, gesloten):
        raise TermijnRefused(
            "termijn-verstreken", "verlenging", "De termijn is al voorbij. Verlengen kan niet meer."
        )
    return replace(klok, verlenging=duur)


def close(klok: Klok, day: date) -> Klok:
    """The zaak is done; a suspension that still runs ends on the same day."""
    _require_running(klok, day)
    days = _suspended_days(klok, day)
    return replace(klok, einddatum=day, opgeschort_sinds=None, opgeschorte_dagen=days)


def reopen(klok: Klok) -> Klok:
    """The clock runs on as if it had never stopped."""
    if klok.einddatum is None:
        raise TermijnRefused("niet-afgerond", "einddatum", "De zaak is niet afgerond.")
    return replace(klok, einddatum=None)


def uiterste_datum(klok: Klok, today: date, gesloten: Collection[date] = ()) -> date:
    """Last day of the legal term; moves along day by day while the clock is suspended."""
    end = klok.startdatum + klok.regels.doorlooptijd
    if klok.verlenging:
        end += klok.verlenging
    return _ending(end, klok.verlenging or klok.regels.doorlooptijd, klok, today, gesloten=gesloten)


def streefdatum(klok: Klok, today: date, gesloten: Collection[date] = ()) -> date:
    """Day on which the municipality wants to be ready: the servicenorm, never after the legal term."""
    deadline = uiterste_datum(klok, today, gesloten)
    norm = klok.regels.servicenorm
    if not norm:
        return deadline
    return min(deadline, _ending(klok.startdatum + norm, norm, klok, today, gesloten=gesloten))


def is_late(klok: Klok, today: date, gesloten: Collection[date] = ()) -> bool:
    return (klok.einddatum or today) > uiterste_datum(klok, today, gesloten)


def days_left(klok: Klok, today: date, gesloten: Collection[date] = ()) -> int:
    """Working days after today, up to and including the last day; negative when it has passed."""
    return count_werkdagen(klok.einddatum or today, uiterste_datum(klok, today, gesloten), gesloten)


class Niveau(IntEnum):
    """What goes wrong first comes first."""

    TE_LAAT = 1
    TE_KRAP = 2
    OP_SCHEMA = 3
    OPGESCHORT = 4
    AFGEROND = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence and what is filled in; the screen may translate the sentence first."""

    text: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)


@dataclass(frozen=True, slots=True)
class Urgency:
    """Sort by `order`. Within TE_LAAT it counts calendar days, otherwise working days to spare."""

    niveau: Niveau
    spare: int
    reason: Reason

    @property
    def order(self) -> tuple[int, int]:
        return self.niveau, self.spare


def urgency(
    klok: Klok, today: date, needed: int | None = None, *, gesloten: Collection[date] = ()
) -> Urgency:
    """How pressing this zaak is. `needed`: working days that such a zaak usually still takes."""
    deadline = uiterste_datum(klok, today, gesloten)
    if klok.einddatum is not None:
        return Urgency(Niveau.AFGEROND, (deadline - klok.einddatum).days, _closed(klok.einddatum, deadline))
    left = days_left(klok, today, gesloten)
    if today > deadline:
        return Urgency(Niveau.TE_LAAT, (deadline - today).days, _late((today - deadline).days))
    if klok.opgeschort_sinds is not None:
        since = Reason("Opgeschort sinds {datum}", {"datum": in_words(klok.opgeschort_sinds)})
        return Urgency(Niveau.OPGESCHORT, left - (needed or 0), since)
    spare = left - (needed or 0)
    niveau = Niveau.TE_KRAP if spare < 0 else Niveau.OP_SCHEMA
    return Urgency(niveau, spare, _running(left, needed, last_day=today == deadline))


def _running(left: int, needed: int | None, *, last_day: bool) -> Reason:
    values: dict[str, object] = {"over": left, "nodig": needed}
    match left:
        case _ if last_day:
            text = "Vandaag is de laatste dag"
        case 0:
            text = "Geen werkdag meer over"
        case 1:
            text = "Nog 1 werkdag"
        case _:
            text = "Nog {over} werkdagen"
    return Reason(text if needed is None else f"{text}, gemiddeld {{nodig}} nodig", values)


def _late(days: int) -> Reason:
    return Reason("1 dag te laat" if days == 1 else "{dagen} dagen te laat", {"dagen": days})


def _closed(einddatum: date, deadline: date) -> Reason:
    days = (einddatum - deadline).days
    if days <= 0:
        return Reason("Op tijd afgerond")
    return Reason(
        "1 dag te laat afgerond" if days == 1 else "{dagen} dagen te laat afgerond", {"dagen": days}
    )


def _ending(end: date, termijn: Duration, klok: Klok, today: date, *, gesloten: Collection[date]) -> date:
    """Shift by the suspended days; a term that falls under the Atw does not end on a closed day."""
    end += timedelta(days=_suspended_days(klok, klok.einddatum or today))
    return next_werkdag(end, gesloten) if atw_applies(termijn) else end


def _suspended_days(klok: Klok, today: date) -> int:
    if klok.opgeschort_sinds is None:
        return klok.opgeschorte_dagen
    return klok.opgeschorte_dagen + max(0, (today - klok.opgeschort_sinds).days)


def _require_running(klok: Klok, day: date) -> None:
    if klok.einddatum is not None:
        raise TermijnRefused("zaak-afgerond", "einddatum", "De zaak is al afgerond.")
    if day < klok.startdatum:
        raise TermijnRefused("datum-te-vroeg", "startdatum", "De datum ligt voor het begin van de zaak.")
