"""Tables that belong to no single municipality, each with its rights and its reason.

Every other table must have a tenant; the catalogue test fails on one that is in neither place.
"""

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")

SHARED_TABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "django_migrations": (("SELECT",), "state of the schema, no content"),
    "tenancy_tenant": (("SELECT",), "the list of municipalities: public facts, changed by the owner only"),
    "brp_tabelwaarde": (
        ("SELECT",),
        "codes of national tables: public, the same for all, loaded by the owner only",
    ),
    "brp_tabellading": (("SELECT",), "which file a national table came from, loaded by the owner only"),
    "procrastinate_jobs": (ALL, "housekeeping jobs; arguments hold a tenant number and ids, never content"),
    "procrastinate_events": (ALL, "history of housekeeping jobs"),
    "procrastinate_periodic_defers": (ALL, "which scheduled job was planned when"),
    "procrastinate_workers": (ALL, "heartbeat of the workers"),
}
