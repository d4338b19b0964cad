"""A form that can show what a service refused."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from kapstok.platform.errors import Refusal


class RefusedForm(forms.Form):
    """The services decide; what they refuse, stands next to the field."""

    def add_refusals(self, refused: Refusal) -> None:
        """Each refusal next to its field; above the form when it has none."""
        for each in refused.all:
            fault = ValidationError(each.message, code="geen_recht" if each.forbidden else each.code)
            self.add_error(each.field if each.field in self.fields else None, fault)

    @property
    def http_status(self) -> int:
        """Of the answer: 403 when it is about a right, 422 when something lacks, else 200."""
        if self.is_bound and self.has_error(NON_FIELD_ERRORS, "geen_recht"):
            return 403
        return 422 if self.errors else 200
