"""The municipalities of this installation. Not a tenant table: it is what tenants point at."""

from django.db import models


class Tenant(models.Model):
    """One municipality, or the partnership itself. `instellingen` holds what it decides for itself:
    rsin, kleuren (1 to 3), adres, telefoon, openingstijden, zaakprefix, teksten."""

    id = models.SmallIntegerField(primary_key=True)
    slug = models.SlugField(max_length=63, unique=True)
    naam = models.CharField(max_length=100)
    instellingen = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.naam
