"""relevanteAndereZaken and gerelateerdeZaken: lists of addresses outside, rows of ids inside."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from typing import Any

from kapstok.magazijnen.zaken.services import Relatie
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import Call, fields, parse, references
from kapstok.platform.resource.places import row_of

_URL = "COALESCE({url:zaken.zaak:r.andere_zaak_id}, r.url)"
_RELEVANTE = fields.rows(f"""SELECT json_build_object('url', {_URL}, 'aardRelatie', r.aard_relatie,
'overigeRelatie', r.overige_relatie, 'toelichting', r.toelichting)
FROM zaken_zaakrelatie r WHERE r.zaak_id = {{t}}.id AND r.aard_relatie <> '' ORDER BY r.volgorde, r.id""")
_BOTH_WAYS = fields.rows(f"""SELECT json_build_object('url', g.url) FROM (
SELECT {_URL} AS url FROM zaken_zaakrelatie r WHERE r.zaak_id = {{t}}.id AND r.aard_relatie = ''
UNION SELECT {{url:zaken.zaak:r.zaak_id}} FROM zaken_zaakrelatie r
WHERE r.andere_zaak_id = {{t}}.id AND r.aard_relatie = '') g ORDER BY g.url""")
_ADDRESS = fields.text("url", 1000, form="uri", required=True)
_MEMBERS = (
    _ADDRESS,
    fields.choice("aardRelatie", ("vervolg", "onderwerp", "bijdrage", "overig"), required=True),
    fields.text("overigeRelatie", 100),
    fields.text("toelichting", 255),
)


def _listing(name: str, sql: str, *members: fields.Field) -> fields.Field:
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {m.name: fields.form(m) for m in members},
            "required": [m.name for m in members if m.required],
        },
    }
    return fields.writable(name, parse.listing(parse.group(members)), schema, sql, default=[])


RELEVANTE = _listing("relevanteAndereZaken", _RELEVANTE, *_MEMBERS)
GERELATEERDE = _listing("gerelateerdeZaken", _BOTH_WAYS, _ADDRESS)
LISTS = {"relevante_andere_zaken": RELEVANTE.name, "gerelateerde_zaken": GERELATEERDE.name}


# zrc-011: a zaak, here or in another register.
ANOTHER = references.Shape(("zaken.zaak",), ("url", "identificatie", "zaaktype"))


def settle(values: dict[str, Any], call: Call) -> list[InvalidParam]:
    """Put relations in place of the lists of addresses; a fault for each that is not there (zrc-011)."""
    faults: list[InvalidParam] = []
    for column in LISTS.keys() & values.keys():
        relations = []
        for number, given in enumerate(values[column]):
            name = f"{LISTS[column]}.{number}"
            if given.get("aardRelatie") == "overig" and not given.get("overigeRelatie"):
                faults += parse.fault(f"{name}.overigeRelatie", "required").faults
            row = row_of(call, call.all["zaken.zaak"].resource, given["url"])
            faults += references.check(call, given["url"], f"{name}.url", ANOTHER)
            relations.append(
                Relatie(
                    andere_zaak_id=row,
                    url="" if row else given["url"],
                    aard_relatie=given.get("aardRelatie", ""),
                    overige_relatie=given.get("overigeRelatie", ""),
                    toelichting=given.get("toelichting", ""),
                )
            )
        values[column] = relations
    return faults
