"""Rounds of checks, what each check came to, and what was found: once, however many rounds see it."""

from django.db import models
from django.db.models import Q

from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.db import TenantForeignKey, TenantModel


class Ronde(TenantModel):
    """All checks, one after the other. `stap`: how many are done."""

    begonnen = models.DateTimeField()
    klaar = models.DateTimeField(null=True)
    stap = models.IntegerField(default=0)
    stappen = models.IntegerField()
    aanvrager = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["tenant", "begonnen"], name="kwaliteit_ronde_begonnen")]


class Uitkomst(TenantModel):
    """What one check came to in one round, and how that differs from the round before."""

    ronde = TenantForeignKey(Ronde, on_delete=models.CASCADE)
    controle = models.CharField(max_length=40)
    aantal = models.IntegerField()
    nieuw = models.IntegerField()
    opgelost = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "ronde", "controle"], name="kwaliteit_uitkomst_uniek")
        ]


class Bevinding(TenantModel):
    """One thing that is odd. `sleutel` is the same in every round; `lijst` is the persoonslijst that it is about, by
    its id (a list that is put in anew keeps it); `ander` the number of somebody else who has to do with it; `adres` the
    identification of a BAG object."""

    controle = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=80)
    lijst = models.UUIDField(null=True)
    ander = models.CharField(max_length=10, blank=True, default="")
    adres = models.CharField(max_length=16, blank=True, default="")
    detail = models.CharField(max_length=200, blank=True, default="")
    sinds = models.DateTimeField()
    opgelost = models.DateTimeField(null=True)
    ronde = TenantForeignKey(Ronde, on_delete=models.PROTECT, help_text="the last one that saw it")
    zaak = TenantForeignKey(Zaak, on_delete=models.SET_NULL, null=True, help_text="the terugmelding")
    juist_reden = models.CharField(
        max_length=300, blank=True, default="", help_text="why it is right as it is"
    )
    juist_door = models.CharField(max_length=200, blank=True, default="")
    juist_op = models.DateTimeField(null=True, help_text="when somebody said so; it counts no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "controle", "sleutel"], name="kwaliteit_bevinding_uniek"
            )
        ]
        indexes = [
            models.Index(
                fields=["tenant", "controle", "sinds"],
                condition=Q(opgelost=None),
                name="kwaliteit_bevinding_open",
            )
        ]
