"""Reading and writing XML of others: no entities, no DTD, nothing from the network, and a bound on the size."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

STUF = "http://www.egem.nl/StUF/StUF0301"
BG = "http://www.egem.nl/StUF/sector/bg/0310"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
NSMAP = {"StUF": STUF, "BG": BG, "xsi": XSI}
NIL = f"{{{XSI}}}nil"

Element = Any  # lxml gives its elements no public name, and ships no types


class XmlFault(ValueError):
    """It is no XML that we read; the message says why, without what stood in it."""


def parse(raw: bytes) -> Element:
    """The root of a document. Raises XmlFault."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 0
        raise XmlFault(f"Het bericht is geen goed gevormde XML (regel {line}).") from error
    except ValueError as error:
        raise XmlFault("Het bericht is geen goed gevormde XML.") from error
    if root.getroottree().docinfo.doctype:
        raise XmlFault("Een bericht met een DTD wordt niet gelezen.")
    return root


def local(node: Element) -> str:
    """The name without its namespace."""
    return etree.QName(node).localname


def name(namespace: str, tag: str) -> str:
    """A name in its namespace, as lxml writes it."""
    return f"{{{namespace}}}{tag}"


def children(node: Element) -> list[Element]:
    """The elements below; no processing instructions."""
    return [child for child in node if isinstance(child.tag, str)]


def child(node: Element, namespace: str, tag: str) -> Element | None:
    """The first element below with this name."""
    return node.find(name(namespace, tag))


def text(node: Element | None, namespace: str, tag: str) -> str:
    """The text of the first element below with this name; "" when there is none."""
    found = None if node is None else child(node, namespace, tag)
    return (found.text or "").strip() if found is not None else ""


def add(
    node: Element, namespace: str, tag: str, value: str = "", attributes: Mapping[str, str] | None = None
) -> Element:
    """A new element below."""
    made = etree.SubElement(node, name(namespace, tag), dict(attributes or {}))
    if value:
        made.text = value
    return made


def serialize(root: Element) -> bytes:
    """As UTF-8, with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
