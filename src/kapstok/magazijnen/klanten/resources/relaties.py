"""Categorieen of partijen, and partijen that act for others."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Iterable

from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten import rules_partij as rules
from kapstok.magazijnen.klanten.resources.base import declared
from kapstok.magazijnen.klanten.resources.pointers import SCHEMA, by, one, pointer
from kapstok.magazijnen.klanten.rules import KlantRefused
from kapstok.platform.resource import fields, filters
from kapstok.platform.work import Work

PARTIJ, CATEGORIE = "klanten.partij", "klanten.categorie"


def _other(row: m.Vertegenwoordigden, _work: Work) -> Iterable[KlantRefused]:
    yield from rules.not_for_oneself(row.vertegenwoordigende_partij_id, row.vertegenwoordigde_partij_id)
    same = m.Vertegenwoordigden.objects.filter(
        vertegenwoordigende_partij_id=row.vertegenwoordigende_partij_id,
        vertegenwoordigde_partij_id=row.vertegenwoordigde_partij_id,
    ).exclude(id=row.id)
    yield from rules.represents_once(known=same.exists())


categorie = declared(m.Categorie, "categorieen", fields.text("naam", 80))

_CATEGORIE = "{t}.categorie_id"
categorierelatie = declared(
    m.CategorieRelatie,
    "categorie-relaties",
    pointer("partij", PARTIJ, nullable=True),
    fields.Field(
        "categorie",
        f"CASE WHEN {_CATEGORIE} IS NOT NULL THEN json_build_object('uuid', {_CATEGORIE}, "
        f"'url', {{url:{CATEGORIE}:{_CATEGORIE}}}, "
        f"'naam', (SELECT k.naam FROM klanten_categorie k WHERE k.id = {_CATEGORIE})) END",
        {
            **SCHEMA,
            "properties": {**SCHEMA["properties"], "naam": {"type": "string", "readOnly": True}},
        },
        "categorie_id",
        one,
        nullable=True,
        to=CATEGORIE,
    ),
    fields.date("beginDatum", nullable=True),
    fields.date("eindDatum", nullable=True),
    filters={
        **by("partij", PARTIJ, "{t}.partij_id = {v}"),
        "partij__nummer": filters.matching(
            "EXISTS (SELECT 1 FROM klanten_partij p WHERE p.id = {t}.partij_id AND p.nummer = {v})"
        ),
        **by("categorie", CATEGORIE, "{t}.categorie_id = {v}"),
        "categorie__naam": filters.matching(
            "EXISTS (SELECT 1 FROM klanten_categorie k WHERE k.id = {t}.categorie_id AND k.naam = {v})"
        ),
        **filters.days("beginDatum"),
        **filters.days("eindDatum"),
    },
)

vertegenwoordiging = declared(
    m.Vertegenwoordigden,
    "vertegenwoordigingen",
    pointer("vertegenwoordigendePartij", PARTIJ, required=True),
    pointer("vertegenwoordigdePartij", PARTIJ, required=True),
    filters={
        **by("vertegenwoordigendePartij", PARTIJ, "{t}.vertegenwoordigende_partij_id = {v}"),
        **by("vertegenwoordigdePartij", PARTIJ, "{t}.vertegenwoordigde_partij_id = {v}"),
    },
    check=_other,
)
