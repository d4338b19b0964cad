"""What came in: one row per thing sent, under the key that the sender made it with."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Inzending(TenantModel):
    """The proof of receipt. The same `sleutel` again gives this row again, and no second zaak.

    `inhoud` holds the answers as sent, sealed; the PDF in the zaak is the readable copy.
    """

    sleutel = models.CharField(max_length=64)
    bron = models.CharField(max_length=60)
    bron_versie = models.PositiveSmallIntegerField(default=1)
    kanaal = models.CharField(max_length=12)
    taal = models.CharField(max_length=2, default="nl")
    titel = models.CharField(max_length=200)
    inhoud = models.TextField()
    email = models.TextField(default="", help_text="sealed; where the confirmation goes")
    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE, null=True)
    zaaknummer = models.CharField(max_length=40, default="")
    document = models.UUIDField(null=True)
    ontvangen = models.DateTimeField()
    uiterlijk = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "sleutel"], name="inzending_sleutel_uniek")]
        indexes = [models.Index(fields=["tenant", "ontvangen"], name="inzending_ontvangen")]
