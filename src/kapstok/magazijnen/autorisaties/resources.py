"""The Autorisaties API (1.1), declared: which application may do what."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from typing import Any

from kapstok.magazijnen.autorisaties import api_writes as w
from kapstok.magazijnen.autorisaties.rules import BESIDES, COMPONENTS, SOORTEN, Soort
from kapstok.platform.resource import READ_AND_DELETE, Api, Resource, Scopes, fields, filters, register
from kapstok.platform.resource.declare import BODY

AUTORISATIES = Api("autorisaties", "/autorisaties/api/v1", "1.1.0", "ac", expand=False, verbs=READ_AND_DELETE)
CHANGE = ("autorisaties.bijwerken",)

_CLIENTS = fields.rows(
    "SELECT c.client_id FROM autorisaties_client c WHERE c.applicatie_id = {t}.id ORDER BY c.client_id"
)
_COMPONENTS = """CASE a.component WHEN 'ac' THEN 'Autorisaties API' WHEN 'nrc' THEN 'Notificaties API'
WHEN 'zrc' THEN 'Zaken API' WHEN 'ztc' THEN 'Catalogi API' WHEN 'drc' THEN 'Documenten API'
WHEN 'brc' THEN 'Besluiten API' WHEN 'kc' THEN 'Klantinteracties API'
WHEN 'oc' THEN 'Objecten API' ELSE '' END"""


def _type(component: str, soort: Soort) -> str:
    """The address of each version of the type that a right names; of a type elsewhere as it was given."""
    given = f"a.{soort.veld}"
    own = f"{{url:{soort.resource}:{component}.id}}"
    return f"'{soort.veld}', COALESCE({own}, CASE WHEN {given} LIKE 'http%%' THEN {given} END)"


def _join(component: str, soort: Soort) -> str:
    """The versions of that type."""
    named = f"{component}.{soort.naam}::text = a.{soort.veld}"
    return f"LEFT JOIN {{table:{soort.resource}}} {component} ON a.component = '{component}' AND {named}"


# Rights name types by identificatie or omschrijving; the standard names them by the address of each version.
def _rights(condition: str) -> str:
    return fields.rows(f"""SELECT json_strip_nulls(json_build_object(
'component', a.component, 'componentWeergave', {_COMPONENTS}, 'scopes', a.scopes,
{", ".join(_type(c, s) for c, s in SOORTEN.items())},
'catalogus', {{url:catalogi.catalogus:a.catalogus_id}},
'maxVertrouwelijkheidaanduiding', NULLIF(a.max_vertrouwelijkheidaanduiding, '')))
FROM autorisaties_autorisatie a {" ".join(_join(c, s) for c, s in SOORTEN.items())}
WHERE a.applicatie_id = {{t}}.id AND a.component {condition}
ORDER BY a.id, {", ".join(f"{c}.id" for c in SOORTEN)}""")


_MARKT = "IN (" + ", ".join(f"'{component}'" for component in BESIDES) + ")"
_TEXT: dict[str, Any] = {"type": "string"}


def _right(*components: str) -> dict[str, Any]:
    right = {
        "type": "object",
        "properties": {
            "component": {"type": "string", "enum": [*components]},
            "componentWeergave": {**_TEXT, "readOnly": True},
            "scopes": {"type": "array", "items": _TEXT},
        },
        "required": ["component", "scopes"],
    }
    return {"type": "array", "items": right}


_ARRAY = {"type": "array", "items": {"type": "string", "maxLength": 50}}

applicatie = register(
    Resource(
        name="autorisaties.applicatie",
        table="autorisaties_applicatie",
        path="applicaties",
        api=AUTORISATIES,
        scopes=Scopes(("autorisaties.lezen",), CHANGE, CHANGE, CHANGE),
        etag=BODY,
        fields=[
            fields.computed("url", "{url:autorisaties.applicatie:{t}.id}", form="uri"),
            fields.writable("clientIds", w.client_ids, _ARRAY, _CLIENTS, required=True),
            fields.text("label", 100, required=True),
            fields.boolean("heeftAlleAutorisaties", default=False),
            fields.boolean("alleenIsGereedVoorPublicatie", default=False),
            fields.writable(
                "autorisaties",
                w.autorisaties,
                _right(*COMPONENTS),
                _rights(f"NOT {_MARKT}"),
                default=[],
                shown=_right(*(c for c in COMPONENTS if c not in BESIDES)),
            ),
            # Of who sends what the standard knows only, these stay.
            fields.writable("overigeAutorisaties", w.overige, _right(*BESIDES), _rights(_MARKT)),
        ],
        filters={
            "clientIds": filters.matching(
                "EXISTS (SELECT 1 FROM autorisaties_client c WHERE c.applicatie_id = {t}.id"
                " AND c.client_id = ANY(string_to_array({v}, ',')))"
            )
        },
        create=w.create,
        update=w.change,
        delete=w.delete,
    )
)
