"""Changes are told in StUF to who asked for that."""

from kapstok.koppelvlakken.stuf_bg.distributie import kennisgevingen
from kapstok.platform.events.registry import adds

adds(kennisgevingen)
