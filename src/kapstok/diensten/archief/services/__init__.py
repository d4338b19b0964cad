"""What can be done with vernietigingslijsten, one act per function."""

from kapstok.diensten.archief.services.collect import collect, keep_longer
from kapstok.diensten.archief.services.destroy import destroy_next_batch, order_destruction
from kapstok.diensten.archief.services.review import approve, reject, stop, submit
from kapstok.diensten.archief.services.stops import lift_stop, place_stop

__all__ = [
    "approve",
    "collect",
    "destroy_next_batch",
    "keep_longer",
    "lift_stop",
    "order_destruction",
    "place_stop",
    "reject",
    "stop",
    "submit",
]
