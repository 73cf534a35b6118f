"""Who quotes whom through whom: the way of each definition from its author to the source that we read.

Derived from the definitions alone: who said it, in which work, through which other work, where it was read,
what it amends, and what stands in quotation marks inside it. Of a tie the *words were seen* by us if those
that make it stand in a source that was read; else it is *reported* by that source. A tree begins with the
source that was read and leads outward.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sources.models import Definition, Source

#: Quotation marks that belong together.
PAIRS = {"'": "'", '"': '"', "‘": "’", "“": "”", "«": "»"}
#: Fewer words between quotation marks are a term, not somebody's sentence.
A_SENTENCE = 5
_OPENING = re.compile(r"(?<!\S)[" + "".join(PAIRS) + r"](?=\S)")
#: How a source gives the words of a definition, by the kind of the definition.
GIVES: dict[str, Any] = {Definition.Kind.PARAPHRASE: _("paraphrases")}
#: What of the author stands in a work, as the source says that gives it.
STANDS: dict[str, Any] = {Definition.Kind.PARAPHRASE: _("with a view of")}


def inner_quotations(text: str) -> list[str]:
    """The sentences in quotation marks inside `text`; terms of a few words are none."""
    found = []
    for opening in _OPENING.finditer(text):
        closing = re.compile(re.escape(PAIRS[opening[0]]) + r"(?=[\s.,;:!?)\]]|$)")
        if end := closing.search(text, opening.end()):
            found.append(text[opening.end() : end.start()])
    return [words for words in found if len(words.split()) >= A_SENTENCE]


@dataclass(frozen=True)
class Tie:
    """How something is tied to what stands before it: in which way, by which fact, and who has seen it."""

    relation: Any
    seen: bool
    definition: Definition | None = None
    fact: str = ""

    @property
    def word(self) -> Any:
        """How we know, as on the line of the picture: words were seen, not the work to which they lead."""
        return _("words seen") if self.seen else _("reported")

    @property
    def is_amendment(self) -> bool:
        """Whether nobody is quoted here: words were taken and changed, which the picture has to say too."""
        return self.fact == "amends"

    @property
    def reporter(self) -> Source | None:
        """The source that reports what we have not seen."""
        return None if self.seen or self.definition is None else self.definition.read_in


@dataclass
class Node:
    """A source or an author on the way of the words, with what lies behind it."""

    label: str
    url: str = ""
    tie: Tie | None = None
    pages: str = ""
    language: str = ""
    #: A definition whose author this is, by its title.
    title: str = ""
    #: Words in quotation marks, where nobody is named.
    words: str = ""
    children: list["Node"] = field(default_factory=list)

    def behind(self, node: "Node") -> "Node":
        """`node`, or the one that is the same and stands behind this already."""
        for each in self.children:
            same = (each.label, each.url, each.pages, each.title, each.words)
            if same == (node.label, node.url, node.pages, node.title, node.words):
                return each
        self.children.append(node)
        return node


def trees(definitions: Iterable[Definition]) -> list[Node]:
    """A tree for each source in which `definitions` were read.

    What a source says in its own words is counted. An amendment stands behind the definition that it amends.
    """
    listed = list(definitions)
    amendments: dict[int, list[Definition]] = {}
    for each in listed:
        if each.amends_id is not None:
            amendments.setdefault(each.amends_id, []).append(each)
    roots: dict[int, Node] = {}
    own: Counter[int] = Counter()
    for each in listed:
        root = roots.setdefault(each.read_in_id, _of_source(each.read_in))
        if each.is_second_hand:
            _lead(root, each, amendments.get(each.pk, []))
        else:
            own[each.read_in_id] += 1
            if each.pk in amendments:
                _lead(root, each, amendments[each.pk])
    for key, number in own.items():
        sentence = ngettext("%(n)d in its own words", "%(n)d in its own words", number)
        roots[key].children.append(Node(sentence % {"n": number}, tie=Tie(_("says"), True)))
    return list(roots.values())


def way(definition: Definition) -> Node:
    """The tree of one definition, with what it amends; reads `amended_by`, prefetched for its page."""
    root = _of_source(definition.read_in)
    author = _lead(root, definition, definition.amended_by.all())
    if earlier := definition.amended:
        tie = Tie(_("who amends"), not definition.is_second_hand, definition, "amends")
        author.behind(Node(earlier.title, earlier.get_absolute_url(), tie))
    return root


def _of_source(source: Source, tie: Tie | None = None, pages: str = "") -> Node:
    return Node(source.short, source.get_absolute_url(), tie, pages)


def _lead(root: Node, definition: Definition, amendments: Iterable[Definition]) -> Node:
    """Put behind `root` the works, then the author, then whom the author quotes; the author."""
    gives = GIVES.get(definition.kind, _("quotes"))
    own = definition.own_work if definition.is_second_hand else None
    via = definition.quoted_through if definition.via_id != definition.read_in_id else None
    at = root
    passed: list[tuple[Source, str]] = [(each, fact) for each, fact in ((via, "via"), (own, "work")) if each]
    for source, fact in passed:
        pages = definition.pages if (source, fact) == passed[-1] else ""
        first = at is root
        tie = Tie(gives if first else _("which quotes"), first, definition, "text" if first else fact)
        at = at.behind(_of_source(source, tie, pages))
    if at is root:
        relation = gives if definition.is_second_hand else _("says in its own words, by")
        tie = Tie(relation, True, definition, "text")
    elif own is not None:
        tie = Tie(STANDS.get(definition.kind, _("with words of")), False, definition, "work")
    else:
        tie = Tie(_("which quotes"), False, definition, "via")
    author = at.behind(
        Node(
            definition.speakers_as_printed,
            definition.get_absolute_url(),
            tie,
            title=definition.title,
        )
    )
    for words in inner_quotations(definition.text):
        inner = Tie(_("who quotes"), False, definition, "text")
        author.behind(
            Node(str(_("an author not named")), "", inner, language=definition.language, words=words)
        )
    for each in amendments:
        amends = Tie(_("amended by"), not each.is_second_hand, each, "amends")
        author.behind(Node(each.title, each.get_absolute_url(), amends))
    return author
