"""A document as OpenDocument text (ODF 1.3). The same document gives the same bytes: fixed times, fixed order."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from kapstok.diensten.sturing.dossier.stuk import Memo, Tabel

MIME = "application/vnd.oasis.opendocument.text"
NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CELL = '<style:table-cell-properties fo:padding="0.1cm" fo:border-bottom="0.5pt solid #8a96a0"/>'
AUTOMATIC = (
    "<office:automatic-styles>"
    f'<style:style style:name="cel" style:family="table-cell">{CELL}</style:style>'
    '<style:style style:name="rechts" style:family="paragraph" style:parent-style-name="Table_20_Contents">'
    '<style:paragraph-properties fo:text-align="end"/></style:style>'
    '<style:style style:name="vet" style:family="paragraph" style:parent-style-name="Table_20_Contents">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="vetrechts" style:family="paragraph" style:parent-style-name="Table_20_Contents">'
    '<style:paragraph-properties fo:text-align="end"/><style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles>"
)
STYLES = (
    f"{HEAD}<office:document-styles {NS}><office:styles>"
    '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/>'
    '<style:text-properties fo:font-size="10.5pt" fo:language="nl" fo:country="NL"/></style:default-style>'
    '<style:style style:name="Standard" style:family="paragraph"/>'
    '<style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph" '
    'style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0cm"/>'
    '<style:text-properties fo:font-size="9pt"/></style:style>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
    'style:parent-style-name="Standard" style:default-outline-level="1">'
    '<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" '
    'style:parent-style-name="Standard" style:default-outline-level="2">'
    '<style:paragraph-properties fo:margin-top="0.5cm" fo:keep-with-next="always"/>'
    '<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>'
    "</office:styles><office:automatic-styles>"
    '<style:page-layout style:name="liggend"><style:page-layout-properties fo:page-width="29.7cm" '
    'fo:page-height="21cm" style:print-orientation="landscape" fo:margin="2cm"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
    'style:page-layout-name="liggend"/></office:master-styles></office:document-styles>'
)
MANIFEST = (
    f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)


def odt(memo: Memo) -> bytes:
    """The file."""
    members = (
        ("mimetype", MIME, zipfile.ZIP_STORED),  # first and not packed, as the standard asks
        ("content.xml", _content(memo), zipfile.ZIP_DEFLATED),
        ("styles.xml", STYLES, zipfile.ZIP_DEFLATED),
        ("meta.xml", _meta(memo.titel, memo.datum), zipfile.ZIP_DEFLATED),
        ("META-INF/manifest.xml", MANIFEST, zipfile.ZIP_DEFLATED),
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text, how in members:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), how)
    return made.getvalue()


def _meta(titel: str, datum: date) -> str:
    return (
        f"{HEAD}<office:document-meta {NS}><office:meta><dc:title>{escape(titel)}</dc:title>"
        f"<dc:language>nl-NL</dc:language><dc:date>{datum.isoformat()}T12:00:00</dc:date>"
        "</office:meta></office:document-meta>"
    )


def _content(memo: Memo) -> str:
    parts = [f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{_words(memo.titel)}</text:h>']
    parts += [f"<text:p>{_words(label)}: {_words(value)}</text:p>" for label, value in memo.kop]
    parts += [f"<text:p>{_words(line)}</text:p>" for line in memo.inleiding]
    for number, table in enumerate(memo.tabellen, start=1):
        parts.append(
            f'<text:h text:style-name="Heading_20_2" text:outline-level="2">{_words(table.titel)}</text:h>'
        )
        parts.append(_table(table, number))
    return (
        f"{HEAD}<office:document-content {NS}>{AUTOMATIC}<office:body><office:text>{''.join(parts)}</office:text>"
        "</office:body></office:document-content>"
    )


def _table(table: Tabel, number: int) -> str:
    last = len(table.rijen) - table.slot
    head = "".join(_cell(text, strong=True, right=n in table.getallen) for n, text in enumerate(table.koppen))
    rows = "".join(
        "<table:table-row>"
        + "".join(_cell(text, strong=place >= last, right=n in table.getallen) for n, text in enumerate(row))
        + "</table:table-row>"
        for place, row in enumerate(table.rijen)
    )
    return (
        f'<table:table table:name="Tabel {number}: {_words(table.titel)}">'
        f'<table:table-column table:number-columns-repeated="{len(table.koppen)}"/>'
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def _cell(text: str, *, strong: bool, right: bool) -> str:
    style = {
        (False, False): "Table_20_Contents",
        (True, False): "vet",
        (False, True): "rechts",
        (True, True): "vetrechts",
    }
    return (
        '<table:table-cell table:style-name="cel" office:value-type="string">'
        f'<text:p text:style-name="{style[strong, right]}">{_words(text)}</text:p></table:table-cell>'
    )


def _words(text: str) -> str:
    """Text as XML holds it; what XML cannot hold, is left out."""
    return escape("".join(c for c in text if c in "\t\n" or _held(ord(c))))


def _held(code: int) -> bool:
    return code >= 32 and not 0xD800 <= code < 0xE000 and code not in (0xFFFE, 0xFFFF)
