"""Addresses in the shape of the BAG; a small set for now, generated rows marked as such."""

from django.db import models

from kapstok.platform.db import TenantModel


class Nummeraanduiding(TenantModel):
    """One address with its place (WGS84)."""

    identificatie = models.CharField(max_length=16)
    openbare_ruimte = models.CharField(max_length=80)
    huisnummer = models.IntegerField()
    huisletter = models.CharField(max_length=1, blank=True, default="")
    toevoeging = models.CharField(max_length=4, blank=True, default="")
    postcode = models.CharField(max_length=6)
    woonplaats = models.CharField(max_length=80)
    lon = models.FloatField()
    lat = models.FloatField()
    gegenereerd = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "identificatie"], name="nummeraanduiding_uniek")
        ]
        indexes = [
            models.Index(fields=["tenant", "postcode", "huisnummer"], name="adres_postcode"),
            models.Index(fields=["tenant", "openbare_ruimte", "huisnummer"], name="adres_straat"),
        ]
