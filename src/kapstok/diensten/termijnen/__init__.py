"""Deadlines of a zaak: the clock by law and by service norm, and what needs attention first."""

from kapstok.diensten.termijnen.rules import (
    Klok,
    Niveau,
    Reason,
    TermijnRefused,
    Termijnregels,
    Urgency,
    close,
    days_left,
    extend,
    is_late,
    reopen,
    resume,
    streefdatum,
    suspend,
    uiterste_datum,
    urgency,
)

__all__ = [
    "Klok",
    "Niveau",
    "Reason",
    "TermijnRefused",
    "Termijnregels",
    "Urgency",
    "close",
    "days_left",
    "extend",
    "is_late",
    "reopen",
    "resume",
    "streefdatum",
    "suspend",
    "uiterste_datum",
    "urgency",
]
