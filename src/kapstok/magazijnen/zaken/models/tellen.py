"""How many rows hang on zaken, kept for lists of those without a zaak (sql/telregels.sql)."""

from django.db import models

from kapstok.platform.db import TenantModel


class Ondertelling(TenantModel):
    """Number of statussen, rollen ... (`soort`) of the zaken of a zaaktype and a confidentiality, without the changes
    that Ondertelregel still has."""

    soort = models.CharField(max_length=20)
    zaaktype_id = models.UUIDField()
    vertrouwelijkheid_rang = models.SmallIntegerField()
    aantal = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "soort", "zaaktype_id", "vertrouwelijkheid_rang"], name="ondertelling_uniek"
            )
        ]


class Ondertelregel(TenantModel):
    """So many more or less, not yet added to Ondertelling. Made by triggers, so that no way of writing forgets it."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    soort = models.CharField(max_length=20)
    zaaktype_id = models.UUIDField()
    vertrouwelijkheid_rang = models.SmallIntegerField()
    aantal = models.IntegerField()
