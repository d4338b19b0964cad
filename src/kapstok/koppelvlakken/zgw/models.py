"""What moving in from another ZGW installation keeps: how far it has come, what stayed behind, and what the
audit trail of the source said. Nothing of this is needed once a municipality has moved, but the last."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class MigratieBron(TenantModel):
    """An installation (or a folder) that was read in. `adressen`: under which it names its own things."""

    adres = models.CharField(max_length=500)
    adressen = models.JSONField(default=list)
    begonnen = models.DateTimeField()
    klaar = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "adres"], name="migratiebron_uniek")]


class MigratieStap(TenantModel):
    """How far a kind of thing has come. Written in the transaction of the rows themselves: killing the
    process loses nothing and doubles nothing."""

    bron = TenantForeignKey(MigratieBron, on_delete=models.CASCADE)
    naam = models.CharField(max_length=60)
    pagina = models.IntegerField(default=0, help_text="the last page that was read in whole")
    klaar = models.BooleanField(default=False)
    gezien = models.BigIntegerField(default=0)
    nieuw = models.BigIntegerField(default=0)
    gewijzigd = models.BigIntegerField(default=0)
    melding = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "bron", "naam"], name="migratiestap_uniek")]


class MigratieTaak(TenantModel):
    """What still has to be fetched or linked for a zaak that came in; gone when it is done."""

    bron = TenantForeignKey(MigratieBron, on_delete=models.CASCADE)
    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE)
    inhoud = models.JSONField()


class MigratieAfgewezen(TenantModel):
    """Something of the source that could not come along, and why; or (`bijgewerkt`) that was brought up to date."""

    bron = TenantForeignKey(MigratieBron, on_delete=models.CASCADE)
    soort = models.CharField(max_length=60)
    url = models.CharField(max_length=1000)
    reden = models.CharField(max_length=1000)
    bijgewerkt = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "bron", "url", "bijgewerkt"], name="migratieafgewezen_uniek"
            )
        ]


class OvergenomenRegel(TenantModel):
    """A line of the audit trail of the source, word for word. It is its history, not ours: our own chain says
    when it was read in. Goes with the object that it is about."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE, null=True)
    document = TenantForeignKey("documenten.EnkelvoudigInformatieObject", on_delete=models.CASCADE, null=True)
    besluit = TenantForeignKey("besluiten.Besluit", on_delete=models.CASCADE, null=True)
    bron = models.CharField(max_length=500)
    moment = models.DateTimeField()
    regel = models.JSONField()
