"""What is printed round a citation and belongs to it: its date, its issuer, the part of it that is cited."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..agencies import AgencyMention, Home, find_agencies, full_issuer
from ..dates import DateMention, date_at
from ..provisions import ProvisionMention, find_provisions
from .mentions import Mention, Reading
from .numbers import is_central
from .types import loose, openers

_YEAR = re.compile(r"^\d+[a-zđ]?/((?:19|20)\d\d)(?!\d)")
_DATE = re.compile(
    loose(
        r" {0,3}(?P<comma>,)? {0,40}\(?(?:(?:được|đã) {1,9})?(?:(?:ký|ban hành|thông qua|của) {1,9}){0,2}"
        r"(?=ngày|năm {1,9}(?:19|20)\d\d|tháng {1,9}\d|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d))"
    )
)
# "Luật Giáo dục đã được Quốc hội khóa XI, kỳ họp thứ 7 thông qua ngày 14/6/2005": the day of a law after its passing.
_PASSED = re.compile(
    loose(
        r" {1,40}(?:đã {1,40})?được {1,40}(?:ủy ban thường vụ {1,40})?quốc hội {1,40}"
        r"[^.;:]{0,99}?thông qua {1,40}(?=ngày)"
    )
)
_OF = re.compile(
    loose(
        r" {0,3},? {0,40}\(?(?:của|do(?=[^.;:]{4,80} (?:ban hành|ký|thông qua))) {1,40}"
        r"(?:liên {1,9}(?:tịch|bộ|ngành) {1,9}|liên {1,9}(?=bộ)"
        r"|hội {1,9}nghị {1,9}(?:lần {1,9}thứ {1,9}\w{1,9} {1,9})?)?"
    )
)
_LIST = re.compile(r" {0,9}(?:,|;|-|và|,? {0,9}và|&) {0,9}")
_JOINT = (
    "Thông tư liên tịch",
    "Nghị quyết liên tịch",
    "Kế hoạch liên tịch",
    "Hướng dẫn liên ngành",
    "Chương trình phối hợp",
)
_LETTERS = ("Văn bản", "Công văn", "Tờ trình", "Báo cáo", "Thông báo", "Công điện", "Phiếu chuyển")
_BY = re.compile(
    loose(
        r"(?: {1,3}\([^()]{2,40}\))?(?: {1,9}(?:đã|vừa|mới))? {1,9}(?:ban hành|có|ra|ký|gửi|phát hành|thông qua)"
        r"(?: {1,9}(?:các|kèm theo))? {1,40}$"
        r"|(?: {1,9}đã)?(?: {1,9}(?:thẩm định|thẩm tra|có ý kiến|góp ý|báo cáo|đề nghị|đề xuất|thống nhất))?"
        r" {1,40}tại(?: {1,9}các)? {1,40}$"
    )
)
_BRACKET = re.compile(r" {0,3}\( {0,3}$")
# "Các Nghị quyết của Hội đồng nhân dân tỉnh …: số 12/2022/NQ-HĐND": the type stands once, and the issuer too.
_LISTED_BY = re.compile(r" {0,3}: {0,40}(?:số {0,9})?$")
_DAY_BEFORE = re.compile(r"(?<![^\W_])ngày [^;:.]{5,40}?,? {1,9}$")
_LINK = re.compile(r" {0,3}(?:[,;] {0,40}(?:và {1,40})?| {1,40}(?:và|hoặc|hay|cùng) {1,40})")
_BEFORE_PART = re.compile(
    loose(r" {0,40},? {0,40}(?:(?:của|tại|trong|thuộc|ban hành kèm theo|kèm theo) {1,40})?(?:các {1,40})?")
)
_AFTER_PART = re.compile(r" {0,3}(?:\( {0,3}|, {1,3}|(?:tại|ở) {1,9})?")


@dataclass(frozen=True)
class Surroundings:
    """A text with the bodies and the provisions that it names, found once."""

    reading: Reading
    home: Home
    bodies: Sequence[AgencyMention]

    @cached_property
    def _starts(self) -> list[int]:
        return [body.start for body in self.bodies]

    @cached_property
    def _parts(self) -> tuple[ProvisionMention, ...]:
        return find_provisions(self.reading.folded)

    @cached_property
    def _part_at(self) -> dict[int, ProvisionMention]:
        return {part.start: part for part in self._parts}

    def dated(self, mention: Mention) -> Mention:
        """The mention with the date and the issuer that follow it, in either order."""
        mention = self._date_after(mention, mention.end)
        mention = self._issuer_after(mention)
        return mention if mention.date or not mention.issuer else self._date_after(mention, mention.until)

    def _date_after(self, mention: Mention, at: int) -> Mention:
        opening = _DATE.match(self.reading.folded, at)
        if opening is None and mention.name:
            opening = _PASSED.match(self.reading.folded, at)
        date = date_at(self.reading.folded, opening.end()) if opening else None
        if opening is None or date is None or _of_next_clause(mention, opening, date):
            return mention if mention.until >= at else mention._replace(until=at)
        return mention._replace(date=date.iso, until=date.end)

    def _issuer_after(self, mention: Mention) -> Mention:
        opening = _OF.match(self.reading.folded, mention.until)
        body = self._body_at(opening.end()) if opening else None
        if body is None:
            return self._issuer_inside(mention)
        names, end = [self._issuer(body, mention)], body.end
        while (
            mention.type in _JOINT
            and (step := _LIST.match(self.reading.folded, end))
            and (body := self._body_at(step.end()))
        ):
            names.append(self._issuer(body, mention))
            end = body.end
        return mention._replace(issuer=", ".join(names), until=end)

    def _issuer_inside(self, mention: Mention) -> Mention:
        """The issuer between type and number: "Nghị định của Chính phủ số 65/2003/NĐ-CP"."""
        if mention.rule != "number after words":
            return mention
        end = self.reading.folded.rfind(" s", mention.start, mention.end - len(mention.number or ""))
        bodies = [body for body in find_agencies(self.reading.masked[mention.start : end]) if not body.collective]
        return mention._replace(issuer=", ".join(self._issuer(body, mention) for body in bodies)) if bodies else mention

    def _body_at(self, at: int) -> AgencyMention | None:
        index = bisect_left(self._starts, at)
        found = self.bodies[index] if index < len(self.bodies) else None
        if found is None or found.start > at + 1 or found.collective:
            return None
        cited = openers().search(self.reading.folded, found.start, found.end)
        if cited is None:
            return found
        # A name found by its shape may run on into the next document: "Bộ Xây dựng và Quyết định số …".
        shorter = find_agencies(self.reading.masked[found.start : cited.start()])
        return shorter[0]._replace(start=found.start, end=found.start + shorter[0].end) if shorter else None

    def _issuer(self, body: AgencyMention, mention: Mention) -> str:
        """The body's full name; without a place when its number is the centre's, or when its level has none here."""
        place = body.place is None and (is_central(mention.number or "") or _below(body.level, self.home.level))
        if place and not body.officeholder:
            return body.name
        return full_issuer(body, self.home)

    def _body_before(self, at: int) -> AgencyMention | None:
        """The body whose name ends here."""
        index = bisect_left(self._starts, at) - 1
        found = self.bodies[index] if index >= 0 else None
        return found if found and found.end == at and not found.collective else None

    def issued_before(self, mention: Mention) -> Mention:
        """The mention with issuer and date that stand before it: "Ngày 12/3/2012, Bộ Y tế đã có Công văn số …"."""
        if mention.issuer:
            return mention
        window = max(0, mention.start - 60)
        match = _BY.search(self.reading.folded, window, mention.start)
        if match is None and mention.type in _LETTERS:
            match = _BRACKET.search(self.reading.folded, window, mention.start)
        if match is None and mention.rule == "number without type":
            match = _LISTED_BY.search(self.reading.folded, window, mention.start)
        body = self._body_before(match.start()) if match else None
        if body is None:
            return mention
        mention = mention._replace(issuer=self._issuer(body, mention))
        day = _DAY_BEFORE.search(self.reading.folded, max(0, body.start - 60), body.start)
        date = date_at(self.reading.folded, day.start()) if day and not mention.date else None
        return mention._replace(date=date.iso) if date else mention

    def with_parts(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions with the parts of them that are cited, before the name or behind it."""
        starts = {part.end: part for part in self._parts}
        ends = sorted(starts)
        used: set[int] = set()
        found = []
        for mention in mentions:
            index = bisect_left(ends, mention.start + 1) - 1
            part = starts[ends[index]] if index >= 0 else None
            if part and _BEFORE_PART.fullmatch(self.reading.folded, part.end, mention.start):
                used.add(part.start)
                mention = mention._replace(provision=self._quote(part))  # noqa: PLW2901
            found.append(mention)
        return [self._part_after(mention, used) for mention in found]

    def _part_after(self, mention: Mention, used: set[int]) -> Mention:
        opening = _AFTER_PART.match(self.reading.folded, mention.until)
        part = self._part_at.get(opening.end()) if opening and not mention.provision else None
        return mention._replace(provision=self._quote(part)) if part and part.start not in used else mention

    def _quote(self, part: ProvisionMention) -> str:
        return " ".join(self.reading.masked[part.start : part.end].split())

    def with_shared_issuers(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions of a list with the issuer that stands once, after the last: "Nghị định A, Nghị định B của X", or
        with the first where the type too stands once: "các Nghị quyết của X: số A, số B"."""
        shared = list(mentions)
        for index in range(len(shared) - 2, -1, -1):
            here, after = shared[index], shared[index + 1]
            lacks = after.issuer and not here.issuer and _are_alike(here, after)
            if lacks and self._listed(here.until, after.start):
                shared[index] = here._replace(issuer=after.issuer)
        for index, after in enumerate(shared[1:], 1):
            here = shared[index - 1]
            if after.rule == "number in a list" and not after.issuer and _are_alike(here, after):
                shared[index] = after._replace(issuer=here.issuer)
        return shared

    def _listed(self, start: int, end: int) -> bool:
        """Whether only a joining word, and the parts that are cited of what follows, stand between two places."""
        link = _LINK.match(self.reading.folded, start, end)
        if link is None:
            return False
        part = self._part_at.get(link.end())
        return _BEFORE_PART.fullmatch(self.reading.folded, part.end if part else link.end(), end) is not None


_DEPTH = {"trung ương": 0, "tỉnh": 1, "huyện": 2, "xã": 3}


def _below(level: str | None, home: str) -> bool:
    """Whether a level lies below the citing place: "UBND huyện" in a province's plan is of no district."""
    return level is not None and _DEPTH[level] > _DEPTH[home]


def _are_alike(one: Mention, other: Mention) -> bool:
    """Whether two documents of a list have one type, and numbers of one body."""
    return one.type == other.type and _body_of(one.number) == _body_of(other.number) != ""


def _body_of(number: str | None) -> str:
    """The last part of a number's symbol: the body that two numbers of one list share. Counts alone share any."""
    last = re.split(r"[/\s-]+", number or "")[-1].upper()
    return "0" if last.isdigit() else last


def _of_next_clause(mention: Mention, opening: re.Match[str], date: DateMention) -> bool:
    """Whether a day after a comma is that of the next clause, and a year that of the law's name."""
    own = _YEAR.match(mention.number or "")
    if opening.re is _DATE and opening["comma"]:
        return (own is not None and own[1] != date.iso[:4]) or len(date.iso) == 4
    return len(date.iso) == 4 and (own is not None or mention.year is not None)
