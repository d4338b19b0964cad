"""YAML as values that know their line. Only plain data: no references, no types of a programming language."""

from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

LARGEST = 1024 * 1024
DEEPEST = 12
BOOL, EMPTY = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong on a line."""

    rij: int
    kolom: str
    reden: str


@dataclass(frozen=True, slots=True)
class Knoop:
    """A value with its line: text, yes or no, nothing, a list or a mapping of such values."""

    waarde: Any
    rij: int


class Onleesbaar(Exception):
    """The file is no YAML that Kapstok takes."""

    def __init__(self, fout: Fout) -> None:
        super().__init__(fout.reden)
        self.fout = fout


class _Plain(yaml.SafeLoader):
    """Without references: one that points at itself ten times ten times fills the memory."""

    diepte = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1
            raise Onleesbaar(Fout(line, "", _("Een verwijzing (* of &) mag niet in dit bestand.")))
        self.diepte += 1
        if self.diepte > DEEPEST:
            line = self.peek_event().start_mark.line + 1
            raise Onleesbaar(Fout(line, "", _("Dit bestand is te diep genest.")))
        try:
            return super().compose_node(parent, index)
        finally:
            self.diepte -= 1


def lees(content: bytes) -> Knoop:
    """The file as one mapping. Raises Onleesbaar with the line."""
    if len(content) > LARGEST:
        raise Onleesbaar(Fout(1, "", _("Een bestand is hoogstens 1 MB.")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Onleesbaar(Fout(1, "", _("Dit bestand is geen tekst in UTF-8."))) from error
    try:
        root = yaml.compose(text, Loader=_Plain)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Onleesbaar(Fout(line, "", _("Dit is geen geldige YAML."))) from error
    except yaml.YAMLError as error:  # a character that no text has
        raise Onleesbaar(Fout(1, "", _("Dit is geen geldige YAML."))) from error
    if not isinstance(root, yaml.MappingNode):
        raise Onleesbaar(Fout(1, "", _("Dit bestand heeft geen onderdelen, zoals speerpunten.")))
    return _value(root)


def _value(node: Any) -> Knoop:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Knoop([_value(each) for each in node.value], line)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Knoop] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            where = key.start_mark.line + 1
            if not name or name in found:
                reason = _("Deze naam staat er twee keer.") if name else _("Hier hoort een naam.")
                raise Onleesbaar(Fout(where, name, reason))
            found[name] = _value(value)
        return Knoop(found, line)
    if node.tag == BOOL:
        return Knoop(node.value.lower() in ("yes", "true", "on"), line)
    return Knoop(None if node.tag == EMPTY else str(node.value), line)
