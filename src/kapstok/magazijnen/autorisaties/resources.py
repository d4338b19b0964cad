"""The Autorisaties API (1.1), declared: reading which application may do what."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from kapstok.platform.resource import Api, Resource, Scopes, fields, filters, register
from kapstok.platform.resource.declare import BODY

AUTORISATIES = Api("autorisaties", "/autorisaties/api/v1", "1.1.0", "ac")

_CLIENTS = """COALESCE((SELECT json_agg(c.client_id ORDER BY c.client_id) FROM autorisaties_client c
WHERE c.applicatie_id = {t}.id), '[]'::json)"""
_COMPONENTS = """CASE a.component WHEN 'ac' THEN 'Autorisaties API' WHEN 'nrc' THEN 'Notificaties API'
WHEN 'zrc' THEN 'Zaken API' WHEN 'ztc' THEN 'Catalogi API' WHEN 'drc' THEN 'Documenten API'
WHEN 'brc' THEN 'Besluiten API' ELSE '' END"""
# Rights name types by identificatie or omschrijving; the standard names them by the address of each version.
_RIGHTS = f"""COALESCE((SELECT json_agg(json_strip_nulls(json_build_object(
'component', a.component, 'componentWeergave', {_COMPONENTS}, 'scopes', a.scopes,
'zaaktype', {{url:catalogi.zaaktype:zt.id}}, 'informatieobjecttype', {{url:catalogi.informatieobjecttype:it.id}},
'besluittype', {{url:catalogi.besluittype:bt.id}},
'maxVertrouwelijkheidaanduiding', NULLIF(a.max_vertrouwelijkheidaanduiding, ''))) ORDER BY a.id, zt.id, it.id, bt.id)
FROM autorisaties_autorisatie a
LEFT JOIN catalogi_zaaktype zt ON a.component = 'zrc' AND zt.identificatie = a.zaaktype
LEFT JOIN catalogi_informatieobjecttype it ON a.component = 'drc' AND it.omschrijving = a.informatieobjecttype
LEFT JOIN catalogi_besluittype bt ON a.component = 'brc' AND bt.omschrijving = a.besluittype
WHERE a.applicatie_id = {{t}}.id), '[]'::json)"""

applicatie = register(
    Resource(
        name="autorisaties.applicatie",
        table="autorisaties_applicatie",
        path="applicaties",
        api=AUTORISATIES,
        scopes=Scopes(("autorisaties.lezen",)),
        etag=BODY,
        fields=[
            fields.computed("url", "{url:autorisaties.applicatie:{t}.id}", form="uri"),
            fields.computed("clientIds", _CLIENTS, "array"),
            fields.text("label", 100, read_only=True),
            fields.boolean("heeftAlleAutorisaties", read_only=True),
            fields.boolean("alleenIsGereedVoorPublicatie", read_only=True),
            fields.computed("autorisaties", _RIGHTS, "array"),
        ],
        filters={
            "clientIds": filters.matching(
                "EXISTS (SELECT 1 FROM autorisaties_client c WHERE c.applicatie_id = {t}.id"
                " AND c.client_id = ANY(string_to_array({v}, ',')))"
            )
        },
    )
)
