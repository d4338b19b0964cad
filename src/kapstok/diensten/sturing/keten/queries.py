"""Reads of the chain: four statements, whatever there is."""

from datetime import date

from kapstok.diensten.sturing.keten.rules import Applicatie, Project, Schakel, keten
from kapstok.diensten.sturing.plan.queries import speerpunten
from kapstok.diensten.sturing.portfolio.queries import in_gebruik
from kapstok.diensten.sturing.projecten.queries import voor_keten


def schakels(op: date) -> tuple[list[Schakel], dict[str, str]]:
    """The chain of this day, and the names of the priorities by code."""
    names = {row["code"]: row["naam"] for row in speerpunten(op)}
    projects = [Project(*(row[name] for name in ("id", "naam", "speerpunten", "component", "applicatie_id")))
                for row in voor_keten()]  # fmt: skip
    apps = {row["id"]: Applicatie(**row) for row in in_gebruik()}
    return keten(list(names), projects, apps), names
