"""Themes: contrast holds for every brand colour, by construction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapstok.platform.ui.kleur import Oklch, contrast, to_hex, to_oklch
from kapstok.platform.ui.thema import DEFAULT_COLOURS, colours_of, role_palette, theme_css, theme_url

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
BACKGROUNDS = ("bg-document", "bg-subtle", "bg-default", "bg-hover", "bg-active")
TEXTS = ("color-subtle", "color-default", "color-hover", "color-active", "color-document")
CONTROLS = ("border-default", "border-hover", "border-active")


@settings(max_examples=1000, deadline=None)
@given(colours)
def test_every_brand_colour_gives_readable_text_and_visible_borders(brand):
    palette = role_palette(brand)
    for background in (*(palette[name] for name in BACKGROUNDS), "#ffffff"):
        for text in TEXTS:
            assert contrast(palette[text], background) >= 4.5, (brand, text)
        for border in CONTROLS:
            assert contrast(palette[border], background) >= 3.0, (brand, border)
    for fill in ("inverse-bg-document", "inverse-bg-default", "inverse-bg-hover", "inverse-bg-active"):
        assert contrast("#ffffff", palette[fill]) >= 4.5, (brand, fill)
        assert contrast(palette["inverse-color-subtle"], palette[fill]) >= 4.5, (brand, fill)
    assert contrast(palette["inverse-bg-default"], "#ffffff") >= 3.0


@given(colours)
def test_colour_survives_the_way_to_oklch_and_back(brand):
    back = to_hex(to_oklch(brand))
    apart = max(abs(int(brand[i : i + 2], 16) - int(back[i : i + 2], 16)) for i in (1, 3, 5))
    assert apart <= 1


@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(0, 360))
def test_any_oklch_becomes_a_colour_that_exists(lightness, chroma, hue):
    assert len(to_hex(Oklch(lightness, chroma, hue))) == 7


def test_black_on_white_has_the_contrast_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("wrong", [[], None, ["rood"], {"a": ""}, ["#12345"], [None]])
def test_unreadable_colours_give_the_default_palette(wrong):
    assert colours_of({"kleuren": wrong}) == DEFAULT_COLOURS


def test_address_changes_with_the_colours_and_only_then():
    one, other = {"kleuren": ["#112233"]}, {"kleuren": ["#112234", "#aa0000"]}
    assert theme_url("x", one) == theme_url("x", dict(one))
    assert theme_url("x", one) != theme_url("x", other)


def test_stylesheet_overrides_the_four_roles_of_the_design_system():
    sheet = theme_css(("#1d5c63", "#c4622d"))
    assert sheet.count("--basis-color-") == 4 * 28
    assert "voorbeeld-theme" in sheet
