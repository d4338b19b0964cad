"""What every store keeps of a delivery, and the tables of a store of which the records are documents."""

from django.db import models

from kapstok.platform.db import TenantModel


class LeveringModel(TenantModel):
    """A file that was offered. `klaar` is empty as long as nothing of it counts."""

    naam = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    stand = models.DateField(null=True, help_text="up to which day it tells")
    begonnen = models.DateTimeField()
    klaar = models.DateTimeField(null=True)
    fout = models.CharField(max_length=500, blank=True, default="")
    telling = models.JSONField(default=dict)

    class Meta:
        abstract = True


class GegevenModel(TenantModel):
    """A record of a register as it was known from one delivery until another. `bij`: the object that it belongs to."""

    soort = models.CharField(max_length=40)
    identificatie = models.CharField(max_length=60)
    bij = models.CharField(max_length=60, blank=True, default="")
    gegevens = models.JSONField()
    merk = models.CharField(max_length=32, help_text="hash of the content: is it the same?")
    sinds = models.DateField(help_text="day of the delivery that told it")
    tot = models.DateField(null=True, help_text="day of the delivery that told otherwise")
    levering_id = models.UUIDField(help_text="the last delivery that told it")

    class Meta:
        abstract = True
