"""Tags of the pages of sources."""

from typing import Any

from django import template

from portal.languages import LANGUAGES

register = template.Library()


@register.simple_tag
def in_languages(record: Any, name: str) -> list[tuple[str, str]]:
    """A text in each language that has it, as pairs: `{% in_languages source "title" as titles %}`."""
    texts = ((language, getattr(record, f"{name}_{language}")) for language in LANGUAGES)
    return [(language, text) for language, text in texts if text]
