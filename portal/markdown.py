"""Editors' longer prose: Markdown in, safe HTML out. Knows no app."""

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

#: What prose needs; no images, no headings (the page has its own), no classes or identifiers.
TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "cite", "q", "code", "sup", "sub"}


def render(text: str) -> SafeString:
    """`text` as HTML paragraphs; anything but plain prose is dropped (scripts, images, javascript: links)."""
    return mark_safe(
        nh3.clean(
            markdown.markdown(text, output_format="html"),
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel="noopener",
        )
    )
