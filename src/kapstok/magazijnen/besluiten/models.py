"""Formal decisions and the documents they are laid down in (Besluiten 1.1)."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Besluit(TenantModel):
    """A decision with legal effect, mostly out of a zaak."""

    identificatie = models.CharField(max_length=50)
    verantwoordelijke_organisatie = models.CharField(max_length=9)
    besluittype = TenantForeignKey("catalogi.BesluitType", on_delete=models.PROTECT)
    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE, null=True)
    datum = models.DateField()
    toelichting = models.TextField(blank=True, default="")
    bestuursorgaan = models.CharField(max_length=50, blank=True, default="")
    ingangsdatum = models.DateField()
    vervaldatum = models.DateField(null=True)
    vervalreden = models.CharField(max_length=30, blank=True, default="")
    publicatiedatum = models.DateField(null=True)
    verzenddatum = models.DateField(null=True)
    uiterlijke_reactiedatum = models.DateField(null=True)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "verantwoordelijke_organisatie", "identificatie"],
                name="besluit_identificatie_uniek",
            )
        ]
        indexes = [models.Index(fields=["tenant", "datum"], name="besluit_datum")]


class BesluitInformatieObject(TenantModel):
    """A document in which a besluit is laid down."""

    besluit = TenantForeignKey(Besluit, on_delete=models.CASCADE)
    informatieobject = TenantForeignKey("documenten.EnkelvoudigInformatieObject", on_delete=models.PROTECT)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "besluit", "informatieobject"], name="besluitdocument_uniek"
            )
        ]


class Besluitnummer(TenantModel):
    """The last number given out per year."""

    jaar = models.SmallIntegerField()
    laatste = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "jaar"], name="besluitnummer_jaar_uniek")]
