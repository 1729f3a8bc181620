"""From verbs to relations: who does what to which document, element by element.

Thực hiện [A] về việc thực hiện [B] ban hành Kế hoạch thực hiện [C]; [D].
self → A, A → B, B → C; and D, which begins an element without a verb of its own, goes on with A: self → D
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..agencies import find_agencies
from ..header.head import acts
from ..lexicon import table
from ..model import Citation, Document, DocumentRef
from .units import Element, Unit, elements_of
from .verbs import Verb, alternatives, governing, is_list_word, passive, words_of

Party = DocumentRef | str


@dataclass(frozen=True, slots=True)
class Governor:
    """What the words before a citation say of it. `party` is the document that does it, or, when `backwards`, the one
    to which the cited document does it."""

    type: str
    party: Party = "self"
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One relation where it is said; `start` and `end` bound the quote in the text."""

    source: Party
    type: str
    target: Party
    citation: Citation
    start: int
    end: int
    unit: Unit


_Governed = dict[Citation, Governor | None]
_CHANGING = frozenset({"AMENDS", "REPLACES", "REPEALS", "CORRECTS"})
_TITLE = 1500  # characters within which the title of a cited document ends
_ALIAS = re.compile(r"\(\s{0,3}(?:sau đây\s)?(?:viết|gọi)\s(?:tắt\s|chung\s)?(?:là|tắt)\s[^()]{0,20}$")


class Walk:
    """Walks through the elements of one unit and says what each citation is to the file or to another citation."""

    def __init__(
        self, unit: Unit, document: Document, inherited: Governor | None = None, *, after_stop: bool = False
    ) -> None:
        self.unit, self.document, self.after_stop = unit, document, after_stop
        self.level = inherited  # what a citation that begins an element goes on with

    def run(self) -> Iterator[Found]:
        for element in elements_of(self.unit):
            cited = [citation for citation in element.citations if not self._is_alias(citation)]
            if cited:
                yield from self._element(element, cited)

    def _is_alias(self, citation: Citation) -> bool:
        at = self.unit.at(citation.start)
        return _ALIAS.search(self.unit.words[max(0, at - 60) : at]) is not None

    def _element(self, element: Element, cited: list[Citation]) -> Iterator[Found]:
        governed: _Governed = {}
        previous: Citation | None = None
        for citation in cited:
            at = self.unit.at(citation.start)
            begin = self.unit.at(previous.end) if previous else element.start
            words = self.unit.words[begin:at]
            if previous is None:
                governor, start = self._first(words, citation)
            else:
                governor, start = self._next(words, previous, citation, governed)
            governed[citation], previous = governor, citation
            if governor:
                yield self._found(governor, citation, self.unit.origin[min(begin + start, at)])
        yield from self._expired(element, cited, governed)

    def _found(self, governor: Governor, citation: Citation, start: int) -> Found:
        parties = (governor.party, citation.ref)
        source, target = parties[::-1] if governor.backwards else parties
        return Found(source, governor.type, target, citation, start, citation.end, self.unit)

    # -- the first of an element -----------------------------------------------------------------------------------

    def _first(self, words: str, citation: Citation) -> tuple[Governor | None, int]:
        """(governor, where its words begin) of the first citation of an element."""
        if is_list_word(words.strip(" -–+*•")):
            level = self.level if self._goes_on(citation, len(words)) else None
            return self._inherited(level, citation), len(words)
        if self.level and self.level.backwards and passive(words):
            return self.level, 0
        verb = self._own(words, citation)
        self.level = Governor(verb.type) if verb else self._after_plain(words)
        return (self.level, verb.start) if verb else (None, 0)

    def _goes_on(self, citation: Citation, length: int) -> bool:
        """Whether a citation that begins an element goes on with a list, and is not the subject of a sentence."""
        start, end = self.unit.at(citation.start) - length, self.unit.at(citation.end)
        stopped = self.unit.words[:start].rstrip().endswith(".") if start > 0 else self.after_stop
        if not stopped:
            return True
        after = self.unit.words[end : end + 160]
        predicate, title = _PREDICATE.search(after), _opener().search(after)
        named = predicate is None or (title is not None and title.start() < predicate.start())
        return named and self.level is not None and self.level.type == "IMPLEMENTS"

    def _inherited(self, governor: Governor | None, citation: Citation) -> Governor | None:
        """What a listed citation goes on with: reports of examiners beside a submission are only cited."""
        proposes = governor is not None and governor.type == "PROPOSED_IN"
        return None if proposes and citation.type in {"Báo cáo", "Biên bản"} else governor

    def _after_plain(self, words: str) -> Governor | None:
        """What a list goes on with after an element that only cites: one that mentions a document by the way ("… theo
        chỉ đạo tại Công văn số 5; Quyết định số 6") does not break off the list."""
        by_the_way = re.search(r"(?<!\w)(?:theo|tại|phù hợp với)(?!\w)", words)
        return self.level if by_the_way and by_the_way.start() > 60 else None

    def _own(self, words: str, citation: Citation) -> Verb | None:
        """What the file itself does to a document."""
        if self.unit.quoted or self.unit.note:
            return None
        verb = governing(words, self.unit.zone, citation.type)
        if verb is None or self.unit.zone == "title" or verb.type not in {*_CHANGING, "DETAILS"}:
            return verb
        return verb if self._acts(words[: verb.start], verb) else None

    def _acts(self, before: str, verb: Verb) -> bool:
        """Whether it is the file that changes or details a document, and no one who is told to."""
        bare = before.strip(" ,-–+:")
        if re.search(rf"(?<!\w)(?:{_files()}) này(?!\w)", bare):
            return True
        if self.unit.zone == "preamble":
            return re.search(rf"ban hành (?:{_files()})(?:\svề(?:\sviệc)?)?$", bare) is not None
        own = self.document.type in words_of("acts", "types")
        return own and verb.type != "DETAILS" and (len(bare) < 20 or bare.endswith("như sau"))

    # -- those after it ----------------------------------------------------------------------------------------------

    def _next(
        self, words: str, previous: Citation, citation: Citation, governed: _Governed
    ) -> tuple[Governor | None, int]:
        """(governor, where its words begin) of a citation with another before it in the same element."""
        changed = passive(words)
        if changed:
            return Governor(changed.type, _changed(citation, governed).ref, backwards=True), changed.start
        previous = _before_bracket(words, previous, governed)
        if governed[previous] == Governor("PROPOSED_IN") and _PROPOSED_TOO.search(words):
            return governed[previous], len(words)
        clause = _clause(words) if len(words) < _TITLE else len(words)
        if clause is not None:
            return self._of_clause(words, clause, citation)
        amending = amends_by_name(previous) and governed[previous] != Governor("AMENDS")
        if amending and citation.name and words.strip() in {",", "và"}:
            return Governor("AMENDS", previous.ref), len(words)
        if _is_listed(words, governed[previous]):
            return self._beside(words, previous, citation, governed), len(words)
        return self._in_title(words, previous, citation, governed[previous])

    def _of_clause(self, words: str, clause: int, citation: Citation) -> tuple[Governor | None, int]:
        verb = self._own(words[clause:], citation)
        if verb is None:
            return None, 0
        self.level = Governor(verb.type)
        return self.level, clause + verb.start

    def _beside(self, words: str, previous: Citation, citation: Citation, governed: _Governed) -> Governor | None:
        """The governor of a citation joined to the one before it: that one's, or, when that one stands in a title and
        is of another kind, the one of the list. What is detailed may be a law and its decree."""
        beside = governed[previous]
        nested = beside is not None and beside.party != "self" and not beside.backwards
        apart = nested and _family(previous.type) != _family(citation.type)
        together = beside is not None and beside.type == "DETAILS" and words.split() == ["và"]
        if beside == Governor("REPLACES") and citation.provision:
            return Governor("AMENDS")  # a part of it is replaced
        return self._inherited(self.level if apart and not together else beside, citation)

    def _in_title(
        self, words: str, previous: Citation, citation: Citation, beside: Governor | None
    ) -> tuple[Governor | None, int]:
        """The governor of a citation that stands in the title of the one before it, or after a verb joined to the one
        that governs it: "sửa đổi Quyết định A và bãi bỏ Quyết định B"."""
        own = governing(words, self.unit.zone, citation.type) if self.unit.zone == "preamble" else None
        if own and own.type in {"PROPOSED_IN", "BASED_ON"} and not self.unit.quoted:
            self.level = Governor(own.type)
            return self.level, own.start
        verb = governing(words, "cited", citation.type)
        if verb and beside and not beside.backwards and words[: verb.start].endswith(" và "):
            return Governor(verb.type, beside.party), verb.start
        if verb and _may(previous, verb) and _opens_title(words, verb):
            return Governor(verb.type, previous.ref), self.unit.at(previous.start) - self.unit.at(previous.end)
        return None, 0

    # -- expiry ------------------------------------------------------------------------------------------------------

    def _expired(self, element: Element, cited: list[Citation], governed: _Governed) -> Iterator[Found]:
        """ "Thông tư số 5 hết hiệu lực kể từ ngày Thông tư này có hiệu lực": the file ends what stands before."""
        words = self.unit.words[element.start : element.end]
        opens = words[: self.unit.at(cited[0].start) - element.start].strip(" -–+,")
        last = self.unit.at(cited[-1].end)
        after = _EXPIRES.search(self.unit.words, last, element.end)
        if after is None or self.unit.quoted or not re.search(rf"(?<!\w)(?:{_files()}) này(?!\w)", words):
            return
        if not is_list_word(opens) and not re.search(r"(?:có hiệu lực(?: thi hành)?|này)$", opens):
            return
        for citation in cited:
            if governed[citation] is None:
                end = self.unit.origin[after.end()]
                yield Found("self", "REPEALS", citation.ref, citation, citation.start, end, self.unit)


_PREDICATE = re.compile(
    r"(?<!\w)(?:tiếp tục|có hiệu lực|hết hiệu lực|đã|được|là|nêu|giao|cho phép|yêu cầu|không|còn)(?!\w)"
)
_EXPIRES = re.compile(r"(?<!\w)(?:hết hiệu lực|(?:bị|được) bãi bỏ)(?!\w)")


@cache
def _files() -> str:
    """The words by which a file speaks of itself, with "này" after them."""
    return "|".join(name.lower() for name in (*words_of("acts", "types"), *words_of("acts", "files")))


def _family(kind: str) -> str:
    return {"Bộ luật": "Luật"}.get(kind, kind)


def _changed(citation: Citation, governed: _Governed) -> Citation:
    """The document that the cited one has changed: the nearest of its kind, for no decree amends a law."""
    active = [other for other, governor in governed.items() if governor is None or not governor.backwards]
    alike = [other for other in active if _family(other.type) == _family(citation.type)]
    return (alike or active or list(governed))[-1]


def _before_bracket(words: str, previous: Citation, governed: _Governed) -> Citation:
    """What a list goes on with after a bracket that says who changed its member: "A (được sửa đổi bởi B), C"."""
    beside = governed[previous]
    if beside is None or not beside.backwards or words.find(")") <= words.find("("):
        return previous
    return next((citation for citation in reversed(governed) if citation.ref == beside.party), previous)


_AMENDING = re.compile(r"(?:sửa đổi|bổ sung).{0,60}?(?=(?:Luật|Bộ luật|Pháp lệnh)\s)")


def amends_by_name(citation: Citation) -> re.Match[str] | None:
    """The words "sửa đổi, bổ sung một số điều của" in the name of a law, before the law that it amends."""
    return _AMENDING.search(citation.name or "")


def _clause(words: str) -> int | None:
    """Where a clause of the text's own begins after a title: "…, Ủy ban nhân dân tỉnh ban hành …"."""
    for comma in re.finditer(r"[,)]\s{1,3}", words):
        rest = words[comma.end() : comma.end() + 160]
        if _own_clause().match(rest):
            return comma.end()
        body = next(iter(find_agencies(rest)), None)
        if body and body.start <= 4 and acts(rest, body.end):
            return comma.end()
    return None


@cache
def _own_clause() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('clauses', 'own')})(?!\w)")


def _may(source: Citation, verb: Verb) -> bool:
    """Whether a document of that kind can do that."""
    kinds = table("relations")["sources"]
    if source.type in kinds["powerless"]:
        return False
    return not (verb.type in _CHANGING and source.type in kinds["weak"])


_DATED = re.compile(
    r"\s{0,9},?\s{0,9}\(?(?:ngày\s)?(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\stháng\s\d{1,2}\s{1,9}năm\s\d{4}|năm\s\d{4})\)?"
)


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('clauses', 'title_openers')})(?!\w)")


def _opens_title(words: str, verb: Verb) -> bool:
    """Whether the words after a document are its title up to the verb, with its date and issuer before."""
    dated = _DATED.match(words)
    at = dated.end() if dated else 0
    opener = _opener().search(words, at)
    if opener is None or opener.start() > verb.start:
        return False
    between = words[at : opener.start()].strip(' "()')
    return not between or between.startswith(("của ", "do ")) or between == ","


# "Xét đề nghị của A tại Tờ trình 1, đề nghị của B tại Tờ trình 2"
_PROPOSED_TOO = re.compile(r",\s(?:và\s|xét\s|theo\s){0,2}(?:đề nghị|đề xuất|kiến nghị) của [^;,]{1,160}\stại\s*$")
_LISTED = 160  # characters of what a list goes on with by words of its own
# "Căn cứ Luật A và Quy chế … ban hành kèm theo Quyết định B", "Thực hiện A và ý kiến của X tại Công văn B"
_ATTACHED = re.compile(
    r"(?:quy chế|quy định|điều lệ|quy trình|kế hoạch|chương trình|đề án)\s[^;:()]*?ban hành (?:kèm )?theo$"
)
_LISTED_IN = {
    "IMPLEMENTS": re.compile(
        rf"{_ATTACHED.pattern}|(?:ý kiến|chỉ đạo|kết luận|yêu cầu|đề nghị|hướng dẫn)\s[^;:()]*?(?<!\w)tại$"
    ),
    "PROPOSED_IN": re.compile(r"(?!.*(?:ý kiến|thẩm)).*tại$"),
}
_JOINS = re.compile(r",|(?<!\w)(?:và|hoặc|cùng với)(?!\w)")


def _is_listed(words: str, governor: Governor | None) -> bool:
    """Whether a citation is joined to the one before: "A ngày … của … và B", "A, các B"."""
    rests = (words[join.end() :].strip() for join in _JOINS.finditer(words))
    return any(is_list_word(rest) or _is_named_in(rest, governor) for rest in rests)


def _is_named_in(rest: str, governor: Governor | None) -> bool:
    """Whether the words between a joining word and a document are of what stands in it, and that is listed."""
    if governor is None or governor.party != "self" or governor.backwards or len(rest) > _LISTED:
        return False
    return _LISTED_IN.get(governor.type, _ATTACHED).match(rest) is not None
