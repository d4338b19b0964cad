"""Plain texts of editors as HTML: paragraphs, `## ` headings and `- ` lists. Everything is escaped; no HTML passes."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def running_text(text: str, level: int = 2) -> SafeString:
    """Blocks are separated by an empty line; headings start at `level`."""
    blocks = [block.strip() for block in str(text or "").replace("\r\n", "\n").split("\n\n")]
    return format_html_join("\n", "{}", ((_block(block, level),) for block in blocks if block))


def _block(block: str, level: int) -> SafeString:
    lines = [line.strip() for line in block.split("\n")]
    if lines[0].startswith("## "):
        head = format_html(
            '<h{} class="nl-heading nl-heading--level-{}">{}</h{}>', level, level, lines[0][3:], level
        )
        rest = "\n".join(lines[1:])
        return format_html("{}\n{}", head, _block(rest, level)) if rest else head
    if all(line.startswith("- ") for line in lines):
        return format_html(
            '<ul class="k-lijst">{}</ul>',
            format_html_join("", "<li>{}</li>", ((line[2:],) for line in lines)),
        )
    return format_html('<p class="nl-paragraph">{}</p>', " ".join(lines))
