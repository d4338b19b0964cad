"""Measurements of indicators."""

from django.db import models

from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Meting(TenantModel):
    """What an indicator was on a day, for a municipality or (without one) for all together."""

    indicator = models.SlugField(max_length=40, db_index=False)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT, null=True)
    datum = models.DateField()
    waarde = models.DecimalField(max_digits=14, decimal_places=2)
    toelichting = models.CharField(max_length=200, blank=True)
    door = models.CharField(max_length=120)

    class Meta:
        ordering = ("datum",)
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "indicator", "deelnemer", "datum"],
                nulls_distinct=False,
                name="meting_een_per_dag",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.waarde}"
