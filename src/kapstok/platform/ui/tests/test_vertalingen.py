"""Three languages are equal: every Dutch text has its Frisian and English counterpart."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from kapstok.platform.ui.catalogus import compile_catalogues, po_path, read_catalogue
from kapstok.platform.ui.vertalen import LOCALE, messages, missing, python_messages, template_messages, update

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}")


@pytest.mark.parametrize("language", ["fy", "en"])
def test_every_text_has_a_translation(language):
    assert missing(language, messages()) == []


@pytest.mark.parametrize("language", ["fy", "en"])
def test_translation_has_the_same_placeholders(language):
    for entry in read_catalogue(po_path(LOCALE, language), language):
        if not entry.id:
            continue
        source = entry.id if isinstance(entry.id, str) else entry.id[1]
        target = entry.string if isinstance(entry.string, str) else entry.string[1]
        if target:
            assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(target)), source


def test_texts_are_found_in_every_form_of_template():
    source = (
        "{% load i18n kapstok %}{% translate 'Een' %}{% translate \"Twee\" as t %}{% knop _('Drie') %}"
        "{% blocktranslate with a=b %}Vier {{ a }}{% endblocktranslate %}"
        "{% blocktranslate count n=n %}{{ n }} dag{% plural %}{{ n }} dagen{% endblocktranslate %}"
    )
    assert set(template_messages(source)) == {
        "Een",
        "Twee",
        "Drie",
        "Vier %(a)s",
        ("%(n)s dag", "%(n)s dagen"),
    }


def test_texts_are_found_in_python():
    code = b"_('Een'); gettext_lazy('Twee'); ngettext('dag', 'dagen', n); other('Nee')\n"
    assert set(python_messages(code)) == {"Een", "Twee", ("dag", "dagen")}


def test_update_keeps_translations_and_compiled_catalogue_speaks(tmp_path: Path):
    update("fy", {"Een", ("dag", "dagen")}, tmp_path)
    path = po_path(tmp_path, "fy")
    path.write_text(path.read_text().replace('msgid "Een"\nmsgstr ""', 'msgid "Een"\nmsgstr "Ien"'))
    update("fy", {"Een", "Twee"}, tmp_path)
    assert missing("fy", {"Een", "Twee", ("dag", "dagen")}, tmp_path) == ["Twee", "dag"]
    assert compile_catalogues(tmp_path) == ["fy"]
    assert path.with_suffix(".mo").read_bytes()[:4] == b"\xde\x12\x04\x95"
    assert compile_catalogues(tmp_path) == []


def test_frisian_page_text_is_frisian():
    compile_catalogues(LOCALE)
    with translation.override("fy"):
        assert translation.gettext("Zoeken") == "Sykje"
