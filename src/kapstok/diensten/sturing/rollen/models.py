"""Who holds a function."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from kapstok.diensten.sturing.rollen.rules import ENIG, FUNCTIES
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Days(Func):
    """The days from the first up to and including the last, or without end."""

    function = "daterange"
    output_field = DateRangeField()  # pyright: ignore[reportAssignmentType]


def _alone(name: str, same: tuple[str, ...], **condition: object) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name,
        expressions=[
            *[(F(column), RangeOperators.EQUAL) for column in ("tenant", "functie", *same)],
            (Days(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
        ],
        condition=Q(functie__in=ENIG, plaatsvervanger=False, **condition),
    )


class Vervulling(TenantModel):
    """A person, or a body, in a function: for a municipality, the partnership or a project, on these days."""

    functie = models.CharField(max_length=30)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT, null=True)
    project = models.CharField(max_length=60, blank=True)
    persoon = TenantForeignKey("identity.User", models.SET_NULL, null=True)
    naam = models.CharField(max_length=120)
    aandachtsveld = models.CharField(max_length=120, blank=True)
    plaatsvervanger = models.BooleanField(default=False)
    van = models.DateField()
    tot = models.DateField(null=True)

    class Meta:
        ordering = ("functie", "plaatsvervanger", "naam")
        constraints = [
            models.CheckConstraint(condition=Q(functie__in=list(FUNCTIES)), name="vervulling_functie"),
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gte=F("van")), name="vervulling_tijdvak"),
            _alone("vervulling_een_per_gemeente", ("deelnemer_id",), deelnemer__isnull=False, project=""),
            _alone("vervulling_een_samen", ("project",), deelnemer=None),
        ]

    def __str__(self) -> str:
        return f"{self.functie}: {self.naam}"
