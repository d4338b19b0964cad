"""Transactions with their lines, closed quarters, and custom solutions that the directie decides on.

What must always hold is in the database (sql/geld.sql): lines of a transaction add up to zero, nothing is changed or
deleted, no account goes below zero, a closed quarter takes nothing, and nothing is settled before it was approved.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel

SOORTEN = ("reserveren", "vastleggen", "uitgeven", "vrijvallen", "verrekenen", "storneren")
REKENINGEN = ("inbreng", "vrij", "vastgelegd", "uitgegeven", "maatwerk", "verrekend")


class Maatwerk(TenantModel):
    """A solution for one or some municipalities, whose costs they bear (rule D). Without a decision: not yet."""

    omschrijving = models.CharField(max_length=200)
    gemeenten = ArrayField(models.SlugField(max_length=40))
    kosten = models.BigIntegerField()
    akkoord = models.BooleanField(null=True)
    besloten_op = models.DateField(null=True)
    besluit = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kosten__gt=0), name="maatwerk_kosten"),
            models.CheckConstraint(
                condition=models.Q(akkoord=None, besloten_op=None)
                | models.Q(akkoord__isnull=False, besloten_op__isnull=False),
                name="maatwerk_besluit_met_datum",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Transactie(TenantModel):
    """One booking. It is never changed; another one takes it back."""

    datum = models.DateField()
    soort = models.CharField(max_length=12)
    omschrijving = models.CharField(max_length=200)
    besluit = models.CharField(max_length=200, blank=True)
    project = models.CharField(max_length=60, blank=True)
    maatwerk = TenantForeignKey(Maatwerk, models.PROTECT, null=True)
    storneert = TenantForeignKey("self", models.PROTECT, null=True)
    geboekt_op = models.DateTimeField(db_default=Now())
    geboekt_door = models.CharField(max_length=120)

    app_rights = ("SELECT", "INSERT")

    class Meta:
        indexes = [models.Index(fields=["tenant", "-datum", "-id"], name="transactie_datum")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "storneert"], name="transactie_een_keer_terug"),
            models.CheckConstraint(condition=models.Q(soort__in=SOORTEN), name="transactie_soort"),
            models.CheckConstraint(
                condition=models.Q(soort="storneren", storneert__isnull=False)
                | (~models.Q(soort="storneren") & models.Q(storneert=None)),
                name="transactie_storno",
            ),
            models.CheckConstraint(
                condition=~models.Q(soort="verrekenen") | models.Q(maatwerk__isnull=False),
                name="transactie_maatwerk",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Regel(TenantModel):
    """One line: an amount on an account of a municipality, in the layer of a year."""

    transactie = TenantForeignKey(Transactie, models.PROTECT)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    laag = models.PositiveSmallIntegerField()
    rekening = models.CharField(max_length=12)
    project = models.CharField(max_length=60, blank=True)
    bedrag = models.BigIntegerField()

    app_rights = ("SELECT", "INSERT")

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "deelnemer", "laag", "rekening", "project"], name="regel_rekening")
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(rekening__in=REKENINGEN), name="regel_rekening_soort"),
            models.CheckConstraint(condition=~models.Q(bedrag=0), name="regel_is_iets"),
        ]

    def __str__(self) -> str:
        return f"{self.rekening} {self.bedrag}"


class Afsluiting(TenantModel):
    """A quarter that is closed: nothing is booked in it any more."""

    jaar = models.PositiveSmallIntegerField()
    kwartaal = models.PositiveSmallIntegerField()
    gesloten_op = models.DateTimeField(db_default=Now())

    app_rights = ("SELECT", "INSERT")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "jaar", "kwartaal"], name="afsluiting_een_keer"),
            models.CheckConstraint(
                condition=models.Q(kwartaal__gte=1, kwartaal__lte=4), name="afsluiting_kwartaal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jaar}-{self.kwartaal}"
