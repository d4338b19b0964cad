"""A small CSS reader for the build: drops rules whose classes nobody uses and tokens nobody asks for. Pure.

Knows comments, strings, nested at-rules and selector lists; that is all the NL Design System packages use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]*)(?:;|$)")
IN_A_BLOCK = re.compile(r"(?<=[{;\s])(--[\w-]+)\s*:[^;{}]*(?:;|(?=\}))")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NESTED = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True)
class Rule:
    """A prelude with its block; a statement such as @charset has no block."""

    prelude: str
    block: str | None


def rules(css: str) -> Iterator[Rule]:
    """Top-level rules of a stylesheet without its comments."""
    text = COMMENT.sub("", css)
    position = 0
    while position < len(text):
        end, mark = _next(text, position, "{;")
        if mark == "{":
            close = _closing(text, end)
            yield Rule(text[position:end].strip(), text[end + 1 : close])
            position = close + 1
        else:
            if text[position:end].strip():
                yield Rule(text[position:end].strip(), None)
            position = end + 1


def shaken(css: str, used: frozenset[str]) -> str:
    """The stylesheet without selectors that name a class outside `used`."""
    kept = []
    for rule in rules(css):
        if rule.block is None:
            continue
        if rule.prelude.startswith(NESTED):
            inner = shaken(rule.block, used)
            if inner:
                kept.append(f"{rule.prelude}{{{inner}}}")
            continue
        selectors = [part for part in split_list(rule.prelude) if set(CLASS.findall(part)) <= used]
        if selectors:
            kept.append(f"{','.join(selectors)}{{{rule.block}}}")
    return "".join(kept)


def tokens(css: str) -> dict[str, str]:
    """Custom properties that a theme stylesheet declares."""
    found: dict[str, str] = {}
    for rule in rules(css):
        if rule.block is not None:
            found |= {name: value.strip() for name, value in DECLARATION.findall(rule.block)}
    return found


def needed_tokens(css: str, available: dict[str, str]) -> dict[str, str]:
    """The tokens that the stylesheet asks for, and those that these ask for in turn."""
    queue = VARIABLE.findall(css)
    found: dict[str, str] = {}
    while queue:
        name = queue.pop()
        if name in found or name not in available:
            continue
        found[name] = available[name]
        queue += VARIABLE.findall(available[name])
    return {name: found[name] for name in sorted(found)}


def without_unread(css: str, readers: Iterable[str]) -> str:
    """The stylesheet without custom properties that neither it nor the readers ask for."""
    beside = {name for text in readers for name in VARIABLE.findall(text)}
    before = None
    while css != before:
        before, read = css, beside.union(VARIABLE.findall(css))
        unread = {name for name in IN_A_BLOCK.findall(css) if name not in read}
        css = IN_A_BLOCK.sub(partial(_without, unread), css)
    return css


def _without(names: set[str], found: re.Match[str]) -> str:
    return "" if found[1] in names else found.group()


def minified(css: str) -> str:
    """Comments and needless white space out; strings stay as they are."""
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", COMMENT.sub("", css))
    for index in range(0, len(parts), 2):
        text = re.sub(r"\s+", " ", parts[index])
        text = re.sub(r"\s*([{};,>])\s*|(?<=\() | (?=\))", r"\1", text)
        text = re.sub(r"([{;][\w-]+)\s*:\s*", r"\1:", text)
        parts[index] = text.replace(";}", "}")
    return "".join(parts).strip()


def used_names(sources: Iterable[str], prefixes: tuple[str, ...]) -> frozenset[str]:
    """Every word in the sources that starts with one of the prefixes; more is harmless, less is not."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, prefixes))})[\w-]+")
    found: set[str] = set()
    for text in sources:
        found.update(pattern.findall(text))
    return frozenset(found)


def split_list(text: str) -> list[str]:
    """A selector list at its top-level commas."""
    parts, depth, current = [], 0, ""
    for character in text:
        depth += character in "(["
        depth -= character in ")]"
        if character == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return [*parts, current.strip()] if current.strip() else parts


def _next(text: str, start: int, marks: str) -> tuple[int, str]:
    quote = ""
    for index in range(start, len(text)):
        character = text[index]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in marks:
            return index, character
    return len(text), ""


def _closing(text: str, start: int) -> int:
    depth, index = 0, start
    while index < len(text):
        index, mark = _next(text, index, "{}")
        depth += 1 if mark == "{" else -1
        if depth == 0 or not mark:
            return index
        index += 1
    return len(text)
