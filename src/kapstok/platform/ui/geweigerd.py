"""A form that can show what a service refused."""

from django import forms

from kapstok.platform.errors import Refusal


class RefusedForm(forms.Form):
    """The services decide; what they refuse, stands next to the field."""

    def add_refusals(self, refused: Refusal) -> None:
        """Each refusal next to its field; above the form when it has none."""
        for each in refused.all:
            self.add_error(each.field if each.field in self.fields else None, each.message)
