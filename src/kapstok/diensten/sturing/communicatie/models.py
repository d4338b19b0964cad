"""Target groups, messages, what was published, and the feeds of the intranets."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from kapstok.diensten.sturing.communicatie.rules import MOMENTEN, RECTIFICATIES
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Doelgroep(TenantModel):
    """Who hears something: of one municipality or (without one) of all; with addresses for mail."""

    naam = models.CharField(max_length=120)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT, null=True)
    adressen = ArrayField(models.EmailField(), default=list, blank=True)
    vorige = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("naam",)
        constraints = [models.UniqueConstraint("tenant", Lower("naam"), name="doelgroep_naam_uniek")]

    def __str__(self) -> str:
        return self.naam


class Bericht(TenantModel):
    """A line of the communication plan. `aanleiding_id`: the version, quarter or project that it follows."""

    titel = models.CharField(max_length=120)
    tekst = models.TextField()
    doelgroepen = ArrayField(models.UUIDField(), default=list)
    kanalen = ArrayField(models.CharField(max_length=10), default=list)
    verantwoordelijke = models.CharField(max_length=120)
    aandachtsveld = models.CharField(max_length=120, blank=True)
    moment = models.CharField(max_length=10, default="datum")
    datum = models.DateField(null=True)
    aanleiding_id = models.UUIDField(null=True)
    dagen_na = models.PositiveSmallIntegerField(default=0)
    herhaling = models.PositiveSmallIntegerField(default=0)  # months; 0: once
    vorige = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("titel",)
        constraints = [
            models.CheckConstraint(condition=Q(moment__in=MOMENTEN), name="bericht_moment"),
            models.CheckConstraint(
                condition=~Q(moment="datum") | Q(datum__isnull=False), name="bericht_datum_bekend"
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Publicatie(TenantModel):
    """What went out, as it was; never changed."""

    bericht = TenantForeignKey(Bericht, models.PROTECT)
    titel = models.CharField(max_length=120)
    tekst = models.TextField()
    kanalen = ArrayField(models.CharField(max_length=10))
    gemeenten = ArrayField(models.SlugField(max_length=40))
    doelgroepen = ArrayField(models.CharField(max_length=120))
    mails = models.PositiveIntegerField()
    op = models.DateField()
    door = models.CharField(max_length=120)
    moment = models.DateTimeField(db_default=Now())

    app_rights = ("SELECT", "INSERT")

    class Meta:
        ordering = ("-moment",)
        indexes = [models.Index(fields=["tenant", "bericht", "op"], name="publicatie_bericht")]

    def __str__(self) -> str:
        return self.titel


class Rectificatie(TenantModel):
    """What was set right of a publication: other words, or withdrawn. The publication stays as it went out."""

    publicatie = TenantForeignKey(Publicatie, models.PROTECT)
    soort = models.CharField(max_length=10)
    reden = models.TextField()
    titel = models.CharField(max_length=120, blank=True)  # of a correction: what stands there now
    tekst = models.TextField(blank=True)
    mails = models.PositiveIntegerField()
    op = models.DateField()
    door = models.CharField(max_length=120)
    moment = models.DateTimeField(db_default=Now())

    app_rights = ("SELECT", "INSERT")

    class Meta:
        ordering = ("moment",)
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=RECTIFICATIES), name="rectificatie_soort"),
            models.CheckConstraint(condition=~Q(reden=""), name="rectificatie_met_reden"),
            models.CheckConstraint(
                condition=~Q(soort="correctie") | (~Q(titel="") & ~Q(tekst="")), name="rectificatie_wat_nu"
            ),
            models.UniqueConstraint(
                fields=["tenant", "publicatie"],
                condition=Q(soort="intrekking"),
                name="rectificatie_een_einde",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "publicatie", "moment"], name="rectificatie_publicatie")]

    def __str__(self) -> str:
        return self.soort


class Feed(TenantModel):
    """The news of a municipality for its intranet: open, or behind a key of which only the hash is kept."""

    deelnemer = TenantForeignKey(Deelnemer, models.CASCADE)
    openbaar = models.BooleanField(default=False)
    sleutel_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "deelnemer"], name="feed_een_per_gemeente")]

    def __str__(self) -> str:
        return str(self.deelnemer_id)
