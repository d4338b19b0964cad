"""The BGT: every voorkomen of every object as delivered (IMGeo 2.1), and on which squares of the map it lies."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel
from kapstok.platform.leveringen.models import LeveringModel


class Voorkomen(TenantModel):
    """An object as it was registered at a moment. Both time axes, and the content as it came."""

    objecttype = models.CharField(max_length=30)
    lokaal_id = models.CharField(max_length=60)
    geregistreerd = models.DateTimeField(help_text="tijdstipRegistratie")
    eind_registratie = models.DateTimeField(null=True)
    begin = models.DateField(help_text="creationDate: since when the object is there")
    einde = models.DateField(null=True, help_text="terminationDate")
    gepubliceerd = models.DateTimeField(help_text="LV-publicatiedatum")
    bronhouder = models.CharField(max_length=10)
    status = models.CharField(max_length=20)
    hoogte = models.SmallIntegerField(help_text="relatieveHoogteligging")
    gegevens = models.JSONField(default=dict)
    geometrie = models.BinaryField(help_text="WKB in RD, without height")
    west = models.FloatField()
    zuid = models.FloatField()
    oost = models.FloatField()
    noord = models.FloatField()
    merk = models.CharField(max_length=32, help_text="hash of the content: is it the same?")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "lokaal_id", "geregistreerd"], name="bgt_voorkomen_uniek"
            )
        ]
        indexes = [
            # What there is now of a kind, in the order in which pages are given.
            models.Index(
                fields=["tenant", "objecttype", "lokaal_id"],
                condition=models.Q(eind_registratie=None),
                name="bgt_voorkomen_nu",
            )
        ]


class Vak(TenantModel):
    """A square of the map on which a voorkomen lies. Comparing numbers uses the key under the policy, what looks into a
    geometry does not (docs/besluiten/0007)."""

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "vak", "voorkomen_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "vak", "voorkomen")
    vak = models.IntegerField(help_text="rules.vak_van")
    voorkomen = TenantForeignKey(Voorkomen, on_delete=models.CASCADE)


class Levering(LeveringModel):
    """A file of the BGT."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "hash"], name="bgt_levering_uniek")]
