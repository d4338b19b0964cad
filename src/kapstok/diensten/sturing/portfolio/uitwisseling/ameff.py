"""Names that AMEFF in and out share: the namespace, the properties, and how an id of ours becomes one of theirs."""

from kapstok.diensten.sturing.portfolio.uitwisseling.kolommen import Kolom, applicatie_kolommen

ARCHIMATE = "http://www.opengroup.org/xsd/archimate/3.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
SCHEMA = f"{ARCHIMATE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"

# Kinds of element that we write and read.
APPLICATIE, ACTOR = "ApplicationComponent", "BusinessActor"
OBJECT_ID = "Object ID"  # as GEMMA names it
SOORT, REFERENTIE, GEMEENTE = "GEMMA type", "Referentiecomponent", "Gemeente"
INTEGRATIE, OPVOLGER = "Integratie", "Vervangen door"
GEBRUIK, AFDELINGEN = "Gebruik", "Afdelingen"
STANDAARD, RICHTING, GEGEVENS, BUS = "Standaard", "Richting", "Gegevens", "Via servicebus"


def eigenschappen() -> dict[str, Kolom]:
    """Fields of an application that travel as a property, by the name of that property.

    The name, the description and the components have a form of their own in ArchiMate.
    """
    own = {"naam", "omschrijving", "componenten"}
    return {k.naam.replace("_", " ").capitalize(): k for k in applicatie_kolommen() if k.naam not in own}


def q(name: str, space: str = ARCHIMATE) -> str:
    """A name in its namespace, as lxml writes it."""
    return f"{{{space}}}{name}"
