"""The Objecten API (2) and the Objecttypen API (2), declared."""

from kapstok.magazijnen.objecten.resources import object as objects  # noqa: F401 - importing declares them
from kapstok.magazijnen.objecten.resources import typen  # noqa: F401
from kapstok.magazijnen.objecten.resources.base import OBJECTEN, OBJECTTYPES

__all__ = ["OBJECTEN", "OBJECTTYPES"]
