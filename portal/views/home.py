"""The front page."""

from operator import itemgetter
from typing import Any

from django.db.models import F, Q
from django.views.generic import TemplateView

from institutions.models import Institution, Milestone, State
from portal.partial_dates import PartialDate
from portal.seats import half_circle
from portal.views.search import EXAMPLES
from sources.models import Citation, Definition, Discrepancy, LegalDocument, Passage, ReferenceEntry, Source
from sources.models import Statement as Said
from sources.page_evidence import Card

#: How many unions are registered, and the words of the source text that say so.
REGISTERED, REGISTERED_WORDS = 70, "more than 70 officially registered"
#: Records of the core that the front page leads to where they are published (DESIGN 4).
FIRST_BODIES = ("ipa-cis", "csto-pa", "eurasec-ipa")
#: Two states of many that meet in several bodies: the example of what two share.
EXAMPLE_PAIR = ("kz", "tr")
#: Kinds of statements that many readers come for.
SAID_FIRST = (Said.Kind.RECOMMENDATION, Said.Kind.POST)
#: The concept whose definitions are counted.
DIPLOMACY = "parliamentary-diplomacy"
SHOWN = 4


class Home(TemplateView):
    """What the portal is, the ways in, how to read a fact, and what is here today."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All numbers, read from the database."""
        bodies = Institution.objects.published()
        meeting = bodies.inter_parliamentary().count()
        registered = (
            Citation.objects.filter(exact__contains=REGISTERED_WORDS)
            .select_related("source", "passage")
            .first()
        )
        return super().get_context_data(
            examples=EXAMPLES[:4],
            seats=half_circle(max(meeting, REGISTERED if registered else 0)),
            meeting=meeting,
            registered=registered,
            diplomacy=DIPLOMACY,
            example_card=Card(registered, None) if registered else None,
            figures=self._figures(),
            **self._ways_in(),
            **self._worth_a_look(),
            **kwargs,
        )

    @staticmethod
    def _figures() -> dict[str, int]:
        published_text = {"source__role": Source.Role.SOURCE_TEXT, "source__publication": "published"}
        return {
            "institutions": Institution.objects.published().count(),
            "states": State.objects.published().count(),
            "definitions": Definition.objects.published().filter(concept__slug=DIPLOMACY).count(),
            "all_definitions": Definition.objects.published().count(),
            "documents": LegalDocument.objects.published().count(),
            "works": ReferenceEntry.objects.filter(source__publication="published").count(),
            "paragraphs": Passage.objects.filter(kind__in=["paragraph", "post"], **published_text).count(),
            "milestones": Milestone.objects.for_timeline().count(),
            "quotations": Citation.objects.exclude(exact="").count(),
            "discrepancies": Discrepancy.objects.published().count(),
        }

    @staticmethod
    def _ways_in() -> dict[str, Any]:
        definitions = Definition.objects.published().filter(concept__slug=DIPLOMACY)
        named = {each.slug: each for each in Institution.objects.published().filter(slug__in=FIRST_BODIES)}
        dated = definitions.filter(stated_earliest__isnull=False)
        dates = dated.values_list("stated_earliest", "stated_latest", "stated_printed")
        mentions = definitions.filter(kind=Definition.Kind.FIRST_MENTION).in_order_of_time()
        return {
            "first_use": mentions.first(),
            "amending": definitions.amending()[:SHOWN],
            "pair": State.objects.published().filter(slug__in=EXAMPLE_PAIR).order_by("slug"),
            "bodies": [named[slug] for slug in FIRST_BODIES if slug in named],
            "stated": {
                "first": PartialDate(*min(dates, key=itemgetter(0), default=())),
                "last": PartialDate(*max(dates, key=itemgetter(1), default=())),
            },
            "texts": Source.objects.published().source_texts().order_by("code"),
            "said": Said.objects.published()
            .filter(kind__in=SAID_FIRST, source__publication="published")
            .filter(Q(part_of=None) | ~Q(part_of__kind=F("kind")))
            .select_related("source")
            .order_by("-kind", "source", "position"),
        }

    @staticmethod
    def _worth_a_look() -> dict[str, Any]:
        settled = Discrepancy.objects.published().filter(
            status=Discrepancy.Status.CONFIRMED, confidence=Discrepancy.Confidence.TWO_INDEPENDENT
        )
        critical = Said.objects.published().filter(kind=Said.Kind.CRITICISM, source__publication="published")
        return {
            "discrepancies": settled.prefetch_related("evidence").order_by("text__short", "position", "slug")[
                :SHOWN
            ],
            "criticisms": critical.select_related("source").prefetch_related("evidence")[:SHOWN],
        }
