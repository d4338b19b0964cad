"""Names of streets that sound like the north and are none of anybody. Deterministic."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

_WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("namen.json").read_text())


def street_names(rng: random.Random) -> Iterator[str]:
    """Names without end, each once; one in twelve after somebody who never lived."""
    used: set[str] = set()
    pairs = [
        f"{begin}{end}"
        for begin in _WORDS["begins"]
        for end in _WORDS["ends"]
        if not begin.lower().endswith(end)
    ]
    rng.shuffle(pairs)
    people = [
        f"{first} {last}{end}"
        for first in _WORDS["first"]
        for last in _WORDS["last"]
        for end in ("straat", "hof", "plein")
    ]
    rng.shuffle(people)
    number = 0
    while True:
        source = people if number % 12 == 11 and people else pairs
        number += 1
        name = source.pop() if source else f"{number}e Dwarsweg"
        if name not in used:
            used.add(name)
            yield name
