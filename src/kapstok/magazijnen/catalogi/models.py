"""The catalogue: what kinds of zaak, document and besluit there are (Catalogi 1.3, ImZTC).

Each municipality has its own rows. A shared base (the OWO catalogue) is loaded into each of them;
`basis_versie` says from which version, `lokaal` what this municipality does differently and why.
Column names are the standard's field names in snake_case; groups of the standard are json.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Catalogus(TenantModel):
    """A set of types of one organisation, for one domain."""

    domein = models.CharField(max_length=5)
    rsin = models.CharField(max_length=9)
    naam = models.CharField(max_length=200, blank=True, default="")
    contactpersoon_beheer_naam = models.CharField(max_length=40)
    contactpersoon_beheer_telefoonnummer = models.CharField(max_length=20, blank=True, default="")
    contactpersoon_beheer_emailadres = models.EmailField(max_length=254, blank=True, default="")
    catalogus_versie = models.CharField(max_length=20, blank=True, default="")
    begindatum_versie = models.DateField(null=True)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "domein", "rsin"], name="catalogus_domein_rsin_uniek")
        ]


class Geldig(TenantModel):
    """What has a period of validity and a concept phase. `versie` counts changes, for the ETag."""

    begin_geldigheid = models.DateField()
    einde_geldigheid = models.DateField(null=True)
    concept = models.BooleanField(default=True)
    versie = models.IntegerField(default=1)

    class Meta:
        abstract = True


class InformatieObjectType(Geldig):
    """A kind of document."""

    catalogus = TenantForeignKey(Catalogus, on_delete=models.CASCADE)
    omschrijving = models.CharField(max_length=80)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    informatieobjectcategorie = models.CharField(max_length=80)
    trefwoord = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    omschrijving_generiek = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "omschrijving"], name="iotype_omschrijving")]


class ZaakType(Geldig):
    """A version of a kind of zaak. The same `identificatie` in one catalogus is the same zaaktype."""

    catalogus = TenantForeignKey(Catalogus, on_delete=models.CASCADE)
    identificatie = models.CharField(max_length=50)
    omschrijving = models.CharField(max_length=80)
    omschrijving_generiek = models.CharField(max_length=80, blank=True, default="")
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    doel = models.TextField()
    aanleiding = models.TextField()
    toelichting = models.TextField(blank=True, default="")
    indicatie_intern_of_extern = models.CharField(max_length=6)
    handeling_initiator = models.CharField(max_length=20)
    onderwerp = models.CharField(max_length=80)
    handeling_behandelaar = models.CharField(max_length=20)
    doorlooptijd = models.CharField(max_length=30, help_text="ISO 8601 duration: the legal term")
    servicenorm = models.CharField(max_length=30, blank=True, default="")
    opschorting_en_aanhouding_mogelijk = models.BooleanField()
    verlenging_mogelijk = models.BooleanField()
    verlengingstermijn = models.CharField(max_length=30, blank=True, default="")
    trefwoorden = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    publicatie_indicatie = models.BooleanField()
    publicatietekst = models.TextField(blank=True, default="")
    verantwoordingsrelatie = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    producten_of_diensten = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    selectielijst_procestype = models.CharField(max_length=200, blank=True, default="")
    referentieproces = models.JSONField(default=dict)
    verantwoordelijke = models.CharField(max_length=50)
    broncatalogus = models.JSONField(null=True)
    bronzaaktype = models.JSONField(null=True)
    deelzaaktypen = ArrayField(
        models.CharField(max_length=50), default=list, blank=True, help_text="identificaties"
    )
    gerelateerde_zaaktypen = models.JSONField(
        default=list, help_text="zaaktype (identificatie, or an address elsewhere), aardRelatie, toelichting"
    )
    versiedatum = models.DateField(null=True)
    basis_versie = models.CharField(max_length=20, blank=True, default="")
    lokaal = models.JSONField(default=list, help_text="local differences: veld, basis, lokaal, reden, vanaf")
    team_id = models.UUIDField(null=True, help_text="team that handles new zaken; of the municipality itself")

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "identificatie", "begin_geldigheid"], name="zaaktype_versies")
        ]


class StatusType(TenantModel):
    """A step of a zaaktype. The highest volgnummer is the final one."""

    zaaktype = TenantForeignKey(ZaakType, on_delete=models.CASCADE)
    omschrijving = models.CharField(max_length=80)
    omschrijving_generiek = models.CharField(max_length=80, blank=True, default="")
    statustekst = models.CharField(max_length=1000, blank=True, default="")
    volgnummer = models.SmallIntegerField()
    informeren = models.BooleanField(default=False)
    doorlooptijd = models.CharField(max_length=30, blank=True, default="")
    toelichting = models.CharField(max_length=1000, blank=True, default="")
    checklistitem_statustype = models.JSONField(default=list)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "zaaktype", "volgnummer"], name="statustype_volgnummer_uniek"
            )
        ]


class ResultaatType(TenantModel):
    """A possible outcome of a zaaktype, and how long what belongs to it is kept."""

    zaaktype = TenantForeignKey(ZaakType, on_delete=models.CASCADE)
    omschrijving = models.CharField(max_length=30)
    resultaattypeomschrijving = models.CharField(max_length=1000)
    omschrijving_generiek = models.CharField(max_length=40, blank=True, default="")
    selectielijstklasse = models.CharField(max_length=1000)
    selectielijst_nummer = models.CharField(max_length=20, blank=True, default="")
    toelichting = models.TextField(blank=True, default="")
    archiefnominatie = models.CharField(max_length=20, blank=True, default="")
    archiefactietermijn = models.CharField(max_length=30, blank=True, default="")
    brondatum_archiefprocedure = models.JSONField(null=True)
    procesobjectaard = models.CharField(max_length=200, blank=True, default="")
    indicatie_specifiek = models.BooleanField(null=True)
    procestermijn = models.CharField(max_length=30, blank=True, default="")
    besluittypen = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, help_text="omschrijvingen"
    )
    informatieobjecttypen = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, help_text="omschrijvingen"
    )
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "zaaktype", "omschrijving"], name="resultaattype_omschrijving_uniek"
            )
        ]


class RolType(TenantModel):
    """A part somebody can play in a zaaktype."""

    zaaktype = TenantForeignKey(ZaakType, on_delete=models.CASCADE)
    omschrijving = models.CharField(max_length=100)
    omschrijving_generiek = models.CharField(max_length=20)
    versie = models.IntegerField(default=1)


class Eigenschap(TenantModel):
    """A fact that zaken of this type carry. `specificatie`: groep, formaat, lengte, kardinaliteit,
    waardenverzameling."""

    zaaktype = TenantForeignKey(ZaakType, on_delete=models.CASCADE)
    statustype = TenantForeignKey(StatusType, on_delete=models.SET_NULL, null=True)
    naam = models.CharField(max_length=20)
    definitie = models.CharField(max_length=255)
    specificatie = models.JSONField()
    toelichting = models.CharField(max_length=1000, blank=True, default="")
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zaaktype", "naam"], name="eigenschap_naam_uniek")
        ]


class ZaakObjectType(TenantModel):
    """A kind of object that zaken of this type can be about."""

    zaaktype = TenantForeignKey(ZaakType, on_delete=models.CASCADE)
    ander_objecttype = models.BooleanField()
    objecttype = models.CharField(max_length=200)
    relatie_omschrijving = models.CharField(max_length=80)
    versie = models.IntegerField(default=1)


class ZaakTypeInformatieObjectType(TenantModel):
    """Which kinds of document belong to a zaaktype, and which way they go."""

    zaaktype = TenantForeignKey(ZaakType, on_delete=models.CASCADE)
    informatieobjecttype = TenantForeignKey(InformatieObjectType, on_delete=models.CASCADE)
    statustype = TenantForeignKey(StatusType, on_delete=models.SET_NULL, null=True)
    volgnummer = models.SmallIntegerField()
    richting = models.CharField(max_length=10)
    versie = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "zaaktype", "volgnummer"], name="ztiot_volgnummer_uniek"
            )
        ]


class BesluitType(Geldig):
    """A kind of formal decision."""

    catalogus = TenantForeignKey(Catalogus, on_delete=models.CASCADE)
    omschrijving = models.CharField(max_length=80, blank=True, default="")
    omschrijving_generiek = models.CharField(max_length=80, blank=True, default="")
    besluitcategorie = models.CharField(max_length=40, blank=True, default="")
    reactietermijn = models.CharField(max_length=30, blank=True, default="")
    publicatie_indicatie = models.BooleanField()
    publicatietekst = models.TextField(blank=True, default="")
    publicatietermijn = models.CharField(max_length=30, blank=True, default="")
    toelichting = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["tenant", "omschrijving"], name="besluittype_omschrijving")]


class ZaakTypeBesluitType(TenantModel):
    """A besluit of this type can come out of a zaak of this type."""

    zaaktype = TenantForeignKey(ZaakType, on_delete=models.CASCADE)
    besluittype = TenantForeignKey(BesluitType, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zaaktype", "besluittype"], name="ztbt_uniek")
        ]


class BesluitTypeInformatieObjectType(TenantModel):
    """A besluit of this type is laid down in documents of this type."""

    besluittype = TenantForeignKey(BesluitType, on_delete=models.CASCADE)
    informatieobjecttype = TenantForeignKey(InformatieObjectType, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "besluittype", "informatieobjecttype"], name="btiot_uniek"
            )
        ]
