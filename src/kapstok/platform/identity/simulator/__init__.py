"""An OpenID provider that plays DigiD and eHerkenning, in demo mode only. It is not DigiD.

`register_personas` tells it whom to offer. Every answer is made from sealed values: nothing is stored, so
that it works in any number of processes (a code counts once per process, and for one minute).
"""

from kapstok.platform.identity.simulator.personas import Persona, Vestiging, register_personas

__all__ = ["Persona", "Vestiging", "register_personas"]
