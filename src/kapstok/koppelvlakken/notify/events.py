"""The worker carries notifications beside its own work; those of the base registrations are made here."""

from kapstok.koppelvlakken.notify.carrier import carry
from kapstok.koppelvlakken.notify.registers import meldingen
from kapstok.platform.events.outbound import carries
from kapstok.platform.events.registry import adds

carries(carry)
adds(meldingen)
