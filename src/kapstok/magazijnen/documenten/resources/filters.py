"""Query parameters of the documents, over how they stand (Documentstand)."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from dataclasses import replace
from functools import partial
from typing import Any

from kapstok.magazijnen.documenten.resources.base import KIND, LEVELS, STAND
from kapstok.magazijnen.documenten.resources.relatie import BY_OBJECT, KINDS, of_object
from kapstok.platform.resource import filters, parse
from kapstok.platform.resource.filters import Chosen, Filter

ORDERINGS = {
    name: f"{{t}}.{name}"
    for name in ("auteur", "bestandsomvang", "creatiedatum", "formaat", "status", "titel")
} | {"vertrouwelijkheidaanduiding": "{t}.rang"}

_seldom = partial(filters.seldom, STAND)
_NEWEST = "documenten_informatieobjectversie v WHERE v.informatieobject_id = {t}.id AND v.versie = {t}.versie"
_OF = "SELECT o.informatieobject_id FROM documenten_objectinformatieobject o WHERE "
# Which documents have one of these words, and which have all of them: those with the first, and no word without them.
_ONE_WORD = filters.of_each(
    "documenten_documenttrefwoord", "woord", "unnest((SELECT {v}::text[])) AS k(id)", "document_id"
)
_ALL_WORDS = """SELECT x.document_id FROM documenten_documenttrefwoord x
WHERE x.woord >= (SELECT {v}::text[])[1] AND x.woord <= (SELECT {v}::text[])[1]
AND NOT EXISTS (SELECT FROM unnest((SELECT {v}::text[])[2:]) AS k(id) WHERE NOT EXISTS (
SELECT FROM documenten_documenttrefwoord o WHERE o.woord = k.id AND o.document_id = x.document_id))"""


def _words(value: Any, name: str) -> list[str] | Chosen:
    """A comma separated list; nothing asks for nothing."""
    found = filters.plain(value, name)
    return found.split(",") if found else Chosen("true", [])


def _some(value: Any, name: str) -> list[str] | Chosen:
    """A comma separated list; of no words nothing has one."""
    found = _words(value, name)
    return Chosen("false", []) if isinstance(found, Chosen) else found


def _rank(value: Any, name: str) -> int:
    return LEVELS.index(parse.text(None, LEVELS, "", blank=False)(value, name)) + 1


def _locked(value: Any, name: str) -> bool | Chosen:
    """What is locked is few, and stands in an index."""
    if value == "false":
        return Chosen(filters.often("NOT {t}.locked"), value=False)
    return bool(filters.truth(value, name))


_CONTAINS = "strpos(lower({c}), lower({v}::text)) > 0"
_OBJECT = replace(
    filters.matching(
        "(EXISTS (SELECT 1 FROM documenten_objectinformatieobject o WHERE o.informatieobject_id = {t}.id AND "
        f"{of_object('o')})) IS TRUE",
        parse.uri,
    ),
    by=" UNION ALL ".join(f"{_OF}{one.replace('{o}', 'o')}" for one in BY_OBJECT),
    gathered=True,
)
_OBJECT_TYPE = replace(
    filters.one_of("object_type", KINDS),
    sql=filters.often("{v} = ANY({t}.objectsoorten)"),
    by=f"{_OF}o.object_type >= {{v}} AND o.object_type <= {{v}}",
)
_DAYS = filters.days("creatiedatum", "gte", "lte")
DOCUMENT = {
    "identificatie": filters.exact("identificatie", few=True),
    "bronorganisatie": _seldom(filters.exact("bronorganisatie"), "bronorganisatie"),
    "trefwoorden": Filter("({t}.trefwoorden @> {v}::text[]) IS TRUE", _words, by=_ALL_WORDS, gathered=True),
    "trefwoorden__overlap": Filter(
        "({t}.trefwoorden && {v}::text[]) IS TRUE", _some, by=_ONE_WORD, gathered=True
    ),
    "objectinformatieobjecten_object": _OBJECT,
    "objectinformatieobjecten__object": _OBJECT,
    "objectinformatieobjecten_objectType": _OBJECT_TYPE,
    "objectinformatieobjecten__objectType": _OBJECT_TYPE,
    # Beyond the standard, as the field uses them.
    "auteur": filters.matching(_CONTAINS.replace("{c}", "{t}.auteur")),
    "beschrijving": filters.matching(
        f"EXISTS (SELECT 1 FROM {_NEWEST} AND {_CONTAINS.replace('{c}', 'v.beschrijving')})"
    ),
    "titel": filters.matching(_CONTAINS.replace("{c}", "{t}.titel")),
    "creatiedatum__gte": _DAYS["creatiedatum__gte"],
    "creatiedatum__lte": _DAYS["creatiedatum__lte"],
    "informatieobjecttype": _seldom(filters.to(KIND), "informatieobjecttype_id"),
    "locked": replace(
        filters.flag(filters.often("{t}.locked = {v}")),
        reader=_locked,
        by="SELECT x.id FROM documenten_enkelvoudiginformatieobject x WHERE x.lock <> ''",
    ),
    "vertrouwelijkheidaanduiding": _seldom(
        Filter("{t}.rang = {v}", _rank, literal=True, schema={"type": "string", "enum": LEVELS}), "rang"
    ),
}
