"""Advices with their follow-up."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from kapstok.diensten.sturing.adviezen.rules import GEVERS, OPVOLGINGEN, SOORTEN
from kapstok.diensten.sturing.portfolio.models import Applicatie
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Advies(TenantModel):
    """An advice by a function of the plan. `vorige`: the columns before the last change."""

    onderwerp = models.CharField(max_length=160)
    soort = models.CharField(max_length=12, default="gevraagd")
    gever = models.CharField(max_length=30)  # a function of rollen
    adviseur = models.CharField(max_length=120)
    gericht_aan = models.CharField(max_length=120, blank=True)
    uitgebracht_op = models.DateField()
    advies = models.TextField()
    samenwerking = models.TextField()
    standaardisatie = models.TextField()
    document = models.CharField(max_length=200, blank=True)  # where it stands, when that is not here
    stuk_id = models.UUIDField(null=True)  # the advice as a document of the store
    project = TenantForeignKey(Project, models.SET_NULL, null=True)
    applicatie = TenantForeignKey(Applicatie, models.SET_NULL, null=True)
    opvolging = models.CharField(max_length=10, blank=True)
    opvolging_reden = models.TextField(blank=True)
    opvolging_door = models.CharField(max_length=120, blank=True)
    opvolging_op = models.DateField(null=True)
    vorige = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-uitgebracht_op", "onderwerp")
        indexes = [models.Index(fields=["tenant", "-uitgebracht_op"], name="advies_uitgebracht")]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=SOORTEN), name="advies_soort"),
            models.CheckConstraint(condition=Q(gever__in=GEVERS), name="advies_gever"),
            models.CheckConstraint(condition=Q(opvolging__in=("", *OPVOLGINGEN)), name="advies_opvolging"),
            models.CheckConstraint(
                condition=~Q(samenwerking="") & ~Q(standaardisatie=""), name="advies_twee_vragen"
            ),
            models.CheckConstraint(
                condition=Q(opvolging="")
                | (~Q(opvolging_door="") & Q(opvolging_op__gte=F("uitgebracht_op"))),
                name="advies_opvolging_wie_wanneer",
            ),
            models.CheckConstraint(
                condition=Q(opvolging__in=("", "gevolgd")) | ~Q(opvolging_reden=""),
                name="advies_niet_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return self.onderwerp
