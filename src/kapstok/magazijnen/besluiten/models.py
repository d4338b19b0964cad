"""Formal decisions and the documents they are laid down in (Besluiten 1.1)."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Besluit(TenantModel):
    """A decision with legal effect, mostly out of a zaak."""

    identificatie = models.CharField(max_length=50)
    verantwoordelijke_organisatie = models.CharField(max_length=9)
    besluittype = TenantForeignKey("catalogi.BesluitType", on_delete=models.PROTECT)
    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE, null=True)
    zaak_url = models.CharField(
        max_length=1000, blank=True, default="", db_default="", help_text="a zaak elsewhere"
    )
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
        indexes = [
            models.Index(fields=["tenant", "datum"], name="besluit_datum"),
            models.Index(fields=["tenant", "identificatie"], name="besluit_identificatie"),
            models.Index(
                fields=["tenant", "zaak_url"], condition=~models.Q(zaak_url=""), name="besluit_zaak_elders"
            ),
        ]


class BesluitInformatieObject(TenantModel):
    """A document in which a besluit is laid down: one of ours, or one that stands in another register."""

    besluit = TenantForeignKey(Besluit, on_delete=models.CASCADE)
    informatieobject = TenantForeignKey(
        "documenten.EnkelvoudigInformatieObject", on_delete=models.PROTECT, null=True
    )
    informatieobject_url = models.CharField(max_length=1000, blank=True, default="", db_default="")
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "besluit", "informatieobject"], name="besluitdocument_uniek"
            ),
            models.UniqueConstraint(
                fields=["tenant", "informatieobject_url", "besluit"],
                condition=~models.Q(informatieobject_url=""),
                name="besluitdocument_elders_uniek",
            ),
        ]


class Besluittelling(TenantModel):
    """Number of besluiten per besluittype, and by one property more that `wat` names. Without the changes that
    Besluittelregel still has (sql/telling.sql)."""

    wat = models.CharField(max_length=40)
    waarde = models.TextField(blank=True, default="")
    besluittype_id = models.UUIDField()
    aantal = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "wat", "besluittype_id", "waarde"], name="besluittelling_uniek"
            )
        ]


class Besluittelregel(TenantModel):
    """A besluit more (`aantal` 1) or less (-1), not yet added to Besluittelling. Made by a trigger, so that no way of
    writing forgets it."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    besluittype_id = models.UUIDField()
    verantwoordelijke_organisatie = models.CharField(max_length=9)
    aantal = models.IntegerField()
