"""The APIs of objects, and who reaches what in them."""

from kapstok.platform.resource import Api, Scopes
from kapstok.platform.resource.once import once

_VERBS = {"get": "read", "delete": "delete", "search": "search"}
OBJECTEN = Api(
    "objecten",
    "/objecten/api/v2",
    "2.7.0",
    "oc",
    expand=False,
    verbs=_VERBS,
    search="search",
    empty_search=True,
)
# The types have an API of their own as well: applications of the field know them by either address.
OBJECTTYPES = Api("objecttypes", "/objecttypes/api/v2", "2.7.0", "oc", expand=False, verbs=_VERBS)
READ, WRITE = "objecten.lezen", "objecten.schrijven"
SCOPES = Scopes((READ, WRITE), (WRITE,), (WRITE,), (WRITE,))
WRITE_TYPES = ("objecttypen.schrijven",)
# Who uses objects reads what they are.
TYPE_SCOPES = Scopes(("objecttypen.lezen", *WRITE_TYPES, READ, WRITE), WRITE_TYPES, WRITE_TYPES, WRITE_TYPES)
# Objects are in reach by their type: of which types the caller has them is gathered once.
RIGHTS = once(
    "objecten_rechten",
    """SELECT COALESCE(array_agg(k.id), '{}') AS kinds FROM objecten_objecttype k WHERE EXISTS (
    SELECT FROM autorisaties_autorisatie a WHERE a.applicatie_id = %(app)s AND a.component = 'oc'
    AND a.scopes::text[] && %(scopes)s::text[] AND a.objecttype = k.id::text)""",
)
REACH = f"{{t}}.objecttype_id = ANY({RIGHTS}.kinds)"
