"""Three short plans as records, made by hand: what the edges are tested on does not hang on the finders.

Hưng Yên implements Resolution 121/2020/QH14 through Decision 1472/QĐ-TTg; Quảng Ngãi and Văn Quan cite decisions
06/QĐ-TTg of two years; Sở Y tế of two provinces have duties, and Trung tâm Y tế of a district has one.
"""

from __future__ import annotations

from hashlib import sha256

from ingest.model import Agency, Citation, Deadline, Document, DocumentRef, Obligation, Record, Relation

NQ121 = DocumentRef("Nghị quyết", "121/2020/QH14", None, "nq-121-2020-qh14")
QD1472 = DocumentRef("Quyết định", "1472/QĐ-TTg", None, "qd-1472-qd-ttg-2020")
QD06_2019 = DocumentRef("Quyết định", "06/QĐ-TTg", None, "qd-06-qd-ttg-2019")
QD06_2022 = DocumentRef("Quyết định", "06/QĐ-TTg", None, "qd-06-qd-ttg-2022")
TREEM = DocumentRef("Luật", "102/2016/QH13", "Luật Trẻ em", "luat-102-2016-qh13")
DATES = {NQ121: "2020-06-19", QD1472: "2020-09-28", QD06_2019: "2019-01-03", QD06_2022: "2022-01-06", TREEM: None}
ISSUERS = {NQ121: "Quốc hội", TREEM: None}


def _citation(text: str, ref: DocumentRef, section: str | None = None) -> Citation:
    said = ref.name if ref.name else f"{ref.type} số {ref.number}"
    start = text.index(said)
    return Citation(
        text=said,
        start=start,
        end=start + len(said),
        type=ref.type or "",
        number=ref.number,
        name=ref.name,
        date=DATES[ref],
        issuer=ISSUERS.get(ref, "Thủ tướng Chính phủ"),
        id=ref.id,
        status="resolved",
        section=section,
        rule="made by hand",
    )


def _duty(text: str, said: str, section: str, agency: Agency, deadline: Deadline | None = None) -> Obligation:
    start = text.index(said)
    return Obligation(
        text=said,
        start=start,
        end=start + len(said),
        section=section,
        bearers=(agency.name,),
        role="responsible",
        deadline=deadline,
        bearer_ids=(agency.id,),
    )


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def hung_yen() -> Record:
    text = (
        "Thực hiện Quyết định số 1472/QĐ-TTg ban hành Kế hoạch thực hiện Nghị quyết số 121/2020/QH14.\n"
        "a) Khám sức khỏe cho trẻ em trước ngày 31/3/2021."
    )
    health = Agency("Sở Y tế", "tỉnh", "Hưng Yên", False, "so-y-te.hung-yen", ("tỉnh Hưng Yên",))
    said = text.splitlines()[0]
    return Record(
        source="hung-yen.txt",
        document=Document(
            type="Kế hoạch",
            number="11/KH-UBND",
            issued="2021-01-15",
            issuer="Ủy ban nhân dân tỉnh Hưng Yên",
            title="Phòng ngừa tai nạn cho trẻ em",
            jurisdiction=("tỉnh Hưng Yên",),
            id="kh-11-kh-ubnd-hung-yen-2021",
        ),
        citations=(_citation(text, QD1472, "preamble"), _citation(text, NQ121, "preamble")),
        relations=(
            Relation("self", "IMPLEMENTS", QD1472, "preamble", said, 0, len(said), "preamble"),
            Relation(QD1472, "IMPLEMENTS", NQ121, None, said, 0, len(said), "preamble"),
        ),
        agencies=(health,),
        obligations=(
            _duty(
                text,
                "Khám sức khỏe cho trẻ em trước ngày 31/3/2021.",
                "III.1.a",
                health,
                Deadline("trước ngày 31/3/2021", "2021-03-31", kind="scheduled"),
            ),
        ),
        sha256=_sha(text),
    )


def quang_ngai() -> Record:
    text = "a) Tư vấn cho gia đình theo Quyết định số 06/QĐ-TTg.\nb) Tập huấn cho cộng tác viên."
    health = Agency("Sở Y tế", "tỉnh", "Quảng Ngãi", False, "so-y-te.quang-ngai", ("tỉnh Quảng Ngãi",))
    return Record(
        source="quang-ngai.txt",
        document=Document(
            type="Kế hoạch",
            number="12/KH-UBND",
            issued="2024-02-01",
            issuer="Ủy ban nhân dân tỉnh Quảng Ngãi",
            title="Chăm sóc trẻ em tại cộng đồng",
            jurisdiction=("tỉnh Quảng Ngãi",),
            id="kh-12-kh-ubnd-quang-ngai-2024",
        ),
        citations=(_citation(text, QD06_2022, "II.1.a"),),
        agencies=(health,),
        obligations=(
            _duty(text, "Tư vấn cho gia đình theo Quyết định số 06/QĐ-TTg.", "II.1.a", health),
            _duty(text, "Tập huấn cho cộng tác viên.", "II.1.b", health),
        ),
        sha256=_sha(text),
    )


def van_quan() -> Record:
    text = (
        "Căn cứ Luật Trẻ em; Quyết định số 06/QĐ-TTg.\n"
        "a) Trạm y tế báo cáo số liệu hằng tháng.\nb) Bố trí kinh phí cho các xã."
    )
    places = ("tỉnh Lạng Sơn", "huyện Văn Quan")
    centre = Agency("Trung tâm Y tế", "huyện", "Văn Quan", False, "trung-tam-y-te.van-quan.lang-son", places)
    committee = Agency("Ủy ban nhân dân", "huyện", "Văn Quan", False, "uy-ban-nhan-dan.van-quan.lang-son", places)
    return Record(
        source="van-quan.txt",
        document=Document(
            type="Kế hoạch",
            number="13/KH-UBND",
            issued="2024-03-01",
            issuer="Ủy ban nhân dân huyện Văn Quan",
            title="Công tác trẻ em năm 2024",
            jurisdiction=places,
            id="kh-13-kh-ubnd-van-quan-2024",
        ),
        citations=(_citation(text, TREEM), _citation(text, QD06_2019)),
        agencies=(centre, committee),
        obligations=(
            _duty(text, "Trạm y tế báo cáo số liệu hằng tháng.", "III.a", centre),
            _duty(text, "Bố trí kinh phí cho các xã.", "III.b", committee),
        ),
        sha256=_sha(text),
    )


def plans() -> tuple[Record, ...]:
    return (hung_yen(), quang_ngai(), van_quan())
