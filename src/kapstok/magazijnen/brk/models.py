"""The BRK: parcels and apartment rights, who has which right on them, and what rests on them."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel
from kapstok.platform.leveringen.models import GegevenModel, LeveringModel


class Gegeven(GegevenModel):
    """One record, in the form of the API; the kinds are those of `vorm.SOORTEN`."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "soort", "bij", "identificatie"],
                condition=models.Q(tot=None),
                name="brk_gegeven_nu",
            )
        ]
        indexes = [models.Index(fields=["tenant", "soort", "identificatie"], name="brk_gegeven_nummer")]


class Ingang(TenantModel):
    """By what a record can be found, now or as it was known before.

    Equality of text uses the key under the policy (docs/besluiten/0007).
    """

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "ingang", "gegeven_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "ingang", "gegeven")
    ingang = models.CharField(max_length=120, db_collation="C")
    gegeven = TenantForeignKey(Gegeven, on_delete=models.CASCADE)


class Levering(LeveringModel):
    """A file of the BRK."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "hash"], name="brk_levering_uniek")]
