"""When a contract asks for a choice: its end, minus the notice, minus the time that choosing takes."""

from dataclasses import dataclass
from datetime import date

from kapstok.kern.tijdvak import Duration

DOORLOOPTIJD = Duration(months=18)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The days of one contract."""

    beginnen: date
    opzeggen: date
    einde: date

    def stand(self, vandaag: date) -> str:
        """later, beginnen (choose now), opzegdag_voorbij (it goes on by itself), afgelopen."""
        if vandaag > self.einde:
            return "afgelopen"
        if vandaag > self.opzeggen:
            return "opzegdag_voorbij"
        return "later" if vandaag < self.beginnen else "beginnen"


def agenda(einde: date, opzegtermijn_maanden: int, doorlooptijd: Duration = DOORLOOPTIJD) -> Agenda:
    """The last day to give notice, and the day on which the choice has to begin."""
    notice = einde - Duration(months=opzegtermijn_maanden)
    return Agenda(beginnen=notice - doorlooptijd, opzeggen=notice, einde=einde)
