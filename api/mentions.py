"""What a question names: documents, plans by their place, provisions, bodies and places, each where it stands.

Vietnamese with tone marks is read by the finders that read the texts (`ingest.citations`, `ingest.agencies`,
`ingest.places`); English and Vietnamese without tone marks by the spellings of the look-up (`api.names`). What is found
is handed on as a name that the look-up takes; whether the graph has it is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ingest.agencies import Home, find_agencies
from ingest.citations import find_citations
from ingest.lexicon import fold, table
from ingest.places import LEVELS, find_place, is_place
from ingest.text import lay_out

from .belonging import (
    drop_issuers,
    joins,
    kinds,
    lower_departments,
    share_bodies,
    share_place_of_last,
    share_places,
)
from .laws import find_laws
from .names import named_by_number, spell
from .said import Mention, Text, Token
from .spellings import Spelling, known, plain_words, shorter, words_in
from .words import CONNECTORS, kind_words

_IDENTITY = re.compile(r"(?<![\w./-])[a-z]+(?:-[a-z0-9]+){2,}(?:\.[a-z0-9-]+)*(?![\w/-])")
_FOOTNOTE = re.compile(
    r"(?<!\w)(?:chu thich|ghi chu|footnote|note)(?: cuoi trang)?(?: so| no\.?| number)? (?P<number>\d{1,3})(?!\w)"
)
_UNIT = re.compile(r" (?:thang|quy|nam|tuan|ngay|months?|weeks?|days?|years?)(?!\w)")
_COUNTED = re.compile(r"(?<!\w)(?:thang|quy|tuan|ngay|month|quarter|q|lan nap|load) ?$")
_ASIDE = re.compile(r" [-–] [^\W\d_A-Z]{3,}$")
_NUMBERED_PROJECT = re.compile(r"(?:scheme|project) (?=\d)", re.IGNORECASE)
# "các cơ quan của huyện" are those that there are, and no set that a text names; "thống kê theo cấp" is an order.
_ANY_BODIES = re.compile(
    r"(?:cac|nhung) (?:co quan|don vi|to chuc)(?: cap (?:trung uong|tinh|huyen|xa))? (?:cua|o|tai|thuoc)(?!\w)"
    r"|(?:(?:cac|nhung) )?(?:co quan|don vi)(?: (?:chu tri|phoi hop|thuc hien|duoc giao(?: nhiem vu)?))?¦|thong ke¦"
)
# Words of a name of a place and of the matter of a plan at most, and words between a plan and its place.
LONGEST_PLACE, LONGEST_SUBJECT = 5, 12
FAR = 9


def find_mentions(question: str, names: Sequence[Spelling] = ()) -> Text:
    """Everything that a question names, which is in composed form with single blanks.

    `names` are (name, spelling) of bodies beside those of the tables.
    """
    text = Text(question)
    _take_identities(text)
    _take_documents(text)
    _take_plans(text)
    there = {name for name, _ in names}
    _take_bodies(text, [*known(), *names, *shorter([*names, *(one for one in known() if one[0] in there)])])
    for mention in _places(text):
        text.take(mention)
    drop_issuers(text)
    share_places(text)
    lower_departments(text)
    text.mentions.sort(key=lambda mention: mention.start)
    share_place_of_last(text)
    share_bodies(text)
    return text


def _take_identities(text: Text) -> None:
    for match in _IDENTITY.finditer(text.left()):
        text.take(Mention("body" if "." in match.group() else "document", *match.span(), match.group()))


# Documents


def _take_documents(text: Text) -> None:
    for match in _FOOTNOTE.finditer(text.folded):
        text.take(Mention("footnote", *match.span(), match["number"]))
    for start, last in named_by_number(_blank_read(text)):
        # "Decision 1472/QĐ-TTg - issuer and date": no symbol has small letters after blanks
        end = start + len(_ASIDE.sub("", text.said(start, last)))
        # "báo cáo 6 tháng" is a report of six months, "quý 4/2024" is a time, "lần nạp số 3" is a load
        bare = not re.search(r"\d\W?[/-]\D", text.folded[start:end])
        if bare and (_UNIT.match(text.folded, end) or _COUNTED.search(text.folded, 0, start)):
            continue
        text.take(Mention("document", start, end, _in_vietnamese(text.said(start, end))))
    for citation in find_citations(lay_out(text.left()), home=Home(), issued=None):
        if citation.number is None and citation.name:
            text.take(Mention("document", citation.start, citation.end, citation.name))
    for mention in _laws(text):
        text.take(mention)
    for match in _part().finditer(_blank_read(text)):
        text.take(Mention("part", *match.span(), _part_in_vietnamese(match)))


def _blank_read(text: Text) -> str:
    return text.left(text.folded)


def _in_vietnamese(name: str) -> str:
    """A "Scheme 06" has its number for a name, and no other by which it could be found."""
    return _NUMBERED_PROJECT.sub("Đề án ", name)


def _laws(text: Text) -> Iterator[Mention]:
    """Names of laws without tone marks, and in English."""
    tokens = text.tokens()
    for first, after, name in find_laws([token.word for token in tokens]):
        yield Mention("document", tokens[first].start, tokens[after - 1].end, name)


@cache
def _part() -> re.Pattern[str]:
    """A provision: from the inside out in Vietnamese, either way in English, and as "Article 48(2)(a)"."""
    point, clause, article = (rf"{word}(?P<{name}>{value})" for name, word, value in _PARTS)
    gap = r"(?:,? (?:of |cua )?)"
    inner = rf"(?:(?:{point}{gap})?{clause}{gap})?{article}"
    outer = re.sub(r"\?P<(\w+)>", r"?P<\1_>", rf"{article}(?:{gap}{clause}(?:{gap}{point})?)")
    short = rf"{article}\((?P<k>\d{{1,3}})\)(?:\((?P<d>[a-z])\))?"
    short = re.sub(r"\?P<(\w+)>", r"?P<\1__>", short)
    return re.compile(rf"(?<!\w)(?:{short}|(?:{outer}|{inner})(?!\w))")


_PARTS = (
    ("d", "(?:diem|point|item) ", "[a-z]{1,2}"),
    ("k", r"(?:(?:khoan|clause|paragraph) |k\.? ?(?=\d))", r"\d{1,3}[a-z]?"),
    ("a", r"(?:(?:dieu|article) |(?:d|art)\.? ?(?=\d))", r"\d{1,4}[a-z]?"),
)
_PART_WORDS = (("d", "điểm"), ("k", "khoản"), ("a", "Điều"))


def _part_in_vietnamese(match: re.Match[str]) -> str:
    found = match.groupdict()
    values = ((word, found.get(name) or found.get(f"{name}_") or found.get(f"{name}__")) for name, word in _PART_WORDS)
    return " ".join(f"{word} {value}" for word, value in values if value)


# Places


def _places(text: Text) -> list[Mention]:
    """Places by name, with their kind where it stands beside them."""
    found = []
    tokens, at = text.tokens(), 0
    while at < len(tokens):
        width = _place_at(text, tokens, at)
        if width:
            found.append(_with_kind(text, tokens, at, width))
        at += width or 1
    return found


def _place_at(text: Text, tokens: Sequence[Token], at: int) -> int:
    """How many words make the longest name of a place that begins here; 0 for none."""
    for width in range(min(LONGEST_PLACE, len(tokens) - at), 0, -1):
        here = tokens[at : at + width]
        if any(after.start - one.end > 1 for one, after in pairwise(here)):
            continue
        said = _spelled_as_place(text.said(here[0].start, here[-1].end))
        if is_place(said) and (_kind_beside(tokens, at, width) or (width > 1 and _is_told(text, said))):
            return width
    return 0


def _spelled_as_place(said: str) -> str:
    """The name as it is said, or without tone marks where those are none of a place's ("Quảng Ngải")."""
    plain = fold(said)
    capital = all(word[0].isupper() for word in said.split())
    return plain.title() if capital and not is_place(said) and plain not in table("questions")["not_places"] else said


def _is_told(text: Text, said: str) -> bool:
    """Whether a name without a kind is meant as one: it has capitals, or nothing has and no other word is like it."""
    if said[0].isupper():
        return True
    place = find_place(said)
    is_known = place is not None and LEVELS[place.kind] != "xã" and fold(said) not in table("questions")["not_places"]
    return is_known and text.text[1:] == text.text[1:].lower()


def _kind_beside(tokens: Sequence[Token], at: int, width: int) -> tuple[int, int, str] | None:
    """(first token, after the last, kind) of a name with its kind before it, or in English after it."""
    for length in (2, 1):
        before = " ".join(token.word for token in tokens[max(0, at - length) : at])
        if at >= length and before in kinds():
            return at - length, at + width, kinds()[before]
    after = tokens[at + width].word if at + width < len(tokens) else ""
    if after in _english_kinds():
        return at, at + width + 1, _english_kinds()[after]
    return None


def _with_kind(text: Text, tokens: Sequence[Token], at: int, width: int) -> Mention:
    said = _spelled_as_place(text.said(tokens[at].start, tokens[at + width - 1].end))
    beside = _kind_beside(tokens, at, width)
    first, after, kind = beside or (at, at + width, "")
    place = find_place(said, kind=kind) if kind else find_place(said)
    name = place.name if place else said
    return Mention("place", tokens[first].start, tokens[after - 1].end, f"{kind} {name}".strip())


@cache
def _english_kinds() -> dict[str, str]:
    """ "district" is a huyện, and not a quận; a "city" is a thành phố."""
    found: dict[str, str] = {}
    for kind in LEVELS:
        for word in kind_words(f"{kind} "):
            found.setdefault(word, kind)
    return found | {"district": "huyện"}


# Plans of a place


def _take_plans(text: Text) -> None:
    """ "kế hoạch năm 2023 của UBND huyện Bạch Thông", "Bach Thong District's 2023 plan", "the plan of Bach Thong"."""
    places = [place for place in _places(text) if place.name]
    for match in _PLAN.finditer(_blank_read(text)):
        near = [place for place in places if _belongs(text, match, place)]
        asked = match["any"] or text.folded[: match.start()].endswith(("which ", "what ", "all ", "any "))
        beside = () if asked else (one for one in places if _joined_to(text, near, one))
        if not near or _is_any(text, match, [*near, *beside]):
            continue
        place = min(near, key=lambda one: min(abs(one.start - match.end()), abs(match.start() - one.end)))
        start, end = min(place.start, match.start()), max(place.end, match.end())
        year = _year_near(text, start, end)
        start, end = (min(start, year.start()), max(end, year.end())) if year else (start, end)
        name = " ".join(filter(None, ("Kế hoạch", year["y"] if year else "", place.name)))
        text.take(Mention("plan", start, end, name, place.name))
        for other in places:
            if other != place and joins(text.folded[min(end, other.end) : max(start, other.start)]):
                text.take(Mention("plan", other.start, other.end, name.replace(place.name, other.name), other.name))


_PLAN = re.compile(
    r"(?<!\w)(?:(?:(?P<any>nhung|cac|moi|tat ca|nao|all|any|which|what) )?"
    r"(?<!- )(?<!-)(?:ke hoach|kh)|plan(?P<s>s)?)(?!\w)"
)


def _is_any(text: Text, plan: re.Match[str], places: Sequence[Mention]) -> bool:
    """Whether it is not one plan that is meant: "các kế hoạch của tỉnh", "plans of"; but "the plans of A and B"."""
    return bool(plan["any"] or plan["s"]) and not any(
        joins(text.folded[one.end : other.start]) for one, other in pairwise(sorted(places, key=lambda one: one.start))
    )


def _joined_to(text: Text, near: Sequence[Mention], place: Mention) -> bool:
    return any(one.end <= place.start and joins(text.folded[one.end : place.start]) for one in near)


def _belongs(text: Text, plan: re.Match[str], place: Mention) -> bool:
    """Whether only words stand between the two that a name of a plan has there, and what the plan is about."""
    before = place.end <= plan.start()
    between = text.folded[place.end : plan.start()] if before else text.folded[plan.end() : place.start]
    between = between if before or plan["any"] or plan["s"] else _without_subject(between)
    words = between.replace("'", " ").replace("’", " ").split()
    allowed = table("questions")["plans"]["before" if before else "after"]
    if len(words) > FAR or re.search(r"[,;:.?!¦]", between):
        return False
    return all(word in allowed or re.fullmatch(r"(?:19|20)\d\d", word) for word in words)


def _without_subject(between: str) -> str:
    """What follows the word for a plan, without the matter that its title names: "công tác trẻ em năm 2024 của"."""
    match = _subject().match(between)
    if match is None or set(match["subject"].split()) & set(table("questions")["plans"]["asking"]):
        return between
    return between[match.end("subject") :]


@cache
def _subject() -> re.Pattern[str]:
    openers = "|".join(table("questions")["plans"]["openers"])
    ends = r"(?:nam|giai doan|cua|o|tai|tren dia ban|thuoc|cho|of|in|for|by)"
    return re.compile(rf" (?P<subject>(?:{openers})(?: [a-z’'-]+|, chong){{1,{LONGEST_SUBJECT}}}?) {ends} ")


def _year_near(text: Text, start: int, end: int) -> re.Match[str] | None:
    inside = re.compile(r"(?:nam )?(?P<y>(?:19|20)\d\d)(?!\d)").search(text.folded, start, end)
    before = re.compile(r"(?<![\w/-])(?P<y>(?:19|20)\d\d) $").search(text.folded, 0, start)
    return (
        inside or before or re.compile(r" (?:nam |for |of )?\(?(?P<y>(?:19|20)\d\d)(?![\w/])").match(text.folded, end)
    )


# Bodies


def _take_bodies(text: Text, names: Iterable[Spelling]) -> None:
    """Those that the finder of the texts reads by a known name, then those by any spelling, then what it reads else."""
    places, names = _places(text), list(names)
    spelled, others = {name for name, _ in names}, []
    for found in find_agencies(text.left()):
        if text.folded.startswith(" nao", found.end) or _any_bodies(text, found.start, found.end):
            continue  # "các đơn vị nào" asks for them
        inside = (one.name for one in places if found.start <= one.start and one.end <= found.end)
        place = found.place.full_name if found.place else next(inside, None) if found.collective else None
        mention = Mention("body", found.start, found.end, found.text, place, found.collective)
        if found.collective or found.name in spelled:
            text.take(mention)
        else:
            others.append(mention)
    for mention in (*_spelled(text, names), *others):
        if not _any_bodies(text, mention.start, mention.end):
            text.take(mention)


def _any_bodies(text: Text, start: int, end: int) -> bool:
    """Whether bodies of any kind are meant: "các cơ quan của huyện", "theo cơ quan, địa phương"."""
    said = text.folded[start:end]
    counted = said.startswith(("co quan", "don vi")) and text.folded[:start].endswith(("theo ", "tung ", "moi "))
    return counted or bool(_ANY_BODIES.match(f"{said}¦") or _ANY_BODIES.match(text.folded, start))


def _spelled(text: Text, names: Iterable[Spelling]) -> Iterator[Mention]:
    """Bodies by their spellings, the earliest and longest first."""
    tokens = _meant(text)
    by_letter: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, spelling in dict.fromkeys(names):
        if words := words_in(spelling):
            by_letter.setdefault(words[0][0], []).append((words, name))
    at = 0
    while at < len(tokens):
        best = (0, "")
        words_left = [token.word for token in tokens[at : at + 24]]
        for words, name in by_letter.get(tokens[at].word[0], ()):
            for used in spell(words_left, words):
                if used > best[0] and _is_spelled(text, tokens[at : at + used], words):
                    best = used, name
        if best[0]:
            yield _with_level(tokens, at, *best)
        at += best[0] or 1


def _is_spelled(text: Text, here: Sequence[Token], words: tuple[str, ...]) -> bool:
    """Whether a name stands there and not another word that happens to have its initials."""
    if any(after.start - one.end > 12 for one, after in pairwise(here)):
        return False
    short = [token for token in here if token.word not in words]
    return all(text.said(token.start, token.end).isupper() or not set(token.word) & set("aeiouy") for token in short)


def _with_level(tokens: Sequence[Token], at: int, used: int, name: str) -> Mention:
    """The body with the word of its level beside it, by which the look-up tells bodies of one name apart."""
    start, end = tokens[at].start, tokens[at + used - 1].end
    levels = table("questions")["levels"]
    if at and tokens[at - 1].word in levels and tokens[at - 1].end + 1 == start:
        return Mention("body", tokens[at - 1].start, end, f"{name} {levels[tokens[at - 1].word]}")
    following = tokens[at + used] if at + used < len(tokens) else None
    if following and following.word in levels and following.start == end + 1 and following.word != "district":
        return Mention("body", start, following.end, f"{name} {levels[following.word]}")
    one = following.word.removesuffix("s") if following else ""
    many = following is not None and following.end - following.start > len(one)
    if following and many and one in levels and following.start - end <= len(" of the "):
        return Mention("body", start, following.end, f"{name} {levels[one]}")  # "People's Committees of communes"
    return Mention("body", start, end, name)


def _meant(text: Text) -> list[Token]:
    """The words that carry meaning, those that people shorten or spell otherwise as the names have them."""
    plain = plain_words()
    tokens = []
    for token in text.tokens():
        if token.word in CONNECTORS or token.word == "s":
            continue
        word = token.word
        if word not in plain and word.endswith("s") and word[:-1] in plain:
            word = word[:-1]
        tokens += [replace(token, word=part) for part in words_in(word)]
    return tokens
