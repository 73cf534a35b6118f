"""Printing editors' prose."""

from django import template
from django.utils.safestring import SafeString

from portal.markdown import render

register = template.Library()


@register.filter(name="markdown")
def as_markdown(text: str) -> SafeString:
    """`{{ concept.summary|markdown }}` prints safe paragraphs."""
    return render(text or "")
