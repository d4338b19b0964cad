"""The stores tell of what is followed."""

from kapstok.diensten.distributie.volgers import adressen, bedrijven
from kapstok.platform.events.registry import cares_about

cares_about("adres")(adressen)
cares_about("bedrijf")(bedrijven)
