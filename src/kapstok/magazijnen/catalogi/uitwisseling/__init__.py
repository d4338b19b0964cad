"""A catalogus as a file: the market's ZIP with a JSON file per kind, out and in.

The form is the one of the market's leading product (names in snake_case, relations as addresses), with the
names of related types beside them, as Catalogi 1.3.3 has them.
"""

from kapstok.magazijnen.catalogi.uitwisseling.invoer import Report, import_catalogus
from kapstok.magazijnen.catalogi.uitwisseling.uitvoer import export_catalogus

__all__ = ["Report", "export_catalogus", "import_catalogus"]
