"""Zaken and their numbers (Zaken 1.7). Columns are the standard's fields in snake_case.

Derived columns (status_id, resultaat_id, zoektekst ...) are kept in the transaction that changes their
source, so that a list needs no join to know them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel

# Days by which zaken are asked for and put in order, and what decides who sees a zaak.
DAYS = (
    *("startdatum", "registratiedatum", "einddatum", "einddatum_gepland"),
    *("uiterlijke_einddatum_afdoening", "archiefactiedatum"),
)
REACH = ["zaaktype", "vertrouwelijkheid_rang"]


def _by_day(column: str) -> models.Index:
    """In the order of a list, with what decides about a row: a page far away and an edge of a count read no zaken."""
    return models.Index(fields=["tenant", column, "id"], include=REACH, name=f"zaak_{column}"[:30])


class Zaak(TenantModel):
    """One piece of work for somebody, from request to archive."""

    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    omschrijving = models.CharField(max_length=80, blank=True, default="")
    toelichting = models.CharField(max_length=1000, blank=True, default="")
    zaaktype = TenantForeignKey("catalogi.ZaakType", on_delete=models.PROTECT, covered=True)
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
    kenmerken = models.JSONField(default=list)
    archiefnominatie = models.CharField(max_length=20, blank=True, default="")
    archiefstatus = models.CharField(max_length=40, default="nog_te_archiveren")
    archiefactiedatum = models.DateField(null=True)
    startdatum_bewaartermijn = models.DateField(null=True)
    bewaartermijn_afgeleid = models.BooleanField(
        default=False, help_text="startdatum_bewaartermijn was derived when the zaak was closed, not given"
    )
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
            *(_by_day(column) for column in DAYS),
            _by_day("publicatiedatum"),
            # Searching in a polygon begins with its box: comparing numbers is leakproof, what geometry offers is not.
            models.Index(
                fields=["tenant", "min_x", "min_y"],
                include=["max_x", "max_y"],
                condition=models.Q(min_x__isnull=False),
                name="zaak_plaats",
            ),
            models.Index(
                fields=["tenant", "zaaktype", "id"], include=["vertrouwelijkheid_rang"], name="zaak_zaaktype"
            ),
            # For a value that few zaken have; equal values take little room, so that these cost little.
            *(
                models.Index(fields=["tenant", column], name=f"zaak_{column}"[:30])
                for column in (
                    *(
                        "archiefnominatie",
                        "archiefstatus",
                        "bronorganisatie",
                        "verantwoordelijke_organisatie",
                    ),
                    *("opdrachtgevende_organisatie", "vertrouwelijkheid_rang"),
                )
            ),
            # What a limited application may see is decided from the index, also on a page far away.
            models.Index(fields=["tenant", "-id"], include=REACH, name="zaak_bereik"),
        ]


class ZaakRelatie(TenantModel):
    """Another zaak that matters for this one: here (`andere_zaak`) or in another registry (`url`).

    With `aard_relatie` it is one of relevanteAndereZaken, which go one way. Without it is one of
    gerelateerdeZaken, which count both ways.
    """

    zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE)
    andere_zaak = TenantForeignKey(Zaak, on_delete=models.CASCADE, null=True)
    url = models.CharField(max_length=1000, blank=True, default="")
    aard_relatie = models.CharField(max_length=20, blank=True, default="")
    overige_relatie = models.CharField(max_length=100, blank=True, default="")
    toelichting = models.CharField(max_length=255, blank=True, default="")
    volgorde = models.SmallIntegerField(default=0)


class Zaaknummerreservering(TenantModel):
    """A number given out before there is a zaak; the first zaak that comes with it uses it up."""

    bronorganisatie = models.CharField(max_length=9)
    identificatie = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "identificatie", "bronorganisatie"], name="zaaknummer_gereserveerd_uniek"
            )
        ]


class Zaaktelling(TenantModel):
    """Number of zaken per zaaktype and confidentiality, and by one property more that `wat` names: a day by its month,
    a value, or a key. Without the changes that Zaaktelregel still has (sql/telling.sql)."""

    wat = models.CharField(max_length=40)
    maand = models.DateField(null=True)
    waarde = models.TextField(blank=True, default="")
    sleutel = models.UUIDField(null=True)
    zaaktype_id = models.UUIDField()
    vertrouwelijkheid_rang = models.SmallIntegerField()
    aantal = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("tenant", "wat", "zaaktype_id", "vertrouwelijkheid_rang"),
                    *("maand", "waarde", "sleutel"),
                ],
                nulls_distinct=False,
                name="zaaktelling_uniek",
            )
        ]


class Zaaktelregel(TenantModel):
    """A zaak more (`aantal` 1) or less (-1) with these properties, not yet added to Zaaktelling. Made by a trigger, so
    that no way of writing forgets it."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    zaaktype_id = models.UUIDField()
    vertrouwelijkheid_rang = models.SmallIntegerField()
    bronorganisatie = models.CharField(max_length=9)
    startdatum = models.DateField()
    registratiedatum = models.DateField()
    einddatum = models.DateField(null=True)
    einddatum_gepland = models.DateField(null=True)
    uiterlijke_einddatum_afdoening = models.DateField(null=True)
    archiefactiedatum = models.DateField(null=True)
    archiefnominatie = models.CharField(max_length=20)
    archiefstatus = models.CharField(max_length=40)
    statustype_id = models.UUIDField(null=True)
    verantwoordelijke_organisatie = models.CharField(max_length=9, default="", db_default="")
    opdrachtgevende_organisatie = models.CharField(max_length=9, default="", db_default="")
    rolsoorten = ArrayField(models.TextField(), default=list, db_default=[], help_text="what its rollen are")
    status_gezet = models.DateField(null=True, help_text="day of its newest status, in UTC")
    resultaattype_id = models.UUIDField(null=True)
    bronnen = ArrayField(
        models.TextField(), default=list, db_default=[], help_text="registers with a kenmerk for it"
    )
    aantal = models.IntegerField()


class Zaakstand(TenantModel):
    """Where a zaak stands: its newest status and its outcome. A table of its own, so that a status does not cost a line
    in every index of the zaken. Made by triggers (sql/telling.sql), and like what they count without a foreign key."""

    key = ("tenant", "zaak_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "zaak_id")
    zaak_id = models.UUIDField()
    zaaktype_id = models.UUIDField()
    vertrouwelijkheid_rang = models.SmallIntegerField()
    statustype_id = models.UUIDField(null=True)
    gezet = models.DateTimeField(null=True)
    resultaattype_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "gezet", "zaak_id"],
                include=["zaaktype_id", "vertrouwelijkheid_rang"],
                condition=models.Q(gezet__isnull=False),
                name="zaakstand_gezet",
            ),
            models.Index(fields=["tenant", "statustype_id", "zaak_id"], name="zaakstand_statustype"),
        ]
