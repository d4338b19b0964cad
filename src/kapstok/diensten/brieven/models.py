"""Templates of letters and mails, per municipality, with every version. A letter itself is a document of the zaak."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Sjabloon(TenantModel):
    """A letter or mail with fields between braces. `versie` counts; old letters keep the text they were made with.

    `zaaktypen` (identificaties) and `resultaten` (omschrijvingen) narrow where it is offered; empty is everywhere.
    """

    class Soort(models.TextChoices):
        BRIEF = "brief", "Brief"
        MAIL = "mail", "Mail"

    slug = models.CharField(max_length=60)
    soort = models.CharField(max_length=5, choices=Soort.choices, default=Soort.BRIEF)
    naam = models.CharField(max_length=120)
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    vertalingen = models.JSONField(default=dict, blank=True)  # {"fy": {"onderwerp", "tekst"}, "en": ...}
    zaaktypen = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    resultaten = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    versie = models.IntegerField(default=1)
    actief = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="sjabloon_slug_uniek")]


class SjabloonVersie(TenantModel):
    """The text as it was in one version, with who made it and when. Never changed."""

    app_rights = ("SELECT", "INSERT")

    sjabloon = TenantForeignKey(Sjabloon, on_delete=models.CASCADE)
    versie = models.IntegerField()
    inhoud = models.JSONField()
    medewerker = models.CharField(max_length=200)
    moment = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sjabloon", "versie"], name="sjabloonversie_uniek")
        ]
