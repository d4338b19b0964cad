"""Shape of a product of the municipality (PDC); texts per language stand in one JSON field each."""

from django.db import models

from kapstok.platform.db.model import TenantModel


class Product(TenantModel):
    """Something people come for. Texts: {"nl": …, "fy": …, "en": …}; Dutch is required, the others fall back to it."""

    slug = models.CharField(max_length=80)
    naam = models.CharField(max_length=120)
    namen = models.JSONField(default=dict)
    samenvatting = models.JSONField(default=dict)
    inhoud = models.JSONField(default=dict)
    kosten = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    kosten_toelichting = models.JSONField(default=dict)
    termijn_dagen = models.PositiveSmallIntegerField(null=True)
    termijn_toelichting = models.JSONField(default=dict)
    benodigdheden = models.JSONField(default=dict)
    zaaktype_identificatie = models.CharField(max_length=50, blank=True)
    formulier_slug = models.CharField(max_length=80, blank=True)
    aanvragen = models.CharField(max_length=20, default="formulier")
    inloggen = models.BooleanField(default=True)
    levensgebeurtenis = models.CharField(max_length=40, blank=True)
    icoon = models.CharField(max_length=20, default="document")
    zoekwoorden = models.TextField(blank=True)
    volgorde = models.PositiveSmallIntegerField(default=100)
    toptaak = models.BooleanField(default=False)
    actief = models.BooleanField(default=True)

    class Meta:
        ordering = ("volgorde", "naam")
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="product_slug_uniek")]
        indexes = [models.Index(fields=["tenant", "actief", "volgorde"], name="product_volgorde")]

    def __str__(self) -> str:
        return self.naam


class Bericht(TenantModel):
    """A notice on the home page, such as closing days or an outage, between two moments."""

    titel = models.JSONField(default=dict)
    tekst = models.JSONField(default=dict)
    soort = models.CharField(max_length=10, default="info")
    van = models.DateTimeField()
    tot = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-van",)
        indexes = [models.Index(fields=["tenant", "van"], name="bericht_van")]

    def __str__(self) -> str:
        return str(self.titel.get("nl", ""))
