"""The Notificaties API (1.0.1), declared: channels and subscriptions."""

from kapstok.magazijnen.notificaties import api_writes as w
from kapstok.magazijnen.notificaties.services import HIDDEN
from kapstok.platform.resource import READ_AND_DELETE, Api, Resource, Scopes, fields, filters, register
from kapstok.platform.resource.declare import BODY

NOTIFICATIES = Api("notificaties", "/notificaties/api/v1", "1.0.1", "nrc", verbs=READ_AND_DELETE)
READ = ("notificaties.consumeren", "notificaties.publiceren")
CONSUME, PUBLISH = ("notificaties.consumeren",), ("notificaties.publiceren",)

kanaal = register(
    Resource(
        name="notificaties.kanaal",
        table="notificaties_kanaal",
        path="kanaal",
        api=NOTIFICATIES,
        scopes=Scopes(READ, PUBLISH),
        paged=False,
        etag=BODY,
        fields=[
            fields.computed("url", "{url:notificaties.kanaal:{t}.id}", form="uri"),
            fields.text("naam", 50, required=True),
            fields.text("documentatieLink", 200, form="uri"),
            fields.writable(
                "filters",
                w.names,
                {"type": "array", "items": {"type": "string", "maxLength": 100}},
                "{t}.filters",
                default=[],
            ),
        ],
        filters={"naam": filters.exact("naam")},
        order="{t}.naam",
        create=w.create_kanaal,
    )
)

_KANALEN = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["naam"],
        "properties": {
            "naam": {"type": "string"},
            "filters": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 1000}},
        },
    },
}

abonnement = register(
    Resource(
        name="notificaties.abonnement",
        table="notificaties_abonnement",
        path="abonnement",
        api=NOTIFICATIES,
        scopes=Scopes(READ, CONSUME, CONSUME, CONSUME),
        # Every application with a scope may read (more than one will do); only its own may it change.
        visible="(cardinality(%(scopes)s::text[]) > 1 OR {t}.applicatie_id = %(app)s)",
        paged=False,
        fields=[
            fields.computed("url", "{url:notificaties.abonnement:{t}.id}", form="uri"),
            fields.writable("callbackUrl", w.address, w.URI, "{t}.callback_url", required=True),
            # Never told again: whoever subscribed knows it.
            fields.writable(
                "auth", w.auth, {"type": "string", "minLength": 1}, f"'{HIDDEN}'::text", required=True
            ),
            fields.writable("kanalen", w.kanalen, _KANALEN, "{t}.kanalen", required=True),
            fields.boolean("sendCloudevents", column="cloudevents", default=False),
        ],
        order="{t}.id",
        create=w.create,
        update=w.change,
        delete=w.delete,
    )
)
