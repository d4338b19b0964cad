"""Persons as the BRP delivers them: whole persoonslijsten, and columns to find them by."""

from django.db import models
from django.utils import timezone

from kapstok.magazijnen.brp.bevragen.tabellen import Regel
from kapstok.platform.db import TenantForeignKey, TenantModel


class Persoonslijst(TenantModel):
    """One persoonslijst. `categorieen` is the list itself, lossless, in the form of pl-json/1."""

    bsn = models.CharField(max_length=9, blank=True, default="")
    a_nummer = models.CharField(max_length=10, blank=True, default="")
    label = models.CharField(max_length=200, blank=True, default="")
    categorieen = models.JSONField()
    voornamen = models.CharField(max_length=200, blank=True, default="")
    voorvoegsel = models.CharField(max_length=10, blank=True, default="")
    geslachtsnaam = models.CharField(max_length=200, blank=True, default="")
    geboortedatum = models.CharField(
        max_length=8, blank=True, default="", help_text="yyyymmdd, zeros for unknown"
    )
    postcode = models.CharField(max_length=6, blank=True, default="")
    huisnummer = models.CharField(max_length=5, blank=True, default="")
    gemeentecode = models.CharField(max_length=4, blank=True, default="")
    overleden = models.BooleanField(default=False)
    geheim = models.SmallIntegerField(default=0)
    opschorting = models.CharField(max_length=1, blank=True, default="", help_text="reden, LO3 67.20")
    geslacht = models.CharField(max_length=1, blank=True, default="")
    huisletter = models.CharField(max_length=1, blank=True, default="")
    toevoeging = models.CharField(max_length=4, blank=True, default="")
    adresseerbaar_object = models.CharField(max_length=16, blank=True, default="")
    nummeraanduiding = models.CharField(max_length=16, blank=True, default="")
    # As they are looked for: small letters without diacritics.
    zoek_naam = models.CharField(max_length=200, blank=True, default="")
    zoek_voornamen = models.CharField(max_length=200, blank=True, default="")
    zoek_straat = models.CharField(max_length=80, blank=True, default="")
    zoek_openbare_ruimte = models.CharField(max_length=80, blank=True, default="")
    bekend_sinds = models.DateTimeField(
        default=timezone.now, help_text="since when the store has this list as it is"
    )

    class Meta:
        # A bsn is not unique: two lists with one number are a finding, not a reason to lose a person.
        indexes = [
            models.Index(fields=["tenant", "bsn"], condition=~models.Q(bsn=""), name="persoon_bsn"),
            models.Index(fields=["tenant", "geslachtsnaam", "geboortedatum"], name="persoon_naam"),
            models.Index(fields=["tenant", "postcode", "huisnummer"], name="persoon_adres"),
            models.Index(fields=["tenant", "a_nummer"], name="persoon_anummer"),
            models.Index(
                fields=["tenant", "zoek_naam", "geboortedatum"],
                opclasses=["int2_ops", "varchar_pattern_ops", "varchar_ops"],
                name="persoon_zoeknaam",
            ),
            models.Index(fields=["tenant", "gemeentecode", "huisnummer"], name="persoon_straat"),
            models.Index(
                fields=["tenant", "adresseerbaar_object"],
                condition=~models.Q(adresseerbaar_object=""),
                name="persoon_object",
            ),
            models.Index(
                fields=["tenant", "nummeraanduiding"],
                condition=~models.Q(nummeraanduiding=""),
                name="persoon_nummer",
            ),
        ]


class Versie(TenantModel):
    """What a persoonslijst said before it was changed or taken out: from `sinds` until (not including) `tot`."""

    app_rights = ("SELECT", "INSERT", "DELETE")

    lijst_id = models.UUIDField(help_text="that of the persoonslijst, which may be gone")
    bsn = models.CharField(max_length=9, blank=True, default="")
    a_nummer = models.CharField(max_length=10, blank=True, default="")
    categorieen = models.JSONField()
    sinds = models.DateTimeField()
    tot = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "lijst_id", "sinds"], name="brp_versie_lijst")]


class Ingang(TenantModel):
    """What stands on a list, now or before, to find it by: an address of the BAG, or the number of a document."""

    persoonslijst = TenantForeignKey(Persoonslijst, on_delete=models.CASCADE)
    soort = models.CharField(max_length=12, help_text="object or reisdocument")
    waarde = models.CharField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["tenant", "soort", "waarde"], name="brp_ingang_waarde")]


class Wijziging(TenantModel):
    """When the list of a person was changed last; it stays when the list is gone."""

    bsn = models.CharField(max_length=9)
    laatst = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "bsn"], name="brp_wijziging_bsn")]


class Volgindicatie(TenantModel):
    """An application follows a person, from a day and until (not including) a day."""

    applicatie_id = models.UUIDField()
    bsn = models.CharField(max_length=9)
    begindatum = models.DateField()
    einddatum = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "applicatie_id", "bsn"], name="brp_volgindicatie_uniek")
        ]
        indexes = [models.Index(fields=["tenant", "bsn"], name="brp_volgindicatie_bsn")]


class Tabelwaarde(models.Model):
    """A code of a national table that was loaded over those of this version. Public, the same for everybody."""

    LENGTE = 250

    tabel = models.CharField(max_length=30)
    code = models.CharField(max_length=6)
    omschrijving = models.CharField(max_length=LENGTE)
    van = models.CharField(max_length=8, blank=True, default="", help_text="yyyymmdd")
    tot = models.CharField(max_length=8, blank=True, default="", help_text="yyyymmdd")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tabel", "code"], name="brp_tabelwaarde_code")]

    def regel(self) -> Regel:
        """As the lookups use it."""
        return Regel(self.omschrijving, self.van, self.tot)


class Tabellading(models.Model):
    """Which file a national table was loaded from, and when."""

    tabel = models.CharField(max_length=30)
    bestand = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    regels = models.IntegerField()
    moment = models.DateTimeField(auto_now_add=True)
