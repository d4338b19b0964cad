"""Template tags: the markup that people and assistive technology get."""

import re
from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.test.html import parse_html
from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.ui.tags.grafiek import nice_top, thinned
from kapstok.platform.ui.velden import css_class, veld_from_bound


def render(source, **context):
    return Template("{% load kapstok %}" + source).render(Context(context))


class Adres(forms.Form):
    """A form with the kinds that differ in markup."""

    postcode = forms.CharField(help_text="Vier cijfers", error_messages={"required": "Vul uw postcode in."})
    soort = forms.ChoiceField(
        choices=[("", "---"), ("a", "Aa"), ("b", "Bee")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een soort."},
    )
    akkoord = forms.BooleanField(required=False)


def test_error_stands_between_label_and_control_and_is_tied_to_it():
    html = render("{% veld form.postcode %}", form=Adres({"postcode": ""}))
    label, hint, error, control = (
        html.index(part) for part in ("<label", "k-veld__hint", "k-veld__fout", "<input")
    )
    assert label < hint < error < control
    assert 'aria-describedby="id_postcode-hint id_postcode-fout"' in html
    assert 'aria-invalid="true"' in html


def test_typed_value_stays_when_another_field_is_wrong():
    html = render("{% formulier form %}", form=Adres({"postcode": "8431 AB"}))
    assert 'value="8431 AB"' in html


def test_summary_links_to_the_first_control_of_every_faulty_field():
    html = render("{% formulier form %}", form=Adres({}))
    assert "Er gaat iets niet goed" in html
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_postcode", "id_soort_0"]
    for target in targets:
        assert f'id="{target}"' in html


def test_radio_group_is_a_fieldset_without_the_empty_choice():
    html = render("{% veld form.soort %}", form=Adres({"soort": "b"}))
    assert "<fieldset" in html
    assert html.count('type="radio"') == 2
    assert html.count(" checked") == 1


def test_title_gets_a_prefix_only_when_something_is_wrong():
    assert render("{% fout_voorvoegsel %}", form=Adres({})) == "Fout: "
    assert render("{% fout_voorvoegsel %}", form=Adres()) == ""
    assert render("{% fout_voorvoegsel %}", fouten=[("id_x", "Fout")]) == "Fout: "


@pytest.mark.parametrize(
    "kind", ["text", "textarea", "select", "radio", "checkboxes", "checkbox", "file", "date"]
)
def test_plain_values_give_a_labelled_control_of_every_kind(kind):
    html = render(
        '{% invoer "x" "Mijn label" waarde="a" soort=kind opties=o fout="Mis" %}',
        kind=kind,
        o=[("a", "Aa"), ("b", "B")],
    )
    assert "Mijn label" in html
    assert "Mis" in html
    assert 'name="x"' in html


@given(st.text(max_size=40))
def test_no_value_escapes_from_its_attribute_or_cell(text):
    html = render(
        "{% invoer 'x' l waarde=l %}{% tabel k r l %}{% badge l %}",
        l=text + '"><img>',
        k=["K"],
        r=[[text + "<img>"]],
    )
    assert "<img>" not in html


def test_table_cell_carries_its_column_for_the_phone():
    html = render("{% tabel k r 'Zaken' getallen='1' %}", k=["Zaak", "Dagen"], r=[["K-1", 30]])
    assert 'data-label="Dagen"' in html
    assert "<caption" in html
    assert 'class="utrecht-table__cell k-rechts"' in html


def test_empty_table_says_what_would_be_here():
    assert "Nog geen zaken" in render("{% tabel k r 'Zaken' leeg='Nog geen zaken' %}", k=["Zaak"], r=[])


def test_current_step_is_announced():
    steps = [{"titel": "Een", "staat": "gedaan"}, {"titel": "Twee", "staat": "nu"}, {"titel": "Drie"}]
    html = render("{% statusstappen s %}", s=steps)
    assert html.count('aria-current="step"') == 1
    assert html.index("Een") < html.index('aria-current="step"') < html.index("Twee")


def test_timeline_takes_days_and_moments():
    html = render("{% tijdlijn t %}", t=[{"titel": "Dag", "moment": date(2026, 11, 23)}])
    assert "23 november 2026" in html


def test_paging_keeps_the_filter():
    request = RequestFactory().get("/", {"team": "a", "pagina": "2"})
    html = render("{% paginering p %}", p=Paginator(range(50), 10).page(2), request=request)
    assert "?team=a&amp;pagina=3" in html
    assert html.count("aria-current") == 1


def test_case_number_is_not_translated_by_a_browser():
    assert 'translate="no"' in render('{% zaaknummer "O-1" %}')


def test_chart_has_the_numbers_in_a_table():
    html = render("{% staafgrafiek p 'Zaken' 'Week' 'Aantal' %}", p=[("wk 1", 3), ("wk 2", 0)])
    assert html.count("<rect") == 2
    assert html.count("<tr") == 3
    assert "style=" not in html


@given(st.floats(0, 1e9))
def test_axis_ends_above_the_highest_value_but_not_far(value):
    top = nice_top(value)
    assert top >= value
    assert top <= max(5 * value, 1)


@given(st.integers(0, 400))
def test_axis_never_shows_more_than_a_dozen_labels(count):
    assert len(thinned([{"n": n} for n in range(count)])) <= 12


def test_chart_of_nothing_does_not_fail():
    assert "<svg" in render("{% lijngrafiek p 'Zaken' 'Week' 'Aantal' %}", p=[])


class KeuzeForm(forms.Form):
    """Every kind of select."""

    een = forms.ChoiceField(choices=[("", "Kies"), ("a", "A & <b>"), (2, "Twee"), ("a", "Nog eens A")])
    vrij = forms.ChoiceField(required=False, choices=[(None, "Leeg"), ("x", "X")])
    meer = forms.MultipleChoiceField(choices=[("p", "P"), ("q", "Q"), ("r", "R")])
    groep = forms.ChoiceField(choices=[("Soort", [("s", "S")]), ("t", "T")])
    uit = forms.ChoiceField(choices=[("u", "U")], disabled=True, initial="u")


@pytest.mark.parametrize(
    "data",
    [None, {"een": "a", "vrij": "x", "meer": ["p", "r"], "groep": "s"}, {"een": "onzin", "meer": ['"q"']}],
)
def test_a_select_is_what_django_would_draw(data):
    form = KeuzeForm(data, initial={"een": 2, "meer": ["q"]})
    for bound in form:
        ours = veld_from_bound(bound)
        attributes = {"class": css_class("select", invalid=bool(bound.errors))}
        if ours.described_by:
            attributes["aria-describedby"] = ours.described_by
        if bound.errors:
            attributes["aria-invalid"] = "true"
        assert parse_html(str(ours.control)) == parse_html(str(bound.as_widget(attrs=attributes)))
