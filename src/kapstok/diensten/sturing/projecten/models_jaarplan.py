"""The yearly programme: what was proposed, who agreed, and what came in after it was adopted."""

from django.db import models
from django.db.models import Q

from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel

STAND = ("voorgesteld", "vastgesteld", "ingetrokken")


class Jaarplan(TenantModel):
    """A proposal of a programme, with its projects as they were; once adopted it stays (sql/jaarplan.sql)."""

    jaar = models.PositiveSmallIntegerField()
    nummer = models.PositiveSmallIntegerField()
    stand = models.CharField(max_length=12, default="voorgesteld")
    toelichting = models.TextField(blank=True)
    inhoud = models.JSONField()
    zaak_id = models.UUIDField(null=True)
    voorgesteld_op = models.DateField()
    voorgesteld_door = models.CharField(max_length=120)
    opsteller = models.CharField(max_length=120)
    besloten_op = models.DateField(null=True)
    besluit = models.CharField(max_length=50, blank=True)  # the identification of the besluit on its zaak
    reden = models.TextField(blank=True)  # why it was withdrawn
    pdf_id = models.UUIDField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-jaar", "-nummer")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "jaar", "nummer"], name="jaarplan_nummer_uniek"),
            models.UniqueConstraint(
                fields=["tenant", "jaar"],
                condition=Q(stand__in=["voorgesteld", "vastgesteld"]),
                name="jaarplan_een_per_jaar",
            ),
            models.CheckConstraint(condition=Q(stand__in=STAND), name="jaarplan_stand"),
        ]

    def __str__(self) -> str:
        return f"{self.jaar}, voorstel {self.nummer}"


class Instemming(TenantModel):
    """A member of the directie agrees with a programme: one per municipality, by the secretary or the deputy."""

    jaarplan = TenantForeignKey(Jaarplan, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    naam = models.CharField(max_length=120)
    plaatsvervanger = models.BooleanField(default=False)
    op = models.DateField()

    app_rights = ("SELECT", "INSERT")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "jaarplan", "deelnemer"], name="instemming_een_per_gemeente"
            )
        ]

    def __str__(self) -> str:
        return self.naam


class Toevoeging(TenantModel):
    """A project that was honoured in a year whose programme was adopted without it: why, and by which decision."""

    jaarplan = TenantForeignKey(Jaarplan, models.CASCADE)
    project = TenantForeignKey("projecten.Project", models.CASCADE)
    reden = models.TextField()
    besluit = models.CharField(max_length=200)
    op = models.DateField()
    door = models.CharField(max_length=120)

    app_rights = ("SELECT", "INSERT")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "jaarplan", "project"], name="toevoeging_een_keer"),
            models.CheckConstraint(condition=~Q(reden="") & ~Q(besluit=""), name="toevoeging_met_reden"),
        ]

    def __str__(self) -> str:
        return str(self.id)
