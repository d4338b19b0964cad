"""Vernietigingslijsten and their lines, by value: they outlive the zaken that they name.

No personal data: a line says which zaak it was, not whose.
"""

from django.db import models
from django.db.models import F, Q

from kapstok.diensten.archief.rules import Lijststatus
from kapstok.platform.db import TenantForeignKey, TenantModel

_REVIEWED_TWICE = ~Q(eerste_beoordelaar="") & ~Q(tweede_beoordelaar="")
_AFTER_REVIEW = [Lijststatus.GOEDGEKEURD, Lijststatus.IN_UITVOERING, Lijststatus.VERNIETIGD]


class Vernietigingslijst(TenantModel):
    """One proposal to destroy. `opsteller` is empty when the nightly job made it."""

    identificatie = models.CharField(max_length=40)
    naam = models.CharField(max_length=200)
    status = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in Lijststatus], default=Lijststatus.CONCEPT
    )
    peildatum = models.DateField()
    opsteller = models.CharField(max_length=100, default="", blank=True)
    opsteller_naam = models.CharField(max_length=200, default="", blank=True)
    indiener = models.CharField(max_length=100, default="", blank=True)
    indiener_naam = models.CharField(max_length=200, default="", blank=True)
    ingediend_op = models.DateField(null=True, blank=True)
    eerste_beoordelaar = models.CharField(max_length=100, default="", blank=True)
    eerste_beoordelaar_naam = models.CharField(max_length=200, default="", blank=True)
    eerste_akkoord_op = models.DateField(null=True, blank=True)
    tweede_beoordelaar = models.CharField(max_length=100, default="", blank=True)
    tweede_beoordelaar_naam = models.CharField(max_length=200, default="", blank=True)
    tweede_akkoord_op = models.DateField(null=True, blank=True)
    uitvoerbaar_vanaf = models.DateField(null=True, blank=True)
    beeindigd_door_naam = models.CharField(max_length=200, default="", blank=True)
    reden = models.TextField(default="", blank=True)
    vernietigd_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "status", "peildatum"], name="archief_lijst_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "identificatie"], name="archief_lijst_identificatie_uniek"
            ),
            models.CheckConstraint(
                name="archief_eerste_is_niet_maker",
                condition=Q(eerste_beoordelaar="")
                | (~Q(eerste_beoordelaar=F("opsteller")) & ~Q(eerste_beoordelaar=F("indiener"))),
            ),
            models.CheckConstraint(
                name="archief_tweede_is_een_ander",
                condition=Q(tweede_beoordelaar="")
                | (
                    ~Q(tweede_beoordelaar=F("opsteller"))
                    & ~Q(tweede_beoordelaar=F("indiener"))
                    & ~Q(tweede_beoordelaar=F("eerste_beoordelaar"))
                ),
            ),
            models.CheckConstraint(
                name="archief_goedkeuring_door_twee",
                condition=~Q(status__in=_AFTER_REVIEW)
                | (_REVIEWED_TWICE & ~Q(indiener="") & Q(uitvoerbaar_vanaf__isnull=False)),
            ),
        ]


class Actie(models.TextChoices):
    """What the list says about a zaak; only VERNIETIGEN can be carried out."""

    VERNIETIGEN = "vernietigen", "Vernietigen"
    LANGER_BEWAREN = "langer_bewaren", "Langer bewaren"
    UITGESLOTEN = "uitgesloten", "Uitgesloten"


class Vernietigingsregel(TenantModel):
    """One zaak on a list. `open`: the list can still lead to destruction; one open line per zaak."""

    lijst = TenantForeignKey(Vernietigingslijst, on_delete=models.CASCADE)
    zaak = models.UUIDField()
    identificatie = models.CharField(max_length=40)
    zaaktype = models.CharField(max_length=80)
    resultaat = models.CharField(max_length=80, default="", blank=True)
    selectielijst = models.CharField(max_length=200, default="", blank=True)
    startdatum = models.DateField()
    einddatum = models.DateField()
    archiefactiedatum = models.DateField()
    actie = models.CharField(max_length=20, choices=Actie.choices, default=Actie.VERNIETIGEN)
    reden = models.TextField(default="", blank=True)
    open = models.BooleanField(default=True)
    documenten = models.IntegerField(default=0)
    vernietigd_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "lijst", "id"],
                condition=Q(open=True, actie=Actie.VERNIETIGEN),
                name="archief_regel_te_doen",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "lijst", "zaak"], name="archief_regel_uniek"),
            models.UniqueConstraint(
                fields=["tenant", "zaak"], condition=Q(open=True), name="archief_zaak_op_een_lijst"
            ),
            models.CheckConstraint(
                name="archief_alleen_vernietigen_vernietigt",
                condition=Q(vernietigd_op__isnull=True) | Q(actie=Actie.VERNIETIGEN, open=False),
            ),
            models.CheckConstraint(
                name="archief_bewaren_heeft_reden", condition=Q(actie=Actie.VERNIETIGEN) | ~Q(reden="")
            ),
        ]


class Bewaargrond(models.TextChoices):
    """Why zaken are kept although their term has passed."""

    JURIDISCH = "juridisch", "Juridische procedure"
    HOTSPOT = "hotspot", "Hotspot"
    WOO = "woo", "Woo-verzoek"
    ONDERZOEK = "onderzoek", "Onderzoek"


class Vernietigingsstop(TenantModel):
    """Keeps one zaak, or all zaken of a zaaktype that were open in a period, from destruction."""

    grond = models.CharField(max_length=20, choices=Bewaargrond.choices)
    reden = models.CharField(max_length=500)
    zaak = models.UUIDField(null=True, blank=True)
    zaaktype = models.CharField(max_length=80, default="", blank=True)
    periode_begin = models.DateField(null=True, blank=True)
    periode_einde = models.DateField(null=True, blank=True)
    ingesteld_door = models.CharField(max_length=200)
    ingesteld_op = models.DateField()
    opgeheven_door = models.CharField(max_length=200, default="", blank=True)
    opgeheven_op = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "zaak"], condition=Q(opgeheven_op=None), name="archief_stop_zaak")
        ]
        constraints = [
            models.CheckConstraint(
                name="archief_stop_zegt_waarop",
                condition=Q(zaak__isnull=False) | ~Q(zaaktype="") | Q(periode_begin__isnull=False),
            )
        ]


class TeWissen(TenantModel):
    """Bytes of destroyed documents that wait for erasure. `inhoud` is their SHA-256.

    A row goes when its bytes are gone, or when a document of any municipality turns out to use them.
    """

    inhoud = models.CharField(max_length=64)
    sinds = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "inhoud"], name="archief_te_wissen_uniek")]
