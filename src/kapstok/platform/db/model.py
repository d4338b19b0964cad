"""Base class of every tenant table, and the foreign key that cannot leave its tenant.

The Python side only declares; `secure.py` makes the keys, policies and rights in the database.
"""

from typing import Any

from django.db import models
from django.db.models.expressions import Func

from kapstok.platform.db.ids import uuid7


class CurrentTenant(Func):
    """SQL expression: the tenant of this transaction, or NULL."""

    template = "nullif(current_setting('app.tenant', true), '')::smallint"
    output_field = models.SmallIntegerField()  # pyright: ignore[reportAssignmentType]
    arity = 0


class TenantModel(models.Model):
    """A row of one municipality. `tenant` is filled and guarded by the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.SmallIntegerField(db_default=CurrentTenant(), editable=False)

    # Columns of the primary key; the tenant leads.
    key: tuple[str, ...] = ("tenant", "id")

    # Rights of the application role on the table; an append-only table narrows this.
    app_rights: tuple[str, ...] = ("SELECT", "INSERT", "UPDATE", "DELETE")

    class Meta:
        abstract = True


class TenantForeignKey(models.ForeignKey):
    """Foreign key of which the database checks (tenant, id); on_delete becomes the database's rule.

    Django itself neither cascades nor makes a constraint or index: `secure.py` does, led by tenant. `covered`: an index
    of the model begins with it already. `by_trigger`: rows come and go by triggers on the other table only, so that the
    database has nothing to check: no constraint and no index.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        self.database_rule = {models.CASCADE: "CASCADE", models.SET_NULL: "SET NULL"}.get(
            kwargs.pop("database_rule_of", on_delete), "RESTRICT"
        )
        self.covered = kwargs.pop("covered", False)
        self.by_trigger = kwargs.pop("by_trigger", False)
        kwargs.setdefault("related_name", "+")
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        super().__init__(to, models.DO_NOTHING, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        rules = {"CASCADE": models.CASCADE, "SET NULL": models.SET_NULL, "RESTRICT": models.PROTECT}
        kwargs["on_delete"] = rules[self.database_rule]
        return name, "kapstok.platform.db.model.TenantForeignKey", args, kwargs
