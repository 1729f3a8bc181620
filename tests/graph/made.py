"""Records made at random, from a seed, that leave as much open as real texts do.

Few numbers, years and bodies, so that documents cite the same ones, with and without dates, with and without issuers,
misprinted now and then, and relate them to one another; some of the cited documents are among the texts themselves.
"""

from __future__ import annotations

from hashlib import sha256
from random import Random

from ingest.identity import document_id, number_key
from ingest.model import (
    Agency,
    Citation,
    Deadline,
    Document,
    DocumentRef,
    Obligation,
    Record,
    Relation,
    Report,
    Target,
    Task,
)

PLACES = (("tỉnh Hưng Yên",), ("tỉnh Lạng Sơn", "huyện Văn Quan"), ("tỉnh Lạng Sơn",))
ISSUERS = ("Thủ tướng Chính phủ", None, None)
RELATIONS = ("IMPLEMENTS", "IMPLEMENTS", "IMPLEMENTS", "DETAILS", "BASED_ON", "REPLACES")


def records(seed: int, count: int) -> list[Record]:
    """Records of different documents; the first few of them are decisions that others cite by number."""
    random = Random(seed)  # noqa: S311 - made up for tests
    return [_record(random, index, count) for index in range(count)]


def _document(random: Random, index: int, count: int) -> Document:
    if index < count // 8:
        number, issued = f"{index % 4 + 1:02}/QĐ-TTg", f"{2018 + index // 4}-0{random.randint(1, 9)}-15"
        return Document("Quyết định", number, "QĐ-TTg", issued, issuer="Thủ tướng Chính phủ", title=f"Về việc {index}",
                        id=document_id("Quyết định", number, issued, "Thủ tướng Chính phủ"))  # fmt: skip
    place = random.choice(PLACES)
    issuer = f"Ủy ban nhân dân {place[-1]}"
    number, issued = f"{index}/KH-UBND", f"{random.randint(2018, 2024)}-{random.randint(1, 12):02}-01"
    identity = document_id("Kế hoạch", number, issued, issuer)
    return Document("Kế hoạch", number, "KH-UBND", issued, None, issuer, title=f"Công tác {index}", jurisdiction=place,
                    id=identity)  # fmt: skip


def _citation(random: Random, start: int, own: Document) -> Citation:
    """A decision of one of four numbers and five years, said with its year or left open; or a law by its name."""
    section = f"II.{start // 50}"
    if random.random() < 0.2:
        name = random.choice(("Luật Trẻ em", "Luật trẻ em"))
        provision = random.choice((None, "khoản 3 Điều 90", "Điều 90", "điểm a khoản 1 Điều 5"))
        return Citation(name, start, start + len(name), "Luật", None, name, None, None, provision, "luat-102-2016-qh13",
                        "resolved", (), section)  # fmt: skip
    number, issuer = f"{random.randint(1, 4):02}/QĐ-TTg", random.choice(ISSUERS)
    text = f"Quyết định số {number}"
    year = str(random.randint(2018, 2022))
    # The day is printed differently now and then.
    date = random.choice((None, year, f"{year}-03-15", f"{year}-03-15", f"{year}-03-16"))
    resolved = bool(date) and str(date)[:4] <= str(own.issued)[:4]
    identity = document_id("Quyết định", number, date, issuer) if resolved else number_key("Quyết định", number, issuer)
    date, status = (date, "resolved") if resolved else (None, "unknown")
    end = start + len(text)
    return Citation(text, start, end, "Quyết định", number, None, date, issuer, None, identity, status, (), section)


def _agencies(place: tuple[str, ...]) -> tuple[Agency, ...]:
    level, jurisdiction = ("huyện", "Văn Quan") if len(place) > 1 else ("tỉnh", place[0][5:])
    key = "van-quan.lang-son" if len(place) > 1 else {"Hưng Yên": "hung-yen", "Lạng Sơn": "lang-son"}[jurisdiction]
    names = (("Ủy ban nhân dân", "uy-ban-nhan-dan"), ("Phòng Y tế", "phong-y-te"), ("Công an", "cong-an"))
    bodies = tuple(Agency(name, level, jurisdiction, False, f"{slug}.{key}", place) for name, slug in names)
    group = Agency("các phòng, ban, ngành", level, jurisdiction, True, f"phong-ban-nganh.{key}", place)
    return (*bodies, group, Agency("Thủ tướng Chính phủ", "trung ương", None, False, "thu-tuong-chinh-phu", ()))


def _duty(random: Random, index: int, agencies: tuple[Agency, ...], cited: tuple[Citation, ...]) -> Obligation:
    committee, health, police, group, _ = agencies
    aims = random.random() < 0.3
    text = f"Tổ chức thực hiện nhiệm vụ thứ {index}{', đạt trên 95%' if aims else ''}."
    start = 5000 + 100 * index
    bearer = random.choice((health, police, group))
    refs = tuple(one.ref for one in random.sample(cited, min(len(cited), random.randint(0, 2))))
    deadline = random.choice((None, Deadline("trước ngày 31/3", "--03-31", None, False, ("P1Y",), "recurring")))
    targets = (Target("trên 95%", 95.0, "%", ">"),) if aims else ()
    reports = (Report(bearer.id, committee.id, police.id),) if random.random() < 0.3 else ()
    return Obligation(
        text, start, start + len(text), f"III.{index // 2}", (bearer.name,), "responsible", (police.name,),
        deadline=deadline, targets=targets, cites=refs, reports=reports, bearer_ids=(bearer.id,),
        partner_ids=(police.id,),
    )  # fmt: skip


def _relation(random: Random, index: int, cited: tuple[Citation, ...]) -> Relation:
    source: DocumentRef | str = "self" if random.random() < 0.5 else random.choice(cited).ref
    kind = random.choice(RELATIONS)
    return Relation(source, kind, random.choice(cited).ref, None, f"Thực hiện {index}", 9000 + index, 9010 + index, "I")


def _record(random: Random, index: int, count: int) -> Record:
    document = _document(random, index, count)
    cited = tuple(_citation(random, 50 * place, document) for place in range(random.randint(1, 8)))
    agencies = _agencies(document.jurisdiction or PLACES[0])
    return Record(
        source=f"{index:03}.txt",
        document=document,
        citations=cited,
        relations=tuple(_relation(random, one, cited) for one in range(random.randint(0, 4))),
        agencies=agencies,
        obligations=tuple(_duty(random, one, agencies, cited) for one in range(random.randint(0, 4))),
        plan_targets=(Target("80% số xã", 80.0, "%", "=", None, "I.1", 10, 20),) if random.random() < 0.3 else (),
        unassigned=(Task("Tăng cường công tác truyền thông.", 7000, 7030, "II.1"),) if random.random() < 0.3 else (),
        sha256=sha256(str((document, cited)).encode()).hexdigest(),
    )
