"""Applications, their use per municipality, contracts and couplings. Amounts in whole cents."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.model import TenantForeignKey, TenantModel


class Applicatie(TenantModel):
    """An application of the partnership. Components and functions are object ids of GEMMA."""

    naam = models.CharField(max_length=120)
    leverancier = models.CharField(max_length=120, blank=True)
    omschrijving = models.TextField(blank=True)
    status = models.CharField(max_length=20, default="in_gebruik")
    hosting = models.CharField(max_length=20, blank=True)
    cloudafweging = models.TextField(blank=True)
    eigenaar = models.CharField(max_length=120, blank=True)
    biv = models.CharField(max_length=3, blank=True)
    componenten = ArrayField(models.CharField(max_length=36), default=list, blank=True)
    functies = ArrayField(models.CharField(max_length=36), default=list, blank=True)
    standaarden = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    integratie = models.JSONField(default=dict, blank=True)
    afgesproken = models.BooleanField(default=False)
    owo_entiteit = models.BooleanField(null=True)
    beheer_besluit = models.CharField(max_length=10, blank=True)
    beheer_reden = models.TextField(blank=True)
    functioneel_beheerder = models.CharField(max_length=120, blank=True)
    functioneel_plaatsvervanger = models.CharField(max_length=120, blank=True)
    technisch_beheerder = models.CharField(max_length=120, blank=True)
    technisch_plaatsvervanger = models.CharField(max_length=120, blank=True)
    vervangen_door = TenantForeignKey("self", models.SET_NULL, null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("naam",)
        constraints = [models.UniqueConstraint("tenant", Lower("naam"), name="applicatie_naam_uniek")]

    def __str__(self) -> str:
        return self.naam


class Gebruik(TenantModel):
    """How one municipality uses an application: it manages it, changes data in it, consults it."""

    applicatie = TenantForeignKey(Applicatie, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT)
    beheren = models.BooleanField(default=False)
    muteren = models.BooleanField(default=False)
    raadplegen = models.BooleanField(default=False)
    afdelingen = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "applicatie", "deelnemer"], name="gebruik_een_per_gemeente"
            ),
            models.CheckConstraint(
                condition=models.Q(beheren=True) | models.Q(muteren=True) | models.Q(raadplegen=True),
                name="gebruik_is_iets",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Contract(TenantModel):
    """An agreement about an application, of one municipality or (without one) of all together."""

    applicatie = TenantForeignKey(Applicatie, models.CASCADE)
    deelnemer = TenantForeignKey(Deelnemer, models.PROTECT, null=True, blank=True)
    nummer = models.CharField(max_length=60)
    begin = models.DateField()
    einde = models.DateField()
    opzegtermijn_maanden = models.PositiveSmallIntegerField(default=3)
    stilzwijgend = models.BooleanField(default=False)
    kosten_per_jaar = models.BigIntegerField(default=0)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("einde",)
        indexes = [models.Index(fields=["tenant", "einde"], name="contract_einde")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "nummer"], name="contract_nummer_uniek"),
            models.CheckConstraint(condition=models.Q(einde__gte=models.F("begin")), name="contract_tijdvak"),
            models.CheckConstraint(condition=models.Q(kosten_per_jaar__gte=0), name="contract_kosten"),
        ]

    def __str__(self) -> str:
        return self.nummer


class Harmonisatiezaak(TenantModel):
    """The zaak that was opened because a contract ends; one per contract and end."""

    contract = TenantForeignKey(Contract, models.CASCADE)
    einde = models.DateField()
    zaak_id = models.UUIDField()
    geopend_op = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "contract", "einde"], name="harmonisatiezaak_een_keer")
        ]

    def __str__(self) -> str:
        return str(self.zaak_id)


class Koppeling(TenantModel):
    """Data that goes from one application to another, by which standard and in which direction."""

    van = TenantForeignKey(Applicatie, models.CASCADE)
    naar = TenantForeignKey(Applicatie, models.CASCADE)
    standaard = models.CharField(max_length=120, blank=True)
    richting = models.CharField(max_length=10, default="heen")
    gegevens = models.CharField(max_length=200, blank=True)
    via_bus = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "van", "naar", "standaard"], name="koppeling_een_per_standaard"
            ),
            models.CheckConstraint(condition=~models.Q(van=models.F("naar")), name="koppeling_tussen_twee"),
        ]

    def __str__(self) -> str:
        return str(self.id)
