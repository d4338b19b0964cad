"""Templates of letters, per municipality. A letter itself is a document of the zaak."""

from django.db import models

from kapstok.platform.db import TenantModel


class Sjabloon(TenantModel):
    """A letter with fields between braces. `versie` counts; old letters keep the text they were made with."""

    slug = models.CharField(max_length=60)
    naam = models.CharField(max_length=120)
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    versie = models.IntegerField(default=1)
    actief = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="sjabloon_slug_uniek")]
