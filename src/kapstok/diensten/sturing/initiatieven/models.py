"""Initiatives with their weighing."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kapstok.diensten.sturing.initiatieven.rules import KEUZES, TEMPO, UITKOMSTEN
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Initiatief(TenantModel):
    """An initiative; decided only when it was weighed. `vorige`: the columns before the last change."""

    naam = models.CharField(max_length=120)
    omschrijving = models.TextField(blank=True)
    aangedragen_door = models.CharField(max_length=120, blank=True)
    aandachtsveld = models.CharField(max_length=120, blank=True)  # of an i-adviseur, who watches it
    speerpunten = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    keuze = models.CharField(max_length=12, blank=True)
    keuze_reden = models.TextField(blank=True)
    tempo = models.CharField(max_length=12, blank=True)
    tempo_reden = models.TextField(blank=True)
    voor = models.TextField(blank=True)
    tegen = models.TextField(blank=True)
    risico = models.TextField(blank=True)
    criteria = models.JSONField(default=dict, blank=True)
    uitkomst = models.CharField(max_length=10, blank=True)
    besluit = models.CharField(max_length=200, blank=True)
    besluit_door = models.CharField(max_length=120, blank=True)
    besloten_op = models.DateField(null=True)
    herzien_op = models.DateField(null=True)
    project = TenantForeignKey(Project, models.SET_NULL, null=True)
    vorige = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("naam",)
        indexes = [models.Index(fields=["tenant", "herzien_op"], name="initiatief_herzien")]
        constraints = [
            models.UniqueConstraint("tenant", Lower("naam"), name="initiatief_naam_uniek"),
            models.CheckConstraint(condition=Q(keuze__in=("", *KEUZES)), name="initiatief_keuze"),
            models.CheckConstraint(condition=Q(tempo__in=("", *TEMPO)), name="initiatief_tempo"),
            models.CheckConstraint(condition=Q(uitkomst__in=("", *UITKOMSTEN)), name="initiatief_uitkomst"),
            models.CheckConstraint(
                condition=Q(uitkomst="")
                | (~Q(keuze="") & ~Q(tempo="") & ~Q(besluit_door="") & Q(besloten_op__isnull=False)),
                name="initiatief_gewogen_voor_besluit",
            ),
            models.CheckConstraint(
                condition=~Q(uitkomst="later") | Q(herzien_op__isnull=False),
                name="initiatief_later_is_wanneer",
            ),
        ]

    def __str__(self) -> str:
        return self.naam
