"""What staff keep about a zaak beside the standard: tasks, saved views, and what can be undone."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Taak(TenantModel):
    """Something that must be done for a zaak, by a medewerker or by the resident.

    `over`: what it is about, when that is no part of the zaak (`persoon:`, `bedrijf:` or `adres:` and which).
    """

    class Wie(models.TextChoices):
        MEDEWERKER = "medewerker", "Medewerker"
        INWONER = "inwoner", "Inwoner"

    class Soort(models.TextChoices):
        """Kinds as in the market's task interface: document, form, link; `werk` is for staff."""

        WERK = "werk", "Werk"
        DOCUMENT = "document", "Document aanleveren"
        GEGEVENS = "gegevens", "Gegevens veranderd"

    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE)
    titel = models.CharField(max_length=200)
    toelichting = models.TextField(blank=True, default="")
    soort = models.CharField(max_length=10, choices=Soort.choices, default=Soort.WERK)
    over = models.CharField(max_length=60, blank=True, default="", db_default="")
    wie = models.CharField(max_length=10, choices=Wie.choices, default=Wie.MEDEWERKER)
    behandelaar_id = models.UUIDField(null=True)
    uiterlijk = models.DateField(null=True)
    gemaakt = models.DateTimeField()
    gedaan = models.DateTimeField(null=True)
    gedaan_door = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "behandelaar_id", "uiterlijk"],
                condition=models.Q(gedaan=None),
                name="taak_open_per_persoon",
            )
        ]


class Gezien(TenantModel):
    """When a medewerker last looked at a zaak: what came after it is news to them."""

    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE)
    medewerker_id = models.UUIDField()
    moment = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "medewerker_id", "zaak"], name="gezien_uniek")
        ]


class Weergave(TenantModel):
    """A saved view of a work list: its address is the filter. Of one person, or shared with a team."""

    naam = models.CharField(max_length=80)
    lijst = models.CharField(max_length=20)
    filter = models.CharField(max_length=1000)
    eigenaar_id = models.UUIDField()
    team_id = models.UUIDField(null=True)
    volgorde = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "eigenaar_id", "lijst", "naam"], name="weergave_uniek")
        ]


class Uitgesteld(TenantModel):
    """A decision that leaves the building in ten seconds, unless it is undone first.

    `opdracht` says what will be done (use case and its arguments); a worker carries it out.
    """

    class Stand(models.TextChoices):
        WACHT = "wacht", "Wacht"
        GEDAAN = "gedaan", "Gedaan"
        ONGEDAAN = "ongedaan", "Ongedaan gemaakt"
        MISLUKT = "mislukt", "Mislukt"

    zaak = TenantForeignKey("zaken.Zaak", on_delete=models.CASCADE)
    soort = models.CharField(max_length=40)
    opdracht = models.JSONField()
    medewerker_id = models.UUIDField()
    medewerker = models.CharField(max_length=200)
    gemaakt = models.DateTimeField()
    vanaf = models.DateTimeField()
    stand = models.CharField(max_length=10, choices=Stand.choices, default=Stand.WACHT)
    fout = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "vanaf"], condition=models.Q(stand="wacht"), name="uitgesteld_wacht"
            )
        ]


class Gemiddelde(TenantModel):
    """How many days zaken of a type usually take, over the last year; made anew every night."""

    zaaktype_id = models.UUIDField()
    dagen = models.IntegerField()
    werkdagen = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "zaaktype_id"], name="gemiddelde_uniek")]
