"""Partijen: whom the municipality has contact with, and how to reach them (Klantinteracties 0.9)."""

from django.db import models

from kapstok.platform.db import TenantForeignKey, TenantModel


def _once(name: str, field: str) -> models.UniqueConstraint:
    """A number that need not be there is there once."""
    return models.UniqueConstraint(
        fields=["tenant", field], condition=models.Q(**{f"{field}__gt": ""}), name=name
    )


class Partij(TenantModel):
    """A person, an organisation or a contact person. `partij_identificatie` has the names, by kind."""

    nummer = models.CharField(max_length=10, blank=True, default="")
    interne_notitie = models.TextField(blank=True, default="")
    soort_partij = models.CharField(max_length=14)
    indicatie_geheimhouding = models.BooleanField(null=True)
    voorkeurstaal = models.CharField(max_length=3, blank=True, default="")
    indicatie_actief = models.BooleanField()
    bezoekadres = models.JSONField(null=True)
    correspondentieadres = models.JSONField(null=True)
    partij_identificatie = models.JSONField(null=True)
    werkte_voor_partij = TenantForeignKey("self", on_delete=models.CASCADE, null=True)
    voorkeurs_digitaal_adres = TenantForeignKey("DigitaalAdres", on_delete=models.SET_NULL, null=True)
    voorkeurs_rekeningnummer = TenantForeignKey("Rekeningnummer", on_delete=models.SET_NULL, null=True)

    class Meta:
        constraints = [_once("partij_nummer_uniek", "nummer")]


class PartijIdentificator(TenantModel):
    """What a partij is called in a basic register. A vestiging is known within its onderneming. `sleutel`: the keyed
    hash of a bsn or kvk number, by which it is found who logged in."""

    identificeerde_partij = TenantForeignKey(Partij, on_delete=models.CASCADE, null=True)
    sub_identificator_van = TenantForeignKey("self", on_delete=models.PROTECT, null=True)
    andere_partij_identificator = models.CharField(max_length=200, blank=True, default="")
    code_objecttype = models.CharField(max_length=200)
    code_soort_object_id = models.CharField(max_length=200)
    object_id = models.CharField(max_length=200)
    code_register = models.CharField(max_length=200)
    sleutel = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "sleutel"], name="partijidentificator_sleutel"),
            models.Index(fields=["tenant", "object_id"], name="partijidentificator_nummer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "object_id", "code_soort_object_id", "code_objecttype", "code_register"],
                condition=models.Q(sub_identificator_van=None),
                name="partijidentificator_uniek",
            ),
            models.UniqueConstraint(
                fields=[
                    "tenant",
                    "sub_identificator_van",
                    "object_id",
                    "code_soort_object_id",
                    "code_objecttype",
                    "code_register",
                ],
                condition=models.Q(sub_identificator_van__isnull=False),
                name="partijidentificator_binnen_uniek",
            ),
            models.UniqueConstraint(
                fields=["tenant", "identificeerde_partij", "code_soort_object_id"],
                condition=models.Q(identificeerde_partij__isnull=False),
                name="partijidentificator_soort_uniek",
            ),
        ]


class Rekeningnummer(TenantModel):
    """A bank account of a partij."""

    partij = TenantForeignKey(Partij, on_delete=models.CASCADE, null=True)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True, default="")


class Categorie(TenantModel):
    """A name under which partijen are put together."""

    naam = models.CharField(max_length=80, blank=True, default="")


class CategorieRelatie(TenantModel):
    """A partij in a categorie, from and until."""

    partij = TenantForeignKey(Partij, on_delete=models.CASCADE, null=True)
    categorie = TenantForeignKey(Categorie, on_delete=models.CASCADE, null=True)
    begin_datum = models.DateField(null=True)
    eind_datum = models.DateField(null=True)


class Vertegenwoordigden(TenantModel):
    """One partij acts for another."""

    vertegenwoordigende_partij = TenantForeignKey(Partij, on_delete=models.CASCADE)
    vertegenwoordigde_partij = TenantForeignKey(Partij, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vertegenwoordigende_partij", "vertegenwoordigde_partij"],
                name="vertegenwoordiging_uniek",
            )
        ]


class DigitaalAdres(TenantModel):
    """An address for mail, telephone or anything else, of a partij or of who was part of a contact."""

    verstrekt_door_partij = TenantForeignKey(Partij, on_delete=models.CASCADE, null=True)
    verstrekt_door_betrokkene = TenantForeignKey("Betrokkene", on_delete=models.SET_NULL, null=True)
    adres = models.CharField(max_length=80)
    soort_digitaal_adres = models.CharField(max_length=20)
    is_standaard_adres = models.BooleanField(default=False)
    omschrijving = models.CharField(max_length=40, blank=True, default="")
    referentie = models.CharField(max_length=50, blank=True, default="")
    verificatie_datum = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "verstrekt_door_partij", "soort_digitaal_adres"],
                condition=models.Q(is_standaard_adres=True, verstrekt_door_partij__isnull=False),
                name="standaardadres_uniek",
            ),
            models.UniqueConstraint(
                fields=["tenant", "verstrekt_door_partij", "referentie", "soort_digitaal_adres"],
                condition=models.Q(referentie__gt="", verstrekt_door_partij__isnull=False),
                name="adresreferentie_uniek",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "adres"], name="digitaaladres_adres")]


class Persoon(TenantModel):
    """Contactgegevens: a person outside the registers."""

    geboortedatum = models.DateField()
    overlijdensdatum = models.DateField(null=True)
    geslachtsnaam = models.CharField(max_length=200)
    geslacht = models.CharField(max_length=1, blank=True, default="")
    voorvoegsel = models.CharField(max_length=10, blank=True, default="")
    voornamen = models.CharField(max_length=200, blank=True, default="")
    adres = models.JSONField(null=True)


class Organisatie(TenantModel):
    """Contactgegevens: an organisation outside the registers."""

    handelsnaam = models.CharField(max_length=255)
    oprichtingsdatum = models.DateField(null=True)
    opheffingsdatum = models.DateField(null=True)
    adres = models.JSONField(null=True)
