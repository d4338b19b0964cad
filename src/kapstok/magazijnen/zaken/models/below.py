"""What hangs on a zaak: statussen, resultaat, rollen, facts, objects, documents."""

from django.db import models

from kapstok.magazijnen.zaken.models.zaak import Zaak
from kapstok.platform.db import TenantForeignKey, TenantModel


class Status(TenantModel):
    """A step that a zaak took."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE, covered=True)
    statustype = TenantForeignKey("catalogi.StatusType", on_delete=models.PROTECT)
    datum_status_gezet = models.DateTimeField()
    statustoelichting = models.CharField(max_length=1000, blank=True, default="")
    gezetdoor = models.CharField(max_length=200, blank=True, default="", help_text="name, for people")
    gezetdoor_rol = TenantForeignKey("zaken.Rol", on_delete=models.SET_NULL, null=True)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "zaak", "datum_status_gezet"], name="status_moment_uniek"
            )
        ]


class SubStatus(TenantModel):
    """A smaller step within a status (Open Zaak, experimental)."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    status = TenantForeignKey(Status, on_delete=models.CASCADE, null=True)
    omschrijving = models.CharField(max_length=200)
    tijdstip = models.DateTimeField()
    doelgroep = models.CharField(max_length=20, blank=True, default="")


class Resultaat(TenantModel):
    """The outcome of a zaak; at most one."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    resultaattype = TenantForeignKey("catalogi.ResultaatType", on_delete=models.PROTECT)
    toelichting = models.CharField(max_length=1000, blank=True, default="")
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "zaak"], name="resultaat_een_per_zaak")]


class Rol(TenantModel):
    """Somebody who has to do with a zaak. The columns under `betrokkene_identificatie` are what can be
    searched; they are copies from that json, made by the service. Ways of naming somebody that are asked for seldom
    have copies that the database makes itself (migration 0010)."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    roltype = TenantForeignKey("catalogi.RolType", on_delete=models.PROTECT)
    betrokkene = models.CharField(max_length=1000, blank=True, default="")
    betrokkene_type = models.CharField(max_length=30)
    afwijkende_naam_betrokkene = models.CharField(max_length=625, blank=True, default="")
    omschrijving = models.CharField(max_length=100)
    omschrijving_generiek = models.CharField(max_length=20)
    roltoelichting = models.CharField(max_length=1000, blank=True, default="")
    registratiedatum = models.DateTimeField()
    indicatie_machtiging = models.CharField(max_length=20, blank=True, default="")
    contactpersoon_rol = models.JSONField(null=True)
    betrokkene_identificatie = models.JSONField(null=True)
    authenticatie_context = models.JSONField(null=True)
    begin_geldigheid = models.DateField(null=True)
    einde_geldigheid = models.DateField(null=True)
    bsn = models.CharField(max_length=9, blank=True, default="")
    kvk_nummer = models.CharField(max_length=8, blank=True, default="")
    vestigings_nummer = models.CharField(max_length=24, blank=True, default="")
    medewerker = models.CharField(max_length=254, blank=True, default="")
    naam = models.CharField(max_length=625, blank=True, default="")
    versie = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "bsn"], condition=~models.Q(bsn=""), name="rol_bsn"),
            models.Index(
                fields=["tenant", "kvk_nummer", "vestigings_nummer"],
                condition=~models.Q(kvk_nummer=""),
                name="rol_kvk",
            ),
            models.Index(
                fields=["tenant", "medewerker"], condition=~models.Q(medewerker=""), name="rol_medewerker"
            ),
            models.Index(fields=["tenant", "betrokkene_type", "zaak"], name="rol_type"),
            models.Index(fields=["tenant", "omschrijving_generiek", "zaak"], name="rol_generiek"),
            models.Index(
                fields=["tenant", "indicatie_machtiging", "zaak"],
                condition=~models.Q(indicatie_machtiging=""),
                name="rol_machtiging",
            ),
            models.Index(
                fields=["tenant", "vestigings_nummer"],
                condition=~models.Q(vestigings_nummer=""),
                name="rol_vestiging",
            ),
            models.Index(
                fields=["tenant", "betrokkene"], condition=~models.Q(betrokkene=""), name="rol_betrokkene"
            ),
        ]


class ZaakEigenschap(TenantModel):
    """A fact about a zaak, of a kind that its zaaktype names."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    eigenschap = TenantForeignKey("catalogi.Eigenschap", on_delete=models.PROTECT)
    naam = models.CharField(max_length=20)
    waarde = models.TextField()
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zaak", "eigenschap"], name="zaakeigenschap_uniek")
        ]


class ZaakObject(TenantModel):
    """Something in the world that a zaak is about: an address, a person, a road."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    object = models.CharField(max_length=1000, blank=True, default="")
    zaakobjecttype = TenantForeignKey("catalogi.ZaakObjectType", on_delete=models.PROTECT, null=True)
    object_type = models.CharField(max_length=40)
    object_type_overige = models.CharField(max_length=100, blank=True, default="")
    object_type_overige_definitie = models.JSONField(null=True)
    relatieomschrijving = models.CharField(max_length=80, blank=True, default="")
    object_identificatie = models.JSONField(null=True)
    versie = models.IntegerField(default=1)


class ZaakInformatieObject(TenantModel):
    """A document belongs to a zaak: one of ours, or one that stands in another register."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    informatieobject = TenantForeignKey(
        "documenten.EnkelvoudigInformatieObject", on_delete=models.PROTECT, null=True
    )
    informatieobject_url = models.CharField(max_length=1000, blank=True, default="", db_default="")
    # What its register called it when it was linked: a page of ours does not wait for that register.
    titel_elders = models.CharField(max_length=200, blank=True, default="", db_default="")
    titel = models.CharField(max_length=200, blank=True, default="")
    beschrijving = models.TextField(blank=True, default="")
    registratiedatum = models.DateTimeField()
    vernietigingsdatum = models.DateTimeField(null=True)
    status = TenantForeignKey(Status, on_delete=models.SET_NULL, null=True)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zaak", "informatieobject"], name="zaakdocument_uniek"),
            models.UniqueConstraint(
                fields=["tenant", "informatieobject_url", "zaak"],
                condition=~models.Q(informatieobject_url=""),
                name="zaakdocument_elders_uniek",
            ),
        ]
