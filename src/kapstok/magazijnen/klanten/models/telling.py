"""How many rows the tables of the klanten have: kept by triggers (sql/telling.sql), for the lists."""

from django.db import models

from kapstok.platform.db import TenantModel


class Klanttelling(TenantModel):
    """Number of partijen, klantcontacten ... (`soort`), without the changes that Klanttelregel still has."""

    soort = models.CharField(max_length=24)
    aantal = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "soort"], name="klanttelling_uniek")]


class Klanttelregel(TenantModel):
    """So many more or less, not yet added to Klanttelling. Made by triggers, so that no way of writing forgets it."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    soort = models.CharField(max_length=24)
    aantal = models.IntegerField()
