"""A quarter with its cards. Once closed, nothing of it is changed (sql/kwartaal.sql)."""

from django.db import models
from django.db.models.functions import Now

from kapstok.diensten.sturing.kwartaal.rules import BESLUITEN
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Kwartaal(TenantModel):
    """One quarter: its zaak, and after closing the figures of the memo as they were."""

    jaar = models.PositiveSmallIntegerField()
    nummer = models.PositiveSmallIntegerField()
    zaak_id = models.UUIDField(null=True)
    geopend_op = models.DateField()
    inleiding = models.TextField(blank=True)
    gesloten_op = models.DateField(null=True)
    cijfers = models.JSONField(null=True)
    odt_id = models.UUIDField(null=True)
    pdf_id = models.UUIDField(null=True)
    odt_sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "jaar", "nummer"], name="kwartaal_een_keer"),
            models.CheckConstraint(condition=models.Q(nummer__gte=1, nummer__lte=4), name="kwartaal_nummer"),
            models.CheckConstraint(
                condition=models.Q(gesloten_op=None) | models.Q(cijfers__isnull=False),
                name="kwartaal_met_cijfers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jaar}-{self.nummer}"


class Kaart(TenantModel):
    """A project on the agenda, and what was decided about it."""

    kwartaal = TenantForeignKey(Kwartaal, models.CASCADE)
    project = TenantForeignKey(Project, models.PROTECT)
    besluit = models.CharField(max_length=16, blank=True)
    toelichting = models.TextField(blank=True)
    opmerking = models.TextField(blank=True)  # what the memo says of it beside the decision
    door = models.CharField(max_length=120, blank=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kwartaal", "project"], name="kaart_een_keer"),
            models.CheckConstraint(condition=models.Q(besluit__in=("", *BESLUITEN)), name="kaart_besluit"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Verzending(TenantModel):
    """The memo as it was sent: when, to whom, by whom, with which files. Never changed."""

    kwartaal = TenantForeignKey(Kwartaal, models.CASCADE)
    op = models.DateField()
    moment = models.DateTimeField(db_default=Now())
    door = models.CharField(max_length=120)
    aan = models.JSONField()  # name and address of each
    tekst = models.TextField(blank=True)
    document_id = models.UUIDField(null=True)

    app_rights = ("SELECT", "INSERT")

    class Meta:
        ordering = ("moment",)
        indexes = [models.Index(fields=["tenant", "kwartaal"], name="verzending_kwartaal")]

    def __str__(self) -> str:
        return str(self.id)


class Herinnering(TenantModel):
    """A leader was asked for the review of a quarter: once a day at most. Never changed."""

    project = TenantForeignKey(Project, models.CASCADE)
    jaar = models.PositiveSmallIntegerField()
    nummer = models.PositiveSmallIntegerField()
    op = models.DateField()
    aan = models.CharField(max_length=254)
    door = models.CharField(max_length=120)

    app_rights = ("SELECT", "INSERT")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "jaar", "nummer", "op"], name="herinnering_een_per_dag"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
