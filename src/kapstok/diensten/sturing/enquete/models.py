"""Surveys, their questions, who was asked, and what was answered."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kapstok.diensten.sturing.enquete.rules import SOORTEN, STANDEN
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Enquete(TenantModel):
    """A round of questions. `vorige_ronde`: the earlier one it is compared with."""

    naam = models.CharField(max_length=120)
    inleiding = models.TextField(blank=True)
    anoniem = models.BooleanField(default=True)
    stand = models.CharField(max_length=10, default="concept")
    vorige_ronde = TenantForeignKey("self", models.SET_NULL, null=True)
    geopend_op = models.DateField(null=True)
    gesloten_op = models.DateField(null=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = [models.CheckConstraint(condition=Q(stand__in=STANDEN), name="enquete_stand")]

    def __str__(self) -> str:
        return self.naam


class Vraag(TenantModel):
    """A question; the same code in the next round is the same question."""

    enquete = TenantForeignKey(Enquete, models.CASCADE)
    code = models.SlugField(max_length=40, db_index=False)
    tekst = models.CharField(max_length=300)
    soort = models.CharField(max_length=10)
    onderdelen = ArrayField(
        models.SlugField(max_length=40), default=list
    )  # pillars and priorities of the plan
    volgorde = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "enquete", "code"], name="vraag_code_uniek"),
            models.CheckConstraint(condition=Q(soort__in=SOORTEN), name="vraag_soort"),
        ]

    def __str__(self) -> str:
        return self.tekst


class Uitnodiging(TenantModel):
    """Somebody who was asked; the link works by a key of which only the hash is kept."""

    enquete = TenantForeignKey(Enquete, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    naam = models.CharField(max_length=120)
    adres = models.EmailField()
    sleutel_hash = models.CharField(max_length=64, blank=True)
    concept = models.JSONField(default=dict)
    gemaild_op = models.DateField(null=True)
    ingediend = models.BooleanField(default=False)

    class Meta:
        ordering = ("deelnemer__volgorde", "naam")
        indexes = [models.Index(fields=["tenant", "sleutel_hash"], name="uitnodiging_sleutel")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "enquete", "adres"], name="uitnodiging_een_keer"),
            models.CheckConstraint(
                condition=Q(ingediend=False) | Q(concept={}), name="uitnodiging_niets_meer_in_concept"
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Inzending(TenantModel):
    """What was answered: without day or name, and with an id that does not tell the moment. Never changed.

    `uitnodiging` is filled only where anonymity was not promised.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquete = TenantForeignKey(Enquete, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    uitnodiging = TenantForeignKey(Uitnodiging, models.PROTECT, null=True)
    antwoorden = models.JSONField()

    app_rights = ("SELECT", "INSERT")

    class Meta:
        indexes = [models.Index(fields=["tenant", "enquete"], name="inzending_enquete")]

    def __str__(self) -> str:
        return str(self.id)
