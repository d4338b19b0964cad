"""Reads about who takes part."""

from datetime import date

from django.db.models import Q

from kapstok.diensten.sturing.verband.models import Deelnemer


def deelnemers(op: date) -> list[Deelnemer]:
    """Who takes part on this day, in the order that they agreed on."""
    return list(Deelnemer.objects.filter(Q(tot=None) | Q(tot__gte=op), van__lte=op))


def alle_deelnemers() -> list[Deelnemer]:
    """Everybody who ever took part."""
    return list(Deelnemer.objects.all())
