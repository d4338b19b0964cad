"""A plan, its versions, and what stands in a version. Things that live through versions are known by their code."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kapstok.diensten.sturing.plan.rules import RICHTINGEN
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel

STATUS = ("concept", "in_besluitvorming", "vastgesteld", "vervangen")
SOORTEN = ("k", "pijler", "uitgangspunt", "spelregel", "principe", "ontwikkeling", "competentie")


class Plan(TenantModel):
    """An information plan over a period; it follows an earlier one."""

    naam = models.CharField(max_length=120)
    van = models.DateField()
    tot = models.DateField()
    voorganger = TenantForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        ordering = ("-van",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "naam"], name="plan_naam_uniek"),
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="plan_tijdvak"),
        ]

    def __str__(self) -> str:
        return self.naam


class Planversie(TenantModel):
    """One version; as soon as it goes to the bodies that adopt it, its content stays as it is."""

    plan = TenantForeignKey(Plan, models.CASCADE)
    nummer = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, default="concept")
    datum = models.DateField()
    auteurs = ArrayField(models.CharField(max_length=120), default=list)
    aanleiding = models.CharField(max_length=200, blank=True)
    missie = models.TextField(blank=True)
    visie = models.TextField(blank=True)
    gebaseerd_op = TenantForeignKey("self", models.SET_NULL, null=True)
    zaak = TenantForeignKey("zaken.Zaak", models.SET_NULL, null=True)
    ingediend_op = models.DateField(null=True)
    ingediend_door = models.CharField(max_length=120, blank=True)
    vastgesteld_op = models.DateField(null=True)
    van = models.DateField(
        null=True
    )  # the period that this version gives the plan; empty: as the plan has it
    tot = models.DateField(null=True)
    versie = models.PositiveIntegerField(default=1)  # moves with every change in it
    tekstversie = models.PositiveIntegerField(default=1)  # of mission, vision and period: who edits those

    class Meta:
        ordering = ("-nummer",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "plan", "nummer"], name="planversie_nummer_uniek"),
            models.UniqueConstraint(
                fields=["tenant", "plan"],
                condition=Q(status__in=["concept", "in_besluitvorming"]),
                name="planversie_een_in_de_maak",
            ),
            models.CheckConstraint(condition=Q(status__in=STATUS), name="planversie_status"),
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="planversie_tijdvak"),
        ]

    def __str__(self) -> str:
        return f"versie {self.nummer}"


class Bron(TenantModel):
    """A law, norm, agreement or policy on which the version rests; of one municipality, or of all."""

    planversie = TenantForeignKey(Planversie, models.CASCADE)
    code = models.SlugField(max_length=40, db_index=False)
    soort = models.CharField(max_length=20)
    naam = models.CharField(max_length=200)
    gemeente = models.SlugField(max_length=40, blank=True, db_index=False)
    van = models.DateField(null=True)
    tot = models.DateField(null=True)
    adres = models.URLField(max_length=300, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "planversie", "code"], name="bron_code_uniek")
        ]

    def __str__(self) -> str:
        return self.naam


class Onderdeel(TenantModel):
    """A K, pillar, starting point, rule of the game, principle, development or competence."""

    planversie = TenantForeignKey(Planversie, models.CASCADE)
    soort = models.CharField(max_length=20)
    code = models.SlugField(max_length=40, db_index=False)
    naam = models.CharField(max_length=160)
    tekst = models.TextField(blank=True)
    standpunt = models.TextField(blank=True)  # what a national development means here
    groep = models.CharField(max_length=40, blank=True)
    richting = models.CharField(max_length=10, blank=True)
    paragraaf = models.CharField(max_length=10, blank=True)
    bronnen = ArrayField(models.SlugField(max_length=40), default=list)
    volgorde = models.PositiveSmallIntegerField(default=0)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "planversie", "code"], name="onderdeel_code_uniek"),
            models.CheckConstraint(condition=Q(soort__in=SOORTEN), name="onderdeel_soort"),
        ]

    def __str__(self) -> str:
        return self.naam


class Speerpunt(TenantModel):
    """A priority: one definition for all, with a mark and an ambition per municipality."""

    planversie = TenantForeignKey(Planversie, models.CASCADE)
    code = models.SlugField(max_length=40, db_index=False)
    naam = models.CharField(max_length=160)
    kern = models.TextField(blank=True)
    raakt = models.CharField(max_length=20, default="dienstverlening")
    pijlers = ArrayField(models.SlugField(max_length=40), default=list)
    ks = ArrayField(models.SlugField(max_length=40), default=list)
    paragraaf = models.CharField(max_length=10, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "planversie", "code"], name="speerpunt_code_uniek"),
            models.CheckConstraint(
                condition=Q(raakt__in=["dienstverlening", "bedrijfsvoering", "beide"]),
                name="speerpunt_raakt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"


class Akkoord(TenantModel):
    """The priority stands in the coalition agreement of this municipality. No row: it does not stand in it."""

    speerpunt = TenantForeignKey(Speerpunt, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    bron = models.SlugField(max_length=40, blank=True, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "speerpunt", "deelnemer"], name="akkoord_een_per_gemeente"
            )
        ]


class Ambitie(TenantModel):
    """How far a municipality wants to go with a priority, on the days from `van` up to and including `tot`."""

    speerpunt = TenantForeignKey(Speerpunt, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    niveau = models.CharField(max_length=60)
    van = models.DateField()
    tot = models.DateField(null=True)
    besluit = models.CharField(max_length=200)

    class Meta:
        ordering = ("van",)
        constraints = [
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gte=F("van")), name="ambitie_tijdvak"),
            models.UniqueConstraint(fields=["tenant", "speerpunt", "deelnemer", "van"], name="ambitie_begin"),
            models.UniqueConstraint(
                fields=["tenant", "speerpunt", "deelnemer"], condition=Q(tot=None), name="ambitie_een_lopend"
            ),
        ]

    def __str__(self) -> str:
        return self.niveau


class Indicator(TenantModel):
    """What shows whether a K or priority gets nearer; `meting` names where the figure comes from."""

    planversie = TenantForeignKey(Planversie, models.CASCADE)
    code = models.SlugField(max_length=40, db_index=False)
    bij = models.SlugField(max_length=40, db_index=False)  # code of a K or a priority
    naam = models.CharField(max_length=160)
    eenheid = models.CharField(max_length=20)
    richting = models.CharField(max_length=10)
    norm = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    doelen = models.JSONField(default=dict, blank=True)  # by year; a year without its own target has the norm
    norm_gemeenten = ArrayField(models.SlugField(max_length=40), default=list)  # empty: all
    meting = models.CharField(max_length=40, default="hand")
    bron = models.CharField(max_length=200, blank=True)
    eigenaar = models.CharField(max_length=30, blank=True)  # a function of rollen
    volgorde = models.PositiveSmallIntegerField(default=0)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "planversie", "code"], name="indicator_code_uniek"),
            models.CheckConstraint(condition=Q(richting__in=RICHTINGEN), name="indicator_richting"),
        ]

    def __str__(self) -> str:
        return self.naam


class Vaststelling(TenantModel):
    """A body that has to adopt a version, in its turn; with the besluit once it did."""

    planversie = TenantForeignKey(Planversie, models.CASCADE)
    volgorde = models.PositiveSmallIntegerField()
    orgaan = models.CharField(max_length=30)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT, null=True)
    geagendeerd_op = models.DateField(null=True)
    datum = models.DateField(null=True)
    besluit = TenantForeignKey("besluiten.Besluit", models.SET_NULL, null=True)
    toelichting = models.TextField(blank=True)
    door = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "planversie", "volgorde"], name="vaststelling_volgorde")
        ]


class Stem(TenantModel):
    """A member of the directie agrees: one per municipality, by the secretary or the deputy."""

    vaststelling = TenantForeignKey(Vaststelling, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    naam = models.CharField(max_length=120)
    plaatsvervanger = models.BooleanField(default=False)
    op = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vaststelling", "deelnemer"], name="stem_een_per_gemeente"
            )
        ]


class Herziening(TenantModel):
    """The yearly review in spring: is the plan still current?"""

    plan = TenantForeignKey(Plan, models.CASCADE)
    jaar = models.PositiveSmallIntegerField()
    geopend_op = models.DateField()
    gesloten_op = models.DateField(null=True)
    uitkomst = models.TextField(blank=True)
    planversie = TenantForeignKey(Planversie, models.SET_NULL, null=True)  # the version that came out of it

    class Meta:
        ordering = ("-jaar",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "plan", "jaar"], name="herziening_een_per_jaar")
        ]


class Antwoord(TenantModel):
    """What one municipality says in a review."""

    herziening = TenantForeignKey(Herziening, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    actueel = models.BooleanField()
    toelichting = models.TextField(blank=True)
    op = models.DateField()
    door = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "herziening", "deelnemer"], name="antwoord_een_per_gemeente"
            )
        ]
