"""The shapes of what people say in questions, made of the words of `ingest/data/questions.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from ingest.lexicon import fold, table

from .words import document_types


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of these words, the longest that stands there."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def whole(pattern: str) -> re.Pattern[str]:
    """The pattern where whole words stand."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


@cache
def known_words() -> frozenset[str]:
    """The words of all tables but for those of names."""
    rows = table("questions")
    tables = (
        rows[name] for name in ("comparators", "roles", "deadlines", "relations", "levels", "citing", "negations")
    )
    said = [word for one in tables for words in one.values() for word in words] + list(rows["levels_of"])
    said += [*rows["numbers"], *rows["plain"], *document_types(), *rows["implementing"], *rows["included"]]
    said += [word for words in rows["levels_of"].values() for word in words]
    return frozenset(part for one in said for part in fold(one).replace("-", " ").split())


@cache
def plain_words() -> frozenset[str]:
    """Those without which a question says the same."""
    return frozenset(table("questions")["plain"])


@cache
def rows(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rows of a table, each with a pattern of its words."""
    found = table("questions")[name].items()
    return tuple((value, whole(any_of(words))) for value, words in found)


@cache
def not_roles() -> re.Pattern[str]:
    return whole(any_of(table("questions")["not_roles"]["words"]))


@cache
def numbers() -> str:
    return rf"\d{{1,9}}(?:[.,]\d{{1,3}})?|{any_of(table('questions')['numbers'])}"


@cache
def bounds() -> re.Pattern[str]:
    """ "at least three", "trên 95%", "all five", "3 … trở lên", "two or more", "từ 5% đến 7%"."""
    words = any_of(word for said in table("questions")["comparators"].values() for word in said)
    share = r"(?:\s?(?:%|phan tram|per ?cent))?"
    before = rf"(?P<words>{words}) (?P<number>{numbers()})(?!\w){share}"
    sign = "(?P<after>tro len|or more|tro xuong|or less|or fewer)"
    after = rf"(?:tu )?(?P<counted>{numbers()}){share}(?: \w+){{0,2}}? {sign}"
    share_alone = rf"(?P<share>\d{{1,9}}(?:[.,]\d{{1,3}})?){share.removesuffix('?')}"
    ends = rf"(?P<low>{numbers()}){share}\s?(?:den|to|and|-|–)\s?(?P<high>{numbers()}){share.removesuffix('?')}"
    return whole(f"(?:(?:tu|from|between) )?{ends}|{after}|{before}|{share_alone}")


@cache
def limits() -> re.Pattern[str]:
    nouns = "co quan|don vi|nhom|bodies|agencies|departments|body"
    most = r"(?=.{0,80}(?<!\w)(?:nhat|most)(?!\w))"
    return re.compile(rf"(?<!\w)(?:top )?(?P<number>{numbers()}) (?:busiest|(?:{nouns})(?!\w){most})(?!\w)")


@cache
def load() -> re.Pattern[str]:
    """ "lần nạp số 3", "load 3", "the first load"."""
    numbered = rf"(?:lan nap|load)(?: so| thu| no\.?| number)? #?(?P<number>{numbers()})"
    return whole(f"{numbered}|lan nap dau tien|first load")


@cache
def negated() -> re.Pattern[str]:
    words = any_of(table("questions")["negations"]["words"])
    roles = any_of(word for said in table("questions")["roles"].values() for word in said)
    return re.compile(rf"(?<!\w)(?:{words}) (?:{roles})(?!\w)")


@cache
def negating() -> re.Pattern[str]:
    anywhere, before_words = map(any_of, table("questions")["negating"].values())
    return whole(rf"{anywhere}|\w+n['’]t|(?P<before>{before_words})")


@cache
def narrowing() -> re.Pattern[str]:
    return whole(any_of(table("questions")["narrowing"]))


@cache
def included() -> re.Pattern[str]:
    return whole(any_of(table("questions")["included"]))


@cache
def citing() -> re.Pattern[str]:
    words = table("questions")["citing"]
    # "hướng dẫn", "nhân dân" are no "dẫn"
    others = "".join(f"(?<!{word} )" for word in ("huong", "nhan", "nguoi"))
    vietnamese = rf"(?P<passive>duoc (?:\w+ ){{0,8}}?)?{others}(?:{any_of(words['active_or_passive'])})"
    passive = rf"(?:{any_of(words['passive'])})"
    active = rf"(?:{any_of(words['active'])})"
    return whole(f"{vietnamese}|(?P<english>{passive})|{active}")


@cache
def implementing() -> re.Pattern[str]:
    return whole(any_of(table("questions")["implementing"]))


@cache
def type_words() -> re.Pattern[str]:
    """A type of documents, in English in the plural too; the word for any of them is none."""
    return re.compile(rf"(?<!\w)({any_of(word for word in document_types() if len(word) > 2)})(?:s|es)?(?!\w)")


_NOUNS = (
    r"van ban|ke hoach|quyet dinh|chi thi|tai lieu|nhiem vu|viec|cong viec|trach nhiem|chi tieu"
    r"|documents?|plans?|texts?|decisions?|dut(?:y|ies)|tasks?|obligations?|work|targets?|anything|something"
)
_OF = "noi ve|lien quan den|lien quan toi|de cap den|ve viec|ve|about|concern|concerning|regarding|related to|on"
_ENDS = "in|under|of the|from|due|before|by|trong ke|o|tai|truoc|den han|cua|la|thuoc|for|do|is|are"
# "tasks that depend on others" are not about others.
_NO_VERB = "".join(f"(?<!{verb})" for verb in ("depend", "depends", "depending", "based", "rest", "rests", "rely"))
ABOUT = re.compile(
    rf"(?<!\w)(?:{_NOUNS})(?: \w+){{0,4}}?{_NO_VERB} (?:{_OF}) (?!(?:viec )?(?:gi|dau|ai|nao|what|which)\b)"
    rf"(?P<about>(?:(?! (?:{_ENDS}) )[^¦?!.;])+)"
)
OR = re.compile(r"(?<!\w)(?:or|hay) $")
PARTICLE = re.compile(r"(?: (?:vay|nhi|a|ha|the|roi|nao|ban|em|anh|chi|nhe))+\W*$")
_SAID = rf"(?P<about>(?:(?! (?:{_ENDS}) )[^¦?!.;,])+)"
WHO_DOES = re.compile(
    r"(?<!\w)(?:ai|(?:co quan|don vi|so|phong|nganh|ban) nao|who|which (?:body|agency|department|office|unit))"
    r" (?:(?:la|se|phai|duoc giao|co) )?"
    r"(?:chiu trach nhiem|phu trach|dam nhiem|chu tri|(?:is|are) responsible for|is in charge of|leads|handles)"
    r" (?:(?:ve|viec|nhiem vu|cong tac|hoat dong|the) )*"
    r"(?!(?:gi|nao|ai|trong|theo|o|tai|nhieu|cac|nhung|ke hoach|va|hay|in|under|what|which|most|this|that|it)\b|¦)"
    rf"{_SAID}"
)
CONTEXT = re.compile(
    r"(?<!\w)(?:trong viec|trong cong tac|trong linh vuc|ve viec|ve van de|ve mat|lien quan den|lien quan toi"
    r"|concerning|regarding|with regard to|in the area of|in the field of|when it comes to)"
    rf" (?!(?:gi|nao|ai|dau|which|what|this|that|it)\b){_SAID}"
)
_THE = r"(?: the| cac| nhung)?"
_TO = r"(?:cho|ve|len|toi|den|gui|voi|to)"
_SENT = r"(?:bao cao|gui|nop|reports?|reported|reporting|sent|submitted|submits?|sends?)"


def _ending(pattern: str) -> Callable[[str, str], bool]:
    shape = re.compile(rf"(?<!\w){pattern}{_THE} $")
    return lambda before, _: bool(shape.search(before))


def _beginning(pattern: str) -> Callable[[str, str], bool]:
    shape = re.compile(pattern)
    return lambda _, after: bool(shape.match(after))


# What a body does with reports, by what stands before it and after it, the first that fits; who is asked about as a
# sender may only pass them on.
REPORT_SIDES: tuple[tuple[str, tuple[Callable[[str, str], bool], ...]], ...] = (
    ("via", (_ending(r"(?:(?<!ket )(?<!hieu )qua|through|via|by way of)"),)),
    ("sender|via", (
        _ending(r"(?:nhan|receives?|gets?|recipients? of)(?: \w+){0,2} (?:bao cao|reports?)(?: cua| tu| from| of| by)"),
    )),
    ("recipient", (
        _ending(rf"{_SENT}(?: \w+){{0,3}} {_TO}"),
        _ending(r"(?:ai|co quan nao|don vi nao|nhung ai)(?: \w+){0,4} bao cao"),
        _beginning(r"(?: \w+){0,3} (?:nhan|receives?|gets?)(?!\w)"),
    )),
    ("sender|via", (
        _beginning(r"(?:['’]s)?(?: \w+){0,5} (?:bao cao|gui|nop|reports?|sends?|submits?)(?!\w)"),
    )),
)  # fmt: skip
# The year that duties begin in: "bắt đầu từ năm 2021", "from 2021 onwards", "năm 2020 và các năm tiếp theo".
BEGINS = re.compile(
    r"(?<!\w)(?:(?:bat dau|khoi dau|begin\w*|start\w*)(?: (?:thuc hien|trien khai|tu|vao|in|from|nam))*"
    r" (?P<year>(?:19|20)\d\d)(?![/\w-])"
    r"|(?P<year_>(?:19|20)\d\d) (?:va (?:cac|nhung) nam (?:tiep theo|sau)|tro di|onwards?"
    r"|and (?:in )?(?:the )?(?:following|subsequent|later) years)(?!\w))"
)
PLANS = re.compile(r"(?<!\w)(?:ke hoach|kh|plans?)(?: nam| of| for| from| in)? $")
INSIDE = re.compile(r"(?<!\w)(?:trong|in|within)(?: the)? $")
BY = re.compile(r" (?:in|by|under|within|trong|o|tai)(?!\w)")
TRAILING = re.compile(
    r"(?:(?<!\w)(?:phai khong|hay khong|khong|chua|nhi|vay|trong|cua|o|tai|theo|in|of|the|for|at|under|by)(?!\w)"
    r"|[ ?.!,\"”'’])+$"
)
QUOTED = re.compile(r"[\"“«](?P<about>[^\"”»¦]{2,80})[\"”»]")
