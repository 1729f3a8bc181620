"""The verbs that relate documents, and when a document is their object.

Each rule looks at the words before a document, folded, and says whether they end in a verb whose object it is. Where
several do, the verb that stands nearest wins: in "căn cứ …, ban hành Nghị quyết bãi bỏ Nghị quyết số 5" it is
bãi bỏ. The words are those of one element, so that no verb reaches over a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..citations.types import type_words
from ..lexicon import alternation, table

_REACH = 600  # characters before a document within which its verb stands


@dataclass(frozen=True, slots=True)
class Verb:
    """A relation that words say of the document after them: where the verb begins, and where it ends."""

    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say a relation. `read` takes the folded words before a document, their zone ("title", "preamble",
    "task", or "cited" for the title of another document) and the document's type. `examples` end where a document
    would begin and must give the verb in a preamble, `refuses` must not."""

    name: str
    read: Callable[[str, str, str], Verb | None]
    target: str
    examples: tuple[str, ...]
    refuses: tuple[str, ...]
    why: str = ""


@cache
def words_of(*keys: str) -> tuple[str, ...]:
    found = table("relations")
    for key in keys:
        found = found[key]
    return tuple(found)


@cache
def alternatives(*keys: str) -> str:
    """A pattern for any words of a list, the longest that stands there."""
    return alternation(words_of(*keys), " ")


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(words):
        last = match
    return last


# -- What may stand between a verb and the document ------------------------------------------------------------------

_TOKEN = re.compile(r"[^\s,()]+|[,()]")
_ORDINAL = re.compile(r"\d{1,3}[a-zđ]?[.)]?|[a-zđ]|[ivxlc]{1,6}")
_PARTS = frozenset({"khoản", "điểm", "điều", "mục", "chương", "phần", "phụ", "lục", ",", "số", "hoặc"})
_PROVISION = re.compile(r"(?<!\w)(?:khoản|điểm|điều|mục|chương|phụ lục)\s{1,3}\w{1,4}\s*,?\s*$")


@cache
def _known(name: str) -> frozenset[str]:
    types = (token for words in type_words() for token in words.split())
    return frozenset(words_of("fillers", name)) | frozenset(types) | _PARTS


def _fills(words: str, name: str) -> bool:
    tokens = _TOKEN.findall(words)
    known = _known(name)
    return len(tokens) <= 24 and all(token in known or _ORDINAL.fullmatch(token) for token in tokens)


@cache
def _types_of() -> re.Pattern[str]:
    types = alternation(type_words(), " ")
    return re.compile(
        rf"\s*(?:các|những|một số)?\s*(?:{types}|văn bản)(?:\s(?:của|do)\s[^;:]{{1,120}}?)?(?::|\ssố)?\s*(?:số\s*)?$"
    )


def _names_types(after: str) -> bool:
    """Whether words name the type, and perhaps the issuer, of documents listed by number: "các Nghị định: số 78/…"."""
    return after.rstrip().endswith((":", "số")) and _types_of().match(after) is not None


def is_list_word(words: str) -> bool:
    """Whether words are only what a list puts before a document: "các", "khoản 2 Điều 5", "và các Quyết định", "các
    Nghị định của Chính phủ: số"."""
    return _fills(words, "list") or _names_types(words)


# -- thực hiện -------------------------------------------------------------------------------------------------------

_CARRY_OUT = re.compile(r"(?<!\w)(?:thực hiện|triển khai|thi hành|chấp hành)(?!\w)")
_CHAIN = re.compile(
    r"(?:,|(?<!\w)(?:và|tiếp tục|tổ chức|quán triệt|triển khai|thực hiện|thi hành|học tập|(?<!ban )chỉ đạo|phổ biến"
    r"|tập trung|đẩy mạnh|tăng cường|kịp thời|nghiêm túc|chủ động|phối hợp))\s*$"
)
_ORDERED = re.compile(
    r"(?<!\w)(?P<verb>thực hiện)\s(?:nghiêm\s|sự\s|ý kiến\s|nội dung\s){0,3}"
    r"(?:chỉ đạo|kết luận|yêu cầu|hướng dẫn|đề nghị|nhiệm vụ|giao)(?!\w)[^;]{0,200}?(?:tại|theo)\s*(?:các\s)?$"
)


def carried_out(words: str, zone: str) -> Verb | None:
    """The last verb of carrying out, with the chain it stands in ("quán triệt, triển khai, thực hiện"); None when it is
    a noun there ("kết quả thực hiện")."""
    last = _last(_CARRY_OUT, words)
    if last is None:
        return None
    start = last.start()
    for _ in range(8):
        link = _CHAIN.search(words[max(0, start - 20) : start])
        if link is None:
            break
        start = max(0, start - 20) + link.start()
    opening = re.match(r"(?:\s|,|và\s)*", words[start:])
    start += opening.end() if opening else 0
    return None if _is_noun(words[:start], zone) else Verb("IMPLEMENTS", start, last.end())


def _implements(words: str, zone: str, target: str) -> Verb | None:  # noqa: ARG001 - any document can be carried out
    verb = carried_out(words, zone)
    after = words[verb.end :] if verb else ""
    if verb and (_fills(after, "implements") or _is_scheme(after) or _names_types(after)):
        return verb
    ordered = _ORDERED.search(words) if zone in {"preamble", "title"} else None
    return Verb("IMPLEMENTS", ordered.start(), ordered.end("verb")) if ordered else None


_SCHEME = re.compile(r"(?:các\s)?(?:chương trình|đề án|kế hoạch|chiến lược|dự án|phương án|quy hoạch)(?!\w)")
_ISSUED = re.compile(r"(?:ban hành kèm theo|(?:ban hành|phê duyệt) (?:tại|theo|kèm theo)|\()\s*(?:các\s)?$")


@cache
def _how() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|{alternatives('fillers', 'how')})*")


def _is_scheme(after: str) -> bool:
    """Whether a scheme without a number is the object, and the document is what issues it: "Đề án … ban hành kèm theo",
    "Chương trình … (Quyết định số …)"."""
    bare = after[_how().match(after).end() :]  # type: ignore[union-attr]  # it matches nothing at least
    return len(bare) < 260 and _SCHEME.match(bare) is not None and _ISSUED.search(bare) is not None


@cache
def _nouns(zone: str) -> re.Pattern[str]:
    lists = [alternatives("nouns", "always"), *([alternatives("nouns", "body")] if zone == "task" else [])]
    return re.compile(
        rf"(?<!\w)(?:(?:{'|'.join(lists)})(?:\s(?:việc|công tác))?|(?<!có )(?<!chịu )trách nhiệm|\d\s(?:năm|tháng))\s*$"
    )


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('nouns', 'plans')})\s*$")


@cache
def _made() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('nouns', 'made')})(?!\w)")


def _is_noun(before: str, zone: str) -> bool:
    """Whether the words before the verb make a noun of it; a plan to carry something out is an order when it is to be
    made."""
    before = before[-80:]
    if _nouns(zone).search(before):
        return True
    plan = _plan().search(before)
    return plan is not None and zone == "task" and not _made().search(before[: plan.start()])


# -- căn cứ, đề nghị -------------------------------------------------------------------------------------------------

_BASED = re.compile(r"(?<!\w)(?:căn cứ|trên cơ sở)(?!\w)")
_AT = re.compile(r"(?<!\w)(?:tại|trong|theo)\s*(?:các\s)?$")


def _based_on(words: str, zone: str, target: str) -> Verb | None:  # noqa: ARG001 - anything can be a ground
    last = _last(_BASED, words)
    if last is None or zone == "cited" or (zone == "task" and words[: last.start()].strip(" -–+")):
        return None
    after = words[last.end() :]
    stated = _AT.search(after) and zone == "preamble" and len(after) < 200 and "đề nghị" not in after
    direct = _fills(after, "based_on") or _names_types(after)
    return Verb("BASED_ON", last.start(), last.end()) if stated or direct else None


_PROPOSED = re.compile(
    r"(?<!\w)(?P<verb>(?:xét|theo|trên cơ sở|căn cứ)\s(?:nội dung\s)?(?:đề nghị|đề xuất|kiến nghị))(?!\w)"
    r"[^;]{0,300}?(?:(?<!\w)(?:tại|theo|bằng)\s*(?:các\s)?|\(\s*(?:theo\s|tại\s)?)$"
)
_SUBMITTED = re.compile(r"(?<!\w)(?<!xem )(?P<verb>xét|theo)\s(?:nội dung\s)?(?:của\s|các\s)?$")


def _proposed_in(words: str, zone: str, target: str) -> Verb | None:
    if zone != "preamble" or target not in words_of("acts", "proposals"):
        return None
    match = _PROPOSED.search(words) or (_SUBMITTED.search(words) if target == "Tờ trình" else None)
    examined = match and target != "Tờ trình" and re.search(r"thẩm định|thẩm tra", match.group())
    return Verb("PROPOSED_IN", match.start(), match.end("verb")) if match and not examined else None


# -- quy định chi tiết, hướng dẫn ------------------------------------------------------------------------------------

_DETAIL = re.compile(
    r"(?<!\w)(?:quy định chi tiết|chi tiết(?=\s(?:thi hành|một số))|(?:quy định\s)?hướng dẫn"
    r"(?!\s(?:tại|của|này|trên|tổ chức))|quy định (?:biện pháp |việc )?thi hành)(?!\w)"
)
_DETAILED = re.compile(r"(?<!\w)(?:của|tại|theo|trong|thi hành|thực hiện|áp dụng)\s*(?:các\s)?$")
_NO_DETAIL = re.compile(r"xét đề nghị|theo đề nghị|căn cứ")


def _details(words: str, zone: str, target: str) -> Verb | None:  # noqa: ARG001 - who may detail is asked of the clause
    if target not in words_of("acts", "detailed"):
        return None
    match = next((m for m in _DETAIL.finditer(words) if len(words) - m.end() <= 320), None)
    if match is None:
        return None
    after = words[match.end() :]
    ends = _fills(after, "implements") or _DETAILED.search(after) or _PROVISION.search(after)
    return Verb("DETAILS", match.start(), match.end()) if ends and not _NO_DETAIL.search(after) else None


# -- sửa đổi, thay thế, bãi bỏ ---------------------------------------------------------------------------------------

_CHANGES = {
    "AMENDS": re.compile(r"(?<!\w)(?:sửa đổi|bổ sung|điều chỉnh)(?!\w)"),
    "REPLACES": re.compile(r"(?<!\w)thay thế(?!\w)|(?<=này )thay cho(?!\w)"),
    "REPEALS": re.compile(r"(?<!\w)(?:bãi bỏ|hủy bỏ|chấm dứt hiệu lực(?: thi hành)?)(?!\w)"),
    "CORRECTS": re.compile(r"(?<!\w)đính chính(?!\w)"),
}
_CHANGE = re.compile(r"(?:[\s,]|và|hoặc|cho|sửa đổi|bổi? sung|điều chỉnh|thay thế|bãi bỏ|hủy bỏ|đính chính){0,12}")
_BESIDE = re.compile(r"(?:(?:sửa đổi|bổ sung|điều chỉnh|thay thế|bãi bỏ|hủy bỏ)(?:\s?,\s?|\s(?:và|hoặc)\s|\s)){0,4}$")
# Somebody is to propose the change, or it has been made.
_PROPOSAL = re.compile(
    r"(?<!\w)(?:đề nghị|đề xuất|kiến nghị|dự thảo|trình|rà soát|tham mưu|nghiên cứu|xem xét|đã|được|bị)(?!\w)"
    r"[^;.]{0,60}$"
)


def _change(kind: str) -> Callable[[str, str, str], Verb | None]:
    def read(words: str, zone: str, target: str) -> Verb | None:  # noqa: ARG001 - any document can be changed
        last = _last(_CHANGES[kind], words)
        if last is None or _PROPOSAL.search(words[max(0, last.start() - 70) : last.start()]):
            return None
        chain = _CHANGE.match(words, last.end())
        after = words[chain.end() if chain else last.end() :]
        if not _is_part(after):
            return None
        small = kind == "REPLACES" and _small_part().match(after.lstrip())
        small = small or (kind == "REPEALS" and _WORDS.match(after.lstrip()))
        beside = _BESIDE.search(words[: last.start()])
        start = beside.start() if beside else last.start()
        return Verb("AMENDS" if small else kind, start, last.end())

    return read


# "bãi bỏ một số từ, cụm từ của Nghị quyết …" leaves the resolution as it is but for these.
_WORDS = re.compile(r"(?:các\s|một số\s)?(?:cụm từ|từ ngữ|từ)(?!\w)")


@cache
def _small_part() -> re.Pattern[str]:
    return re.compile(rf"(?:các\s|một số\s)?(?:{alternatives('changed', 'small_parts')})(?!\w)")


@cache
def _part() -> re.Pattern[str]:
    types = alternation(type_words(), " ")
    return re.compile(rf"(?:{alternatives('changed', 'parts')}|{types})(?!\w)")


@cache
def _of() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('changed', 'of')})\s*(?:các\s)?$")


def _is_part(after: str) -> bool:
    """Whether the words between the verb and the document name a part of it, or nothing."""
    bare = after.strip(" ,:")
    if not bare:
        return True
    if len(bare) > 320 or not _part().match(bare):
        return False
    return _fills(bare, "implements") or bool(_of().search(after)) or bool(_PROVISION.search(after))


RULES = (
    Rule(
        "carry out",
        _implements,
        "Nghị quyết",
        (
            "thực hiện ",
            "tiếp tục quán triệt, triển khai, thực hiện nghiêm, có hiệu quả nội dung ",
            "xây dựng kế hoạch triển khai thi hành ",
            "thực hiện ý kiến chỉ đạo của ủy ban nhân dân tỉnh tại ",
        ),
        (
            "báo cáo kết quả thực hiện ",
            "sơ kết 5 năm thực hiện ",
            "ban chỉ đạo triển khai ",
            "thực hiện các nhiệm vụ theo quy định của ",
            "thực hiện đúng quy định tại ",
            "phổ biến, quán triệt ",
        ),
        "Only the document itself is carried out, not what is done under it.",
    ),
    Rule(
        "ground",
        _based_on,
        "Luật",
        ("căn cứ ", "căn cứ vào khoản 2 điều 5 ", "trên cơ sở ", "căn cứ kết luận của bộ chính trị tại "),
        ("căn cứ tình hình thực tế, các đơn vị thực hiện theo quy định của pháp luật và ", "theo "),
    ),
    Rule(
        "proposal",
        _proposed_in,
        "Tờ trình",
        ("theo đề nghị của giám đốc sở nội vụ tại ", "xét đề nghị của chi cục thuế (", "xét "),
        ("xét báo cáo thẩm tra của ban pháp chế và ", "ý kiến thẩm định tại "),
    ),
    Rule(
        "rules in detail",
        _details,
        "Luật",
        (
            "quy định chi tiết một số điều và biện pháp thi hành ",
            "hướng dẫn thi hành khoản 2 điều 5 ",
            "hướng dẫn áp dụng định mức theo ",
        ),
        ("theo hướng dẫn tại ", "hướng dẫn tổ chức hội thi và ", "quy định tại "),
    ),
    Rule(
        "amend",
        _change("AMENDS"),
        "Nghị định",
        (
            "sửa đổi, bổ sung một số điều của ",
            "điều chỉnh, bổ sung ",
            "sửa đổi khoản 2 điều 5 ",
            "sửa đổi mẫu số 1 ban hành kèm theo ",
        ),
        ("đề nghị sửa đổi, bổ sung một số điều của ", "bổ sung kinh phí thực hiện ", "được sửa đổi, bổ sung bởi "),
    ),
    Rule(
        "replace",
        _change("REPLACES"),
        "Quyết định",
        ("thay thế ", "thay thế các quyết định ", "thay thế quy định ban hành kèm theo "),
        ("chăm sóc thay thế cho trẻ em theo ",),
    ),
    Rule(
        "repeal",
        _change("REPEALS"),
        "Thông tư",
        ("bãi bỏ ", "bãi bỏ toàn bộ ", "bãi bỏ khoản 3 điều 4 ", "hủy bỏ "),
        ("trình hội đồng nhân dân bãi bỏ ", "rà soát, bãi bỏ các quy định trái với "),
    ),
    Rule(
        "correct",
        _change("CORRECTS"),
        "Thông tư",
        ("đính chính ", "đính chính phụ lục của "),
        ("theo đính chính này và ",),
    ),
)


def governing(words: str, zone: str, target: str) -> Verb | None:
    """The relation that the words before a document of type `target` say of it; None when they only cite it.

    Reads: folded words. Writes: nothing.
    """
    shift = max(0, len(words) - _REACH)
    verbs = [verb for rule in RULES if (verb := rule.read(words[shift:], zone, target))]
    nearest = max(verbs, key=lambda verb: verb.end, default=None)
    return nearest and Verb(nearest.type, nearest.start + shift, nearest.end + shift)


_PASSIVE = re.compile(
    r"(?:(?:đã\s)?(?:được|bị)\s|\()(?P<verb>sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính|điều chỉnh)(?!\w)"
    r"[^;.]{0,120}?(?<!\w)(?:bởi|theo|tại|bằng)(?P<rest>(?:\s[^;.()]{0,60})?:?\s*)$"
)
_PASSIVES = {"thay thế": "REPLACES", "bãi bỏ": "REPEALS", "đính chính": "CORRECTS"}


def passive(words: str) -> Verb | None:
    """ "… được sửa đổi, bổ sung bởi" + document: the document after it changes one before it."""
    match = _PASSIVE.search(words[-_REACH:])
    if match is None or not is_list_word(match["rest"].replace(":", " ")):
        return None
    shift = max(0, len(words) - _REACH)
    return Verb(_PASSIVES.get(match["verb"], "AMENDS"), match.start() + shift, match.end() + shift)


_EXPIRING = re.compile(
    r"(?<!\w)hết hiệu lực(?: thi hành)?(?:,? (?:kể )?từ (?:ngày|khi) [^;.,]{1,60} này có hiệu lực(?: thi hành)?)?(?=$)"
)
_ANNOUNCED = re.compile(r"(?:(?:\s|,|:)|sau đây|sau|dưới đây|bao gồm|gồm|như|cụ thể|là){1,12}$")


def introduced(words: str) -> str | None:
    """The relation that words before a colon say of the documents listed after it: "Bãi bỏ các Quyết định sau đây"."""
    words = _ANNOUNCED.sub("", words[-300:])
    if _EXPIRING.search(words):
        return "REPEALS"
    patterns = {**_CHANGES, "BASED_ON": _BASED, "IMPLEMENTS": _CARRY_OUT}
    found = [(last.start(), kind) for kind, pattern in patterns.items() if (last := _last(pattern, words))]
    start, kind = max(found, default=(0, ""))
    noun = kind == "IMPLEMENTS" and _is_noun(words[:start], "task")
    return kind if kind and not noun and not _PROPOSAL.search(words[max(0, start - 70) : start]) else None
