"""The worker carries notifications beside its own work."""

from kapstok.koppelvlakken.notify.carrier import carry
from kapstok.platform.events.outbound import carries

carries(carry)
