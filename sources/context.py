"""What every page of the portal gets."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sources.models import Source
from sources.page_evidence import PageEvidence


def evidence(request: HttpRequest) -> dict[str, object]:
    """The marks and cards of the page, and the source texts that the footer names."""
    return {
        "page_evidence": PageEvidence(),
        "source_texts": SimpleLazyObject(
            lambda: list(Source.objects.published().source_texts().for_footer())
        ),
    }
