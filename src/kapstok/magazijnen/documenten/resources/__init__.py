"""The Documenten API (1.7.0), declared: one module per resource. Importing this declares them all."""

from kapstok.magazijnen.documenten.resources import document, gebruiksrechten, relatie, verzending
from kapstok.magazijnen.documenten.resources.base import DOCUMENTEN

__all__ = ["DOCUMENTEN", "document", "gebruiksrechten", "relatie", "verzending"]
