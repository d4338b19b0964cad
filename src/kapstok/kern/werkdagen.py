"""Working days by the Algemene termijnenwet (Atw).

Days that the government equates with a holiday (Atw art. 3 lid 3) are data: they come in as `gesloten`.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from kapstok.kern.tijdvak import Duration

_SATURDAY = 5
_DAY = timedelta(days=1)


# A list of 50 zaken with terms of 8 weeks asks this 2,000 times; 5 microseconds each without the cache.
@lru_cache(maxsize=64)
def feestdagen(year: int) -> MappingProxyType[date, str]:
    """Holidays of Atw art. 3 lid 1 and Good Friday (lid 2), with their names."""
    easter = easter_sunday(year)
    return MappingProxyType(
        {
            date(year, 1, 1): "Nieuwjaarsdag",
            easter - 2 * _DAY: "Goede Vrijdag",
            easter + _DAY: "Tweede Paasdag",
            koningsdag(year): "Koningsdag",
            date(year, 5, 5): "Bevrijdingsdag",
            easter + 39 * _DAY: "Hemelvaartsdag",
            easter + 50 * _DAY: "Tweede Pinksterdag",
            date(year, 12, 25): "Eerste Kerstdag",
            date(year, 12, 26): "Tweede Kerstdag",
        }
    )


def koningsdag(year: int) -> date:
    """27 April, since 2014; before that Koninginnedag, 30 April. On a Sunday it is kept the day before."""
    day = date(year, 4, 27 if year >= 2014 else 30)
    return day - _DAY if day.isoweekday() == 7 else day


def easter_sunday(year: int) -> date:
    """Gregorian Easter, by the method of Meeus, Jones and Butcher."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_werkdag(day: date, gesloten: Collection[date] = ()) -> bool:
    return day.weekday() < _SATURDAY and day not in feestdagen(day.year) and day not in gesloten


def next_werkdag(day: date, gesloten: Collection[date] = ()) -> date:
    """The day itself, or the first working day after it (Atw art. 1 lid 1)."""
    while not is_werkdag(day, gesloten):
        day += _DAY
    return day


def add_werkdagen(day: date, number: int, gesloten: Collection[date] = ()) -> date:
    """The day after which `number` working days have passed; 0 gives the day itself."""
    for _ in range(number):
        day = next_werkdag(day + _DAY, gesloten)
    return day


def count_werkdagen(begin: date, einde: date, gesloten: Collection[date] = ()) -> int:
    """Working days after begin, up to and including einde; negative when einde lies before begin."""
    if einde < begin:
        return -count_werkdagen(einde, begin, gesloten)
    days = (begin + n * _DAY for n in range(1, (einde - begin).days + 1))
    return sum(is_werkdag(day, gesloten) for day in days)


def atw_applies(termijn: Duration) -> bool:
    """Atw art. 4: not for terms in hours, over 90 days, 12 weeks or 3 months, or in years."""
    if termijn.years or termijn.hours or termijn.minutes or termijn.seconds:
        return False
    return termijn.days + 7 * termijn.weeks + 30 * termijn.months <= 90
