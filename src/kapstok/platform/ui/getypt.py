"""What people type in a plain form: without the byte that no text holds, and refused when it is more than fits."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from kapstok.platform.errors import Refusal


def typed_text(form: QueryDict, field: str, most: int) -> str:
    """The text of a field without spaces around it. Raises Refusal for the field when it is too long."""
    text = form.get(field, "").replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > most:
        raise Refusal("max_length", field, too_long(most))
    return text


def too_long(most: int) -> str:
    """What a field says that holds more than fits."""
    return _("Dit is te lang: het mag %(n)s tekens zijn.") % {"n": most}
