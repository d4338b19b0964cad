"""The BAG: every voorkomen of every object as delivered, and the addresses of the day of the last delivery."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


class Nummeraanduiding(TenantModel):
    """One address of the day of the last delivery, with its place (ETRS89). Generated ones are marked as such."""

    identificatie = models.CharField(max_length=16)
    openbare_ruimte = models.CharField(max_length=80)
    huisnummer = models.IntegerField()
    huisletter = models.CharField(max_length=1, blank=True, default="")
    toevoeging = models.CharField(max_length=4, blank=True, default="")
    postcode = models.CharField(max_length=6)
    woonplaats = models.CharField(max_length=80)
    lon = models.FloatField()
    lat = models.FloatField()
    gegenereerd = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "identificatie"], name="nummeraanduiding_uniek")
        ]
        indexes = [
            models.Index(fields=["tenant", "postcode", "huisnummer"], name="adres_postcode"),
            models.Index(fields=["tenant", "openbare_ruimte", "huisnummer"], name="adres_straat"),
            # Comparing numbers is leakproof: the box of `queries.nearest` uses this under the policy.
            models.Index(fields=["tenant", "lat", "lon"], name="adres_plek"),
        ]


class Adresdag(TenantModel):
    """Of which day the addresses are: what has changed since is found by it, however long nothing made them anew."""

    dag = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="bag_adresdag_uniek")]


class Straat(TenantModel):
    """A street in a place that has addresses, and with an empty name the place itself.

    Kept by a trigger (sql/straten.sql): no way of writing forgets it.
    """

    naam = models.CharField(max_length=80)
    woonplaats = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "naam", "woonplaats"], name="bag_straat_uniek")
        ]


class Drieletter(TenantModel):
    """Three letters of the name or the place of a street: what is left of a name that was typed wrong.

    Not a trigram index: the policy hides that from the planner (docs/besluiten/0007, 0011).
    """

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "drieletter", "straat_id")

    id = None
    pk = models.CompositePrimaryKey("tenant", "drieletter", "straat")
    drieletter = models.CharField(max_length=3, db_collation="C")
    straat = TenantForeignKey(Straat, on_delete=models.CASCADE)


class Inhoud(TenantModel):
    """What a delivery says about one voorkomen (IMBAG-LV 2.1). Both time axes, and the content as it came.

    `kenmerk` is empty for an object. Otherwise the row tells that this property of the object was under investigation,
    or, for objecttype GWR, in which gemeente the woonplaats lies.
    """

    objecttype = models.CharField(max_length=3)
    identificatie = models.CharField(max_length=16)
    kenmerk = models.CharField(max_length=40, blank=True, default="")
    voorkomen = models.IntegerField(default=0)
    status = models.CharField(max_length=80, blank=True, default="")
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True)
    geregistreerd = models.DateTimeField()
    eind_registratie = models.DateTimeField(null=True)
    geregistreerd_lv = models.DateTimeField()
    inactief = models.DateTimeField(null=True)
    niet_bag = models.DateTimeField(null=True)
    gegevens = models.JSONField(default=dict)
    geometrie = models.BinaryField(null=True, help_text="WKB in RD, without height")
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    maat = models.SmallIntegerField(null=True, help_text="of its box: half a side is at most 2^maat metres")
    merk = models.CharField(max_length=32, help_text="hash of the content: is it the same?")

    class Meta:
        abstract = True


class Voorkomen(Inhoud):
    """The store."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "objecttype", "identificatie", "kenmerk", "voorkomen", "geregistreerd_lv"],
                name="bag_voorkomen_uniek",
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "objecttype", "maat", "lat", "lon"], name="bag_voorkomen_plek")
        ]


class Ingang(TenantModel):
    """By what an object can be found: what it refers to, its postcode, its name (sql/ingangen.sql keeps it).

    Of all its voorkomens. Equality of text uses the key under the policy; looking into `gegevens` would not.
    """

    app_rights = ("SELECT", "INSERT", "DELETE")
    key = ("tenant", "ingang", "objecttype", "identificatie")

    id = None
    pk = models.CompositePrimaryKey("tenant", "ingang", "objecttype", "identificatie")
    ingang = models.CharField(max_length=80, db_collation="C")
    objecttype = models.CharField(max_length=3)
    identificatie = models.CharField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["tenant", "identificatie"], name="bag_ingang_object")]


class Levering(TenantModel):
    """A file that was offered, how far it has been read, and what came of it."""

    class Soort(models.TextChoices):
        STAND = "stand", "stand"
        MUTATIE = "mutatie", "mutatie"

    naam = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    soort = models.CharField(max_length=7, choices=Soort.choices, blank=True, default="")
    stand = models.DateField(null=True, help_text="StandTechnischeDatum")
    begonnen = models.DateTimeField()
    klaar = models.DateTimeField(null=True)
    deel = models.IntegerField(default=0, help_text="files inside that were read to the end")
    positie = models.IntegerField(default=0, help_text="objects read of the file that comes next")
    fout = models.CharField(max_length=500, blank=True, default="")
    telling = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "hash"], name="bag_levering_uniek")]


class Aanvoer(Inhoud):
    """What was read of a delivery and does not count yet."""

    class Soort(models.TextChoices):
        STAND = "stand", "stand"
        ERBIJ = "erbij", "toevoeging"
        WAS = "was", "was"
        WORDT = "wordt", "wordt"
        WEG = "weg", "verwijdering"

    levering = TenantForeignKey(Levering, on_delete=models.CASCADE, covered=True)
    nummer = models.IntegerField()
    soort = models.CharField(max_length=5, choices=Soort.choices)
    plaats = models.CharField(max_length=200, help_text="file and line")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "levering", "nummer"], name="bag_aanvoer_volgorde")
        ]
