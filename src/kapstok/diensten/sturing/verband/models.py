"""The municipalities of the partnership."""

from django.db import models

from kapstok.platform.db.model import TenantModel


class Deelnemer(TenantModel):
    """A municipality that takes part; one that left keeps its past."""

    code = models.SlugField(max_length=40, db_index=False)
    naam = models.CharField(max_length=80)
    kort = models.CharField(max_length=12)
    volgorde = models.PositiveSmallIntegerField(default=0)
    van = models.DateField()
    tot = models.DateField(null=True)

    class Meta:
        ordering = ("volgorde", "naam")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="deelnemer_code_uniek"),
            models.CheckConstraint(
                condition=models.Q(tot=None) | models.Q(tot__gte=models.F("van")), name="deelnemer_tijdvak"
            ),
        ]

    def __str__(self) -> str:
        return self.naam
