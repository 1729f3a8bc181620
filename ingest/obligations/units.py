"""The drafting units that bear a duty: one item or paragraph, with whom it falls on.

The walk goes down the blocks in text order. Each block takes the charge of what it stands under, may name bearers of
its own, and passes a charge on. Lines such as "Đơn vị chủ trì: Sở X" bear the task above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ..agencies import AgencyMention
from ..text import Block, Label, Layout, labels_in
from .charges import Charge, closing_charge, distinct, heading_charge, inline_charge, lead_in, names
from .clauses import Clause, clauses, partners_of, role_of, says_what
from .reading import Reading, any_of, pattern, vocabulary
from .reports import steps_of
from .tables import Tables, find_tables
from .values import Idle, Unit

_BODY = {"heading", "item", "paragraph", "closing"}
# "Giám đốc các Sở có trách nhiệm:" before what they owe.
_OWES = re.compile(r"^\s{0,9}(?:có|chịu)\s+trách\s+nhiệm[^.;]{0,60}:\s{0,9}$")
_DASHES = {"-", "–", "—", "−", "+", "*", "•"}


@cache
def _asks() -> re.Pattern[str]:
    """What the document asks of the bodies of a heading: "Đề nghị tiếp tục vận động …", not "Đề nghị khen thưởng …"."""
    done = any_of((*vocabulary("roles", "adverbs"), *vocabulary("roles", "verbs"), *vocabulary("roles", "cooperate")))
    return re.compile(rf"\s{{0,9}}{any_of(vocabulary('charges', 'requests'))}\s{{1,9}}{done}(?!\w)")


@dataclass(slots=True)
class _Labels:
    """What the labelled lines under one block say."""

    pieces: list[tuple[int, Label]]

    def of(self, *kinds: str) -> list[Label]:
        return [label for _, label in self.pieces if label.kind in kinds]


class _Walk:
    def __init__(self, layout: Layout, reading: Reading, tables: Tables) -> None:
        self.layout, self.reading, self.tables = layout, reading, tables
        self.blocks = layout.blocks
        self.charges: dict[int | None, Charge | None] = {}  # by block: what it passes to what stands under it
        self.first: dict[int | None, Charge | None] = {}  # the same, before a lead-in below it changed it
        self.parents = {block.parent for block in self.blocks}
        self.aims: dict[int, bool] = {}  # by block: whether what stands under it is aimed at
        self.labels = self._labelled()
        self.lines: dict[int, list[tuple[int, Label]]] = {}  # by line: whose task it speaks of, and what it says
        for owner, found in self.labels.items():
            for at, label in found.pieces:
                self.lines.setdefault(at, []).append((owner, label))

    # ---- what stands where

    def _labelled(self) -> dict[int, _Labels]:
        """The labelled lines, by the block whose task they speak of: the one they stand under, or are part of."""
        owners: dict[int, _Labels] = {}
        for index, block in enumerate(self.blocks):
            if block.kind not in _BODY or block.kind == "closing":
                continue
            labels = labels_in(self.layout.folded, block.start, block.end)
            for label in labels:
                if label.kind in {"lead", "execute", "partners"} and not self._named(label):
                    continue
                inside = labels[0].opening > block.start
                owner = index if inside else self._spoken_of(block, owners)
                if owner is not None:
                    owners.setdefault(owner, _Labels([])).pieces.append((index, label))
        return owners

    def _spoken_of(self, line: Block, owners: dict[int, _Labels]) -> int | None:
        """The block whose task a labelled line speaks of: the one it stands under; after a list of dashes none of which
        has such lines of its own, what the list stands under."""
        item = self.blocks[line.parent] if line.parent is not None else None
        if item is None or item.kind != "item" or item.marker not in _DASHES or line.marker or item.parent is None:
            return line.parent
        before = [at for at, block in enumerate(self.blocks[: line.parent]) if block.parent == item.parent]
        alone = not any(self.blocks[at].marker for at in before)
        return line.parent if alone or any(at in owners for at in before) else item.parent

    def _named(self, label: Label) -> bool:
        return bool(self.reading.mentions_in(label.start, label.end))

    def _label_of(self, index: int) -> tuple[Label, ...]:
        """The labels of a line that opens with one."""
        return tuple(label for owner, label in self.lines.get(index, ()) if owner != index)

    def _is_split(self, index: int | None) -> bool:
        return index in self.labels and bool(self.labels[index].of("lead", "execute"))

    def _headings(self, index: int) -> Iterator[str]:
        at: int | None = index
        while at is not None:
            block = self.blocks[at]
            if block.kind == "heading" or at == index:
                yield self.reading.folded[block.start : min(block.end, block.start + 200)]
            at = block.parent

    def is_aim(self, index: int) -> bool:
        """Whether a block stands under a heading of aims ("MỤC TIÊU CỤ THỂ")."""
        parent = self.blocks[index].parent
        if parent is not None and parent not in self.aims:
            self.aims[parent] = any(
                pattern("sections", "aims").search(words) and not pattern("sections", "tasks").search(words)
                for words in self._headings(parent)
            )
        return parent is not None and self.aims[parent]

    def _is_idle(self, index: int) -> bool:
        parent = self.blocks[index].parent
        return parent is None or any(
            pattern("sections", "idle", r"^\s{0,9}").search(words) and not pattern("sections", "tasks").search(words)
            for words in self._headings(parent)
        )

    def _leads(self, index: int) -> bool:
        """Whether the words of a block introduce what follows: they end in a colon, and items follow."""
        block = self.blocks[index]
        if not self.layout.mask[block.start : block.end].rstrip().endswith(":"):
            return False
        if index in self.parents:
            return True
        after = (self.blocks[at] for at in range(index + 1, len(self.blocks)))
        following = next((block for block in after if block.kind != "footnote"), None)
        return following is not None and following.parent == block.parent and following.marker is not None

    # ---- the walk

    def run(self) -> Iterator[Unit | Idle]:
        self.charges[None] = self._opening_charge()
        self.first[None] = self.charges[None]
        listed: set[int | None] = set()  # what items stand under
        for index, block in enumerate(self.blocks):
            if block.kind == "preamble" and block.quoted:
                yield from self._duty(index, block.start, block.end, None)
            if block.kind not in _BODY or self.tables.hold(block.start):
                continue
            above = None if block.kind == "closing" else self.charges.get(block.parent)
            if above and above.general and block.marker is None and block.parent in listed:
                above = None  # the list that the preamble leads in to is over
            if block.marker:
                listed.add(block.parent)
            self.charges[index] = self.first[index] = above
            if not self.is_aim(index):
                yield from self._block(index, block, above)

    def _opening_charge(self) -> Charge | None:
        """What the preamble charges with all that follows: "… yêu cầu các địa phương thực hiện như sau:"."""
        preamble = [block for block in self.blocks if block.kind == "preamble"]
        for block in preamble[-1:]:
            if self.layout.mask[block.start : block.end].rstrip().endswith(":"):
                found = clauses(self.reading, self._order_after(block), block.end, charged=False)
                named = [clause for clause in found if clause.subject and self._is_order(clause)]
                if named and named[-1].subject:
                    return Charge(named[-1].subject.mentions, named[-1].asked, general=True)
                return self._told(block)
        return None

    def _told(self, block: Block) -> Charge | None:
        """The charge of a telegram: "… Chủ tịch Ủy ban nhân dân tỉnh yêu cầu Giám đốc các sở:"."""
        told = self.reading.groups(self._order_after(block), block.end)[-1:]
        if not told or self.reading.plain(told[0].end, block.end).strip() != ":":
            return None
        before = self.reading.plain(block.start, told[0].start)
        order = pattern("charges", "orders", r"(?:^|[\s,])", r"\s{0,9}$").search(before)
        asked = order is not None and bool(pattern("charges", "requests", r"\s?").match(order.group()))
        return Charge(told[0].mentions, asked, general=True) if order else None

    def _order_after(self, block: Block) -> int:
        """Where the words of who speaks last in a preamble end when others are told something: it is the issuer, also
        where the header does not say so. Else where the block begins."""
        order = pattern("charges", "orders", r"\s{0,9}", r"\s{0,9}$")
        bodies = pairwise(self.reading.mentions_in(block.start, block.end))
        ends = [by.end for by, told in bodies if order.fullmatch(self.reading.plain(by.end, told.start))]
        return ends[-1] if ends else block.start

    def _is_order(self, clause: Clause) -> bool:
        """Whether somebody is told: the issuer itself, that "ban hành Kế hoạch như sau", bears nothing."""
        if _OWES.search(self.reading.plain(clause.verb, clause.end)):
            return True
        before = self.reading.plain(clause.start, clause.subject.start if clause.subject else clause.start)
        return bool(pattern("charges", "orders", r"(?:^|[\s,])", r"\s{0,9}$").search(before[-40:]))

    def _block(self, index: int, block: Block, above: Charge | None) -> Iterator[Unit | Idle]:
        start, end = block.start, block.end
        labels = self._label_of(index)
        if labels and not (block.marker and self._is_sentence(labels)):
            yield from self._labelled_line(index, labels, above)
            return
        if self._is_split(index):
            charge = self._split_charge(index, above)
            self._pass(index, charge)
            if self._is_task(index):
                yield from self._task(index, charge)
            return
        heading = heading_charge(self.reading, start, end)
        if heading and (block.kind in {"heading", "paragraph"} or index in self.parents or self._stands_before(index)):
            asked = heading.asked or bool(above and above.asked and not heading.asked)
            charge = replace(heading, asked=asked)
            self._pass(index if block.marker or block.kind == "heading" else block.parent, charge, index)
            return
        yield from self._words(index, block, above)

    def _words(self, index: int, block: Block, above: Charge | None) -> Iterator[Unit | Idle]:
        """A block that says what is to be done, or leads in to those that do."""
        start, end = block.start, block.end
        inline = inline_charge(self.reading, start, end)
        if inline:
            above, start = replace(inline[0], asked=inline[0].asked or bool(above and above.asked)), inline[1]
            self._pass(index, above)
        closing = closing_charge(self.reading, start, end)
        if closing:
            above = replace(closing, asked=closing.asked or bool(above and above.asked))
            self._pass(index, above)
        if self._leads(index):
            led = lead_in(self.reading, start, end, above)
            self._pass(index if index in self.parents else block.parent, led.charge, index)
            if led.charge is not None and not led.is_duty:
                return
        elif block.marker is None and block.kind == "paragraph":
            self.charges[block.parent] = self.first.get(block.parent)
        if block.kind == "heading" and not (inline or self._has_subject(start, end)):
            return
        yield from self._duty(index, start, end, above)

    def _has_subject(self, start: int, end: int) -> bool:
        found = clauses(self.reading, start, end, charged=False)
        return any(clause.subject for clause in found)

    def _stands_before(self, index: int) -> bool:
        """Whether a paragraph follows that can only be what an item of names is the heading of."""
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        return following is not None and following.kind == "paragraph" and following.parent == index

    def _pass(self, at: int | None, charge: Charge | None, index: int | None = None) -> None:
        self.charges[at] = charge
        if index is None or at == index:
            self.first[at] = charge

    # ---- units

    def _duty(self, index: int, start: int, end: int, above: Charge | None) -> Iterator[Unit | Idle]:
        section, quoted = self.blocks[index].section or "", self.blocks[index].quoted
        if quoted:
            start, end = self._unquoted(start, end)
        if pattern("subjects", "powers").match(self.reading.folded, start):
            return
        charged = above is not None and not above.general and not self._follows_items(index)
        charged = charged and not (above and self._is_asked(above, start, end))
        found = clauses(self.reading, start, end, charged=charged)
        bearers = self._bearers(found, above)
        subject = found[0].subject if found else None
        own = subject is not None and (above is None or names(subject.mentions) != names(above.bearers))
        if not bearers:
            if not quoted and index not in self.parents and self._is_open_task(index, start):
                yield Idle(start, end, section)
            return
        kept = above if above and not own else None
        asked = bool(above and above.asked) or any(clause.asked for clause in found if clause.subject)
        asked = asked or bool(above and _asks().match(self.reading.folded, start))
        role = role_of(self.reading, found, names(bearers))
        if role == "responsible" and kept and kept.role:
            role = kept.role
        partners = partners_of(self.reading, found, names(bearers))
        times = ((start, end), *((above.times,) if above and above.times else ()), *self._times(index))
        yield Unit(
            start,
            end,
            section,
            bearers,
            "requested" if asked else role,
            (*(kept.partners if kept else ()), *partners),
            steps_of(self.reading, found, bearers),
            times,
            "quoted" if quoted else kept.form if kept else None,
            above.heading if above and not own else None,
            tuple(self._items_above(index)),
        )

    def _items_above(self, index: int) -> Iterator[tuple[int, int]]:
        """The items and lead-ins that a block stands under; what a section is called states no time for its duties."""
        at = self.blocks[index].parent
        while at is not None:
            block = self.blocks[at]
            if block.kind == "item" or self.layout.mask[block.start : block.end].rstrip().endswith((":", ")")):
                yield block.start, block.end
            at = block.parent

    def _is_asked(self, above: Charge, start: int, end: int) -> bool:
        """Whether the words ask the bearer itself: "Đề nghị Ủy ban Mặt trận …" under its own heading."""
        request = pattern("charges", "requests").match(self.reading.folded, start)
        asked = self.reading.mentions_in(request.end(), min(end, request.end() + 120))[:1] if request else ()
        return any(mention.name in names(above.bearers) for mention in asked)

    def _follows_items(self, index: int) -> bool:
        """Whether a block is a paragraph after a list: what it asks for, the document asks, not the bearer above."""
        block, before = self.blocks[index], self.blocks[index - 1] if index else None
        return block.marker is None and before is not None and before.marker is not None and index - 1 != block.parent

    def _bearers(self, found: tuple[Clause, ...], above: Charge | None) -> tuple[AgencyMention, ...]:
        subjects = [clause.subject.mentions if clause.subject else () for clause in found]
        first = (subjects[0] if subjects else ()) or (above.bearers if above else ())
        return distinct((*first, *(mention for mentions in subjects[1:] for mention in mentions)))

    def _is_open_task(self, index: int, start: int) -> bool:
        block = self.blocks[index]
        tasks = any(pattern("sections", "tasks").search(words) for words in self._headings(index))
        lawful = "Điều" in (block.section or "") and not tasks
        opening = self.reading.folded[start : start + 60]
        return (
            block.kind != "closing"
            and not lawful
            and not self._is_idle(index)
            and bool(pattern("sections", "verbs", r"\s{0,9}").match(opening))
        )

    def _unquoted(self, start: int, end: int) -> tuple[int, int]:
        words = self.layout.mask[start:end]
        left = len(words) - len(words.lstrip(' \n\t“"'))
        right = len(words) - len(words.rstrip(' \n\t”"'))
        return (start + left, end - right) if left + right < len(words) else (start, end)

    def _times(self, index: int) -> tuple[tuple[int, int], ...]:
        labels = self.labels.get(index)
        return tuple((label.start, label.end) for label in labels.of("time")) if labels else ()

    # ---- tasks whose bearers stand in lines of their own

    def _split_charge(self, index: int, above: Charge | None) -> Charge:
        labels = self.labels[index]
        named = labels.of("lead") or labels.of("execute")
        bearers = distinct(m for label in named for m in self._bodies_of(label))
        leads = bool(labels.of("lead")) or any(
            role_of(self.reading, self._clauses_of(label), names(bearers)) == "lead" for label in named
        )
        partners = tuple(
            m
            for label in labels.of("partners")
            for group in self.reading.groups(label.start, label.end)
            for m in group.mentions
        )
        partners += tuple(
            m for label in named for m in partners_of(self.reading, self._clauses_of(label), names(bearers))
        )
        times = self._times(index)
        return Charge(
            bearers,
            bool(above and above.asked),
            "lead" if leads else None,
            partners,
            times[0] if times else None,
            "split",
            None,
        )

    def _clauses_of(self, label: Label) -> tuple[Clause, ...]:
        return clauses(self.reading, label.start, label.end, charged=False)

    def _bodies_of(self, label: Label) -> tuple[AgencyMention, ...]:
        """The bodies that a line names as bearers: its subjects when it has sentences, else all of its list."""
        found = self._clauses_of(label)
        subjects = [clause.subject.mentions for clause in found if clause.subject and says_what(self.reading, clause)]
        if subjects:
            return distinct(mention for mentions in subjects for mention in mentions)
        groups = self.reading.groups(label.start, label.end)
        return groups[0].mentions if groups else ()

    def _is_task(self, index: int) -> bool:
        """Whether a block with labelled lines is the task: no line gives its content, no items stand under it."""
        lines = {at for at, _ in self.labels[index].pieces}
        others = [at for at, b in enumerate(self.blocks) if b.parent == index and at not in lines and b.kind in _BODY]
        return not self.labels[index].of("content") and not others

    def _task(self, index: int, charge: Charge) -> Iterator[Unit]:
        block = self.blocks[index]
        inside = [label.opening for at, label in self.labels[index].pieces if at == index]
        end = min([block.end, *inside])
        if self.reading.parenthesis_at(end) and self.layout.mask[block.start : block.end].rstrip(" .;").endswith(")"):
            end = block.end  # "… (Thực hiện: Sở X; hoàn thành: quý II)" closes the item
        words = self.layout.mask[block.start : end].rstrip(" \n(;")
        yield self._split_unit(block.start, block.start + len(words), block.section or "", charge)

    def _split_unit(self, start: int, end: int, section: str, charge: Charge) -> Unit:
        found = clauses(self.reading, start, end, charged=True)
        role = "requested" if charge.asked else charge.role or "responsible"
        times = (*((charge.times,) if charge.times else ()), (start, end))
        steps = steps_of(self.reading, found, charge.bearers)
        return Unit(start, end, section, charge.bearers, role, charge.partners, steps, times, "split")

    def _is_sentence(self, labels: tuple[Label, ...]) -> bool:
        """Whether a line that opens with a label says of itself who does what: "Kinh phí: Sở Tài chính bố trí …"."""
        found = self._clauses_of(labels[0]) if [label.kind for label in labels] == ["other"] else ()
        return any(clause.subject and says_what(self.reading, clause) for clause in found)

    def _labelled_line(self, index: int, labels: tuple[Label, ...], above: Charge | None) -> Iterator[Unit | Idle]:
        block = self.blocks[index]
        split = self._is_split(block.parent)
        for label in labels:
            if label.kind == "content" and split and above:
                if self._leads(index) or index in self.parents:
                    continue
                yield self._split_unit(label.start, label.end, block.section or "", above)
            elif label.kind in {"lead", "execute"}:
                found = self._clauses_of(label)
                if not any(clause.subject and says_what(self.reading, clause) for clause in found):
                    continue
                if heading_charge(self.reading, label.start, label.end):  # "Sở X chủ trì, phối hợp với Y": the task's
                    continue
                times = self._times(block.parent) if block.parent is not None else ()
                role = role_of(self.reading, found, names(self._bearers(found, None)))
                for unit in self._duty(index, label.start, label.end, None):
                    if isinstance(unit, Unit):
                        yield replace(unit, role="lead" if label.kind == "lead" else role, times=(*unit.times, *times))
            elif label.kind == "content":
                yield from self._duty(index, label.start, label.end, above)


def find_units(layout: Layout, reading: Reading) -> tuple[tuple[Unit, ...], tuple[Idle, ...], set[int]]:
    """The duties of a text in order, the tasks that nobody is given, and the blocks that state aims.

    Reads: blocks, bodies. Writes: units with offsets.
    """
    tables = find_tables(layout, reading)
    walk = _Walk(layout, reading, tables)
    found = sorted((*walk.run(), *tables.found), key=lambda one: one.start)
    aims = {index for index, block in enumerate(layout.blocks) if block.kind in _BODY and walk.is_aim(index)}
    return (
        tuple(unit for unit in found if isinstance(unit, Unit)),
        tuple(task for task in found if isinstance(task, Idle)),
        aims,
    )
