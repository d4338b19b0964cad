"""Projects with a row per municipality that takes part, their steps, assessments and quarterly reviews."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now

from kapstok.diensten.sturing.portfolio.models import Applicatie
from kapstok.diensten.sturing.projecten.models_jaarplan import Instemming, Jaarplan, Toevoeging
from kapstok.diensten.sturing.projecten.rules import (
    DEELNAMEBESLUITEN,
    KEUZES,
    NOODZAAK,
    STARTVORMEN,
    TOESTANDEN,
    VERTRAGING_DOOR,
)
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Project(TenantModel):
    """A project of the yearly programme. `boekcode` is its name in the money and never changes."""

    naam = models.CharField(max_length=60)
    boekcode = models.CharField(max_length=60)
    omschrijving = models.TextField(blank=True)
    jaar = models.PositiveSmallIntegerField()
    toestand = models.CharField(max_length=20, default="aangemeld")
    sinds = models.DateField()
    speerpunten = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    keuze = models.CharField(max_length=12, default="samen")
    keuze_reden = models.TextField(blank=True)
    indiener = models.CharField(max_length=120, blank=True)
    projectleider = models.CharField(
        max_length=120, blank=True
    )  # the name as it is shown, also of who has no account
    leider = TenantForeignKey("identity.User", models.SET_NULL, null=True, blank=True, related_name="+")
    startvorm = models.CharField(max_length=14, blank=True)
    starter = TenantForeignKey(Deelnemer, models.PROTECT, null=True, blank=True)
    component = models.CharField(max_length=36, blank=True)
    applicatie = TenantForeignKey(Applicatie, models.SET_NULL, null=True, blank=True)
    aanleiding = models.CharField(max_length=20, blank=True)
    noodzaak = models.CharField(max_length=12, blank=True)
    noodzaak_bron = models.CharField(max_length=200, blank=True)
    uren_owo = models.PositiveIntegerField(default=0)
    structurele_kosten = models.BigIntegerField(null=True)
    beheer_uren = models.PositiveIntegerField(null=True)
    lessen = models.TextField(blank=True)
    controlelijst = models.TextField(blank=True)
    effect_verwacht = models.JSONField(default=dict, blank=True)  # by code of a K: 0 (none) to 3 (great)
    effect_bereikt = models.JSONField(default=dict, blank=True)
    zaak_id = models.UUIDField(null=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["tenant", "toestand", "naam"], name="project_toestand")]
        constraints = [
            models.UniqueConstraint("tenant", Lower("naam"), name="project_naam_uniek"),
            models.UniqueConstraint(fields=["tenant", "boekcode"], name="project_boekcode_uniek"),
            models.CheckConstraint(
                condition=models.Q(toestand__in=TOESTANDEN), name="project_toestand_bekend"
            ),
            models.CheckConstraint(condition=models.Q(keuze__in=KEUZES), name="project_keuze_bekend"),
            models.CheckConstraint(
                condition=models.Q(startvorm__in=("", *STARTVORMEN)), name="project_startvorm_bekend"
            ),
            models.CheckConstraint(
                condition=models.Q(noodzaak__in=("", *NOODZAAK)), name="project_noodzaak_bekend"
            ),
            models.CheckConstraint(
                condition=~models.Q(noodzaak="wettelijk") | ~models.Q(noodzaak_bron=""),
                name="project_wettelijk_met_bron",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Deelname(TenantModel):
    """A municipality in a project: the coloured block over time, what it costs it and whether it joins."""

    project = TenantForeignKey(Project, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    van = models.DateField()
    tot = models.DateField()
    begroot = models.BigIntegerField(default=0)
    uren = models.PositiveIntegerField(default=0)
    besluit = models.CharField(max_length=10, default="doet_mee")
    besluit_reden = models.CharField(max_length=200, blank=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["tenant", "van", "tot"], name="deelname_tijd")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "project", "deelnemer"], name="deelname_een_keer"),
            models.CheckConstraint(condition=models.Q(tot__gte=models.F("van")), name="deelname_tijdvak"),
            models.CheckConstraint(condition=models.Q(begroot__gte=0), name="deelname_begroot"),
            models.CheckConstraint(
                condition=models.Q(besluit__in=DEELNAMEBESLUITEN), name="deelname_besluit"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Stap(TenantModel):
    """A step in the life of a project; never changed."""

    project = TenantForeignKey(Project, models.CASCADE)
    van = models.CharField(max_length=20, blank=True)
    naar = models.CharField(max_length=20)
    op = models.DateField()
    reden = models.TextField(blank=True)
    door = models.CharField(max_length=120)
    moment = models.DateTimeField(db_default=Now())

    app_rights = ("SELECT", "INSERT")

    class Meta:
        indexes = [models.Index(fields=["tenant", "project", "op"], name="stap_project")]

    def __str__(self) -> str:
        return f"{self.van} -> {self.naar}"


class Beoordeling(TenantModel):
    """An assessment as it was: what was asked, what was left, and what the rules said. Never changed."""

    project = TenantForeignKey(Project, models.CASCADE)
    op = models.DateField()
    noodzaak = models.CharField(max_length=12)
    noodzaak_bron = models.CharField(max_length=200, blank=True)
    toelichting = models.TextField(blank=True)
    haalbaarheid = models.JSONField()
    inpasbaarheid = models.JSONField()
    document_id = models.UUIDField(null=True)
    door = models.CharField(max_length=120)

    app_rights = ("SELECT", "INSERT")

    class Meta:
        indexes = [models.Index(fields=["tenant", "project", "op"], name="beoordeling_project")]

    def __str__(self) -> str:
        return str(self.id)


class Toets(TenantModel):
    """The quarterly review of a running project."""

    project = TenantForeignKey(Project, models.CASCADE)
    jaar = models.PositiveSmallIntegerField()
    kwartaal = models.PositiveSmallIntegerField()
    voortgang = models.PositiveSmallIntegerField()
    vertraging_dagen = models.PositiveSmallIntegerField(default=0)
    vertraging_door = models.CharField(max_length=12, blank=True)
    vertraging_uitleg = models.CharField(max_length=300, blank=True)
    prognose = models.BigIntegerField(default=0)
    uren_gemeente = models.PositiveIntegerField(default=0)
    uren_owo = models.PositiveIntegerField(default=0)
    tevredenheid_klant = models.PositiveSmallIntegerField(null=True)
    tevredenheid_team = models.PositiveSmallIntegerField(null=True)
    opmerking = models.TextField(blank=True)
    door = models.CharField(max_length=120)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "jaar", "kwartaal"], name="toets_een_per_kwartaal"
            ),
            models.CheckConstraint(condition=models.Q(voortgang__lte=100), name="toets_voortgang"),
            models.CheckConstraint(
                condition=models.Q(kwartaal__gte=1, kwartaal__lte=4), name="toets_kwartaal"
            ),
            models.CheckConstraint(
                condition=models.Q(vertraging_door__in=("", *VERTRAGING_DOOR)), name="toets_vertraging_door"
            ),
            models.CheckConstraint(
                condition=models.Q(vertraging_dagen=0) | ~models.Q(vertraging_door=""), name="toets_oorzaak"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jaar}-{self.kwartaal}"


class Capaciteit(TenantModel):
    """Hours that are there in a year: of a municipality, or (without one) of the OWO unit."""

    jaar = models.PositiveSmallIntegerField()
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT, null=True, blank=True)
    uren = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "jaar", "deelnemer"], nulls_distinct=False, name="capaciteit_een_per_jaar"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jaar}: {self.uren}"


class Uitrolpakket(TenantModel):
    """A package that came in from a municipality that went first; its own id makes a second import harmless."""

    pakket_id = models.UUIDField()
    project = models.CharField(max_length=60)
    herkomst = models.CharField(max_length=120)
    inhoud = models.JSONField()
    sha256 = models.CharField(max_length=64)
    verslag = models.JSONField(default=list)
    afgevinkt = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    ingelezen_op = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "pakket_id"], name="pakket_een_keer")]

    def __str__(self) -> str:
        return self.project


__all__ = [
    "Beoordeling",
    "Capaciteit",
    "Deelname",
    "Instemming",
    "Jaarplan",
    "Project",
    "Stap",
    "Toets",
    "Toevoeging",
    "Uitrolpakket",
]
