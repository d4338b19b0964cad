"""Documents (Documenten 1.7): identity apart from versions; bytes stand in the storage by their hash."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class EnkelvoudigInformatieObject(TenantModel):
    """The document itself, over all its versions. `huidige_versie` is the newest number."""

    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    informatieobjecttype = TenantForeignKey("catalogi.InformatieObjectType", on_delete=models.PROTECT)
    huidige_versie = models.IntegerField(default=1)
    lock = models.CharField(max_length=64, blank=True, default="")
    lock_door = models.CharField(max_length=200, blank=True, default="")
    lock_moment = models.DateTimeField(null=True)
    indicatie_gebruiksrecht = models.BooleanField(null=True)
    versie = models.IntegerField(default=1, help_text="counts every change, for the ETag")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "bronorganisatie", "identificatie"], name="document_identificatie_uniek"
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "id"], condition=~models.Q(lock=""), name="document_vergrendeld")
        ]


class InformatieObjectVersie(TenantModel):
    """One version; never changed after it is made (except as a concept of the same lock)."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE, covered=True)
    versie = models.IntegerField()
    begin_registratie = models.DateTimeField()
    creatiedatum = models.DateField()
    titel = models.CharField(max_length=200)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    is_gereed_voor_publicatie = models.BooleanField(null=True)
    tonen_aan_initiator = models.BooleanField(default=False)
    auteur = models.CharField(max_length=200)
    status = models.CharField(max_length=20, blank=True, default="")
    inhoud_is_vervallen = models.BooleanField(null=True)
    formaat = models.CharField(max_length=255, blank=True, default="")
    taal = models.CharField(max_length=3)
    bestandsnaam = models.CharField(max_length=255, blank=True, default="")
    sha256 = models.CharField(
        max_length=64, blank=True, default="", help_text="key of the bytes; empty without content"
    )
    bestandsomvang = models.BigIntegerField(null=True)
    link = models.CharField(max_length=200, blank=True, default="")
    beschrijving = models.CharField(max_length=1000, blank=True, default="")
    ontvangstdatum = models.DateField(null=True)
    verzenddatum = models.DateField(null=True)
    verschijningsvorm = models.TextField(blank=True, default="")
    ondertekening = models.JSONField(null=True)
    integriteit = models.JSONField(null=True)
    trefwoorden = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "informatieobject", "versie"], name="documentversie_uniek"
            )
        ]
        indexes = [models.Index(fields=["tenant", "sha256"], name="documentversie_inhoud")]


class ObjectInformatieObject(TenantModel):
    """A document belongs to an object of a store above this one. No foreign key upward."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE)
    object_type = models.CharField(max_length=10)
    object_id = models.UUIDField(null=True)
    object_url = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "object_type", "object_id", "informatieobject"], name="objectdocument_uniek"
            ),
            models.UniqueConstraint(
                fields=["tenant", "object_type", "object_url", "informatieobject"],
                condition=~models.Q(object_url=""),
                name="objectdocument_elders_uniek",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "object_id"], name="objectdocument_object"),
            models.Index(
                fields=["tenant", "object_url"],
                condition=~models.Q(object_url=""),
                name="objectdocument_elders",
            ),
        ]


class Gebruiksrechten(TenantModel):
    """Under which conditions a document may be used."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE)
    startdatum = models.DateTimeField()
    einddatum = models.DateTimeField(null=True)
    omschrijving_voorwaarden = models.TextField()
    versie = models.IntegerField(default=1)


class Bestandsdeel(TenantModel):
    """A part of a content that is on its way; gone when the parts are joined."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE)
    volgnummer = models.IntegerField()
    omvang = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, default="", help_text="empty until it has arrived")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "informatieobject", "volgnummer"], name="bestandsdeel_volgnummer_uniek"
            )
        ]
        indexes = [models.Index(fields=["tenant", "sha256"], name="bestandsdeel_inhoud")]


class Verzending(TenantModel):
    """From whom a document came or to whom it went, and by which one way."""

    informatieobject = TenantForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE)
    betrokkene = models.CharField(max_length=200)
    aard_relatie = models.CharField(max_length=20)
    toelichting = models.CharField(max_length=200, blank=True, default="")
    ontvangstdatum = models.DateField(null=True)
    verzenddatum = models.DateField(null=True)
    contact_persoon = models.CharField(max_length=1000)
    contactpersoonnaam = models.CharField(max_length=40, blank=True, default="")
    binnenlands_correspondentieadres = models.JSONField(null=True)
    buitenlands_correspondentieadres = models.JSONField(null=True)
    correspondentie_postadres = models.JSONField(null=True)
    faxnummer = models.CharField(max_length=15, blank=True, default="")
    emailadres = models.CharField(max_length=100, blank=True, default="")
    mijn_overheid = models.BooleanField(default=False)
    telefoonnummer = models.CharField(max_length=15, blank=True, default="")
    versie = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["tenant", "betrokkene"], name="verzending_betrokkene")]


class GereserveerdDocumentnummer(TenantModel):
    """A number that is promised to who asked for it, until a document takes it."""

    bronorganisatie = models.CharField(max_length=9)
    identificatie = models.CharField(max_length=40)
    gereserveerd = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "bronorganisatie", "identificatie"],
                name="documentnummer_gereserveerd_uniek",
            )
        ]
