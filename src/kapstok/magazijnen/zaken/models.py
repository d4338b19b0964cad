"""Zaken and what hangs on them (Zaken 1.7). Columns are the standard's fields in snake_case.

Derived columns (status_id, resultaat_id, zoektekst ...) are kept in the transaction that changes their
source, so that a list needs no join to know them.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Zaak(TenantModel):
    """One piece of work for somebody, from request to archive."""

    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    omschrijving = models.CharField(max_length=80, blank=True, default="")
    toelichting = models.CharField(max_length=1000, blank=True, default="")
    zaaktype = TenantForeignKey("catalogi.ZaakType", on_delete=models.PROTECT)
    registratiedatum = models.DateField()
    verantwoordelijke_organisatie = models.CharField(max_length=9)
    opdrachtgevende_organisatie = models.CharField(max_length=9, blank=True, default="")
    startdatum = models.DateField()
    einddatum = models.DateField(null=True)
    einddatum_gepland = models.DateField(null=True)
    uiterlijke_einddatum_afdoening = models.DateField(null=True)
    publicatiedatum = models.DateField(null=True)
    communicatiekanaal = models.CharField(max_length=1000, blank=True, default="")
    communicatiekanaal_naam = models.CharField(max_length=250, blank=True, default="")
    producten_of_diensten = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    vertrouwelijkheid_rang = models.SmallIntegerField(help_text="1 openbaar to 8 zeer_geheim, for comparing")
    betalingsindicatie = models.CharField(max_length=20, blank=True, default="")
    laatste_betaaldatum = models.DateTimeField(null=True)
    zaakgeometrie = models.JSONField(null=True, help_text="GeoJSON, WGS84 longitude latitude")
    min_x = models.FloatField(null=True)
    min_y = models.FloatField(null=True)
    max_x = models.FloatField(null=True)
    max_y = models.FloatField(null=True)
    verlenging = models.JSONField(null=True, help_text="reden, duur")
    opschorting = models.JSONField(null=True, help_text="indicatie, reden, eerdereOpschorting, sinds")
    selectielijstklasse = models.CharField(max_length=1000, blank=True, default="")
    hoofdzaak = TenantForeignKey("zaken.Zaak", on_delete=models.PROTECT, null=True)
    relevante_andere_zaken = models.JSONField(default=list)
    kenmerken = models.JSONField(default=list)
    archiefnominatie = models.CharField(max_length=20, blank=True, default="")
    archiefstatus = models.CharField(max_length=40, default="nog_te_archiveren")
    archiefactiedatum = models.DateField(null=True)
    startdatum_bewaartermijn = models.DateField(null=True)
    processobjectaard = models.CharField(max_length=200, blank=True, default="")
    processobject = models.JSONField(null=True)
    laatst_gemuteerd = models.DateTimeField()
    laatst_geopend = models.DateTimeField(null=True)
    versie = models.IntegerField(
        default=1, help_text="counts every change of the zaak or below it, for the ETag"
    )
    # derived
    status_id = models.UUIDField(null=True)
    statustype_id = models.UUIDField(null=True)
    resultaat_id = models.UUIDField(null=True)
    # the work itself
    behandelaar_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    zoektekst = models.TextField(blank=True, default="", help_text="number, subject, names: upper case")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "identificatie", "bronorganisatie"], name="zaak_identificatie_uniek"
            )
        ]
        indexes = [
            models.Index(
                fields=["tenant", "behandelaar_id", "uiterlijke_einddatum_afdoening"],
                condition=models.Q(einddatum=None),
                name="zaak_open_behandelaar",
            ),
            models.Index(
                fields=["tenant", "team_id", "uiterlijke_einddatum_afdoening"],
                condition=models.Q(einddatum=None),
                name="zaak_open_team",
            ),
            models.Index(fields=["tenant", "einddatum"], name="zaak_einddatum"),
            models.Index(fields=["tenant", "startdatum"], name="zaak_startdatum"),
            models.Index(fields=["tenant", "registratiedatum"], name="zaak_registratiedatum"),
            models.Index(
                fields=["tenant", "archiefactiedatum"],
                condition=models.Q(archiefnominatie="vernietigen"),
                name="zaak_te_vernietigen",
            ),
            GinIndex(
                fields=["tenant", "zoektekst"], opclasses=["int2_ops", "gin_trgm_ops"], name="zaak_zoektekst"
            ),
        ]


class Status(TenantModel):
    """A step that a zaak took."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    statustype = TenantForeignKey("catalogi.StatusType", on_delete=models.PROTECT)
    datum_status_gezet = models.DateTimeField()
    statustoelichting = models.CharField(max_length=1000, blank=True, default="")
    gezetdoor = models.CharField(max_length=200, blank=True, default="")
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "zaak", "datum_status_gezet"], name="status_moment_uniek"
            )
        ]


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
    searched; they are copies from that json, made by the service."""

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
    begin_geldigheid = models.DateField(null=True)
    einde_geldigheid = models.DateField(null=True)
    bsn = models.CharField(max_length=9, blank=True, default="")
    kvk_nummer = models.CharField(max_length=8, blank=True, default="")
    vestigings_nummer = models.CharField(max_length=24, blank=True, default="")
    medewerker = models.CharField(max_length=24, blank=True, default="")
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
    zaakobjecttype = models.CharField(max_length=1000, blank=True, default="")
    object_type = models.CharField(max_length=40)
    object_type_overige = models.CharField(max_length=100, blank=True, default="")
    object_type_overige_definitie = models.JSONField(null=True)
    relatieomschrijving = models.CharField(max_length=80, blank=True, default="")
    object_identificatie = models.JSONField(null=True)
    versie = models.IntegerField(default=1)


class ZaakInformatieObject(TenantModel):
    """A document belongs to a zaak."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    informatieobject = TenantForeignKey("documenten.EnkelvoudigInformatieObject", on_delete=models.PROTECT)
    titel = models.CharField(max_length=200, blank=True, default="")
    beschrijving = models.TextField(blank=True, default="")
    registratiedatum = models.DateTimeField()
    vernietigingsdatum = models.DateTimeField(null=True)
    status = TenantForeignKey(Status, on_delete=models.SET_NULL, null=True)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zaak", "informatieobject"], name="zaakdocument_uniek")
        ]


class KlantContact(TenantModel):
    """A contact about a zaak, as older applications write it (deprecated in the standard)."""

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    identificatie = models.CharField(max_length=14, blank=True, default="")
    datumtijd = models.DateTimeField()
    kanaal = models.CharField(max_length=20, blank=True, default="")
    onderwerp = models.CharField(max_length=200, blank=True, default="")
    toelichting = models.CharField(max_length=1000, blank=True, default="")


class Zaaknummer(TenantModel):
    """The last number given out per year; a number that was given out is never used again."""

    jaar = models.SmallIntegerField()
    laatste = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "jaar"], name="zaaknummer_jaar_uniek")]


class Zaaktelling(TenantModel):
    """Exact number of zaken per zaaktype and confidentiality, kept with every change."""

    zaaktype_id = models.UUIDField()
    vertrouwelijkheid_rang = models.SmallIntegerField()
    open = models.BooleanField()
    aantal = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "zaaktype_id", "vertrouwelijkheid_rang", "open"], name="zaaktelling_uniek"
            )
        ]
