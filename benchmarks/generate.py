"""Made-up documents in any number, from a seed: what a country writes, as far as its shape goes.

    python benchmarks/generate.py 1000 FOLDER        writes 0000000.txt and so on; the first N are the same for every N

A programme is a decision of the Prime Minister; each province has a plan that implements it, and some of its districts
have one that implements the province's. Plans of one programme share most of their paragraphs, as real ones do: what
names the place, a figure or a day is changed, and a few tasks are left out. They cite laws by name, decisions with and
without their dates, and one another; they give duties to departments, committees and open sets, with partners, reports,
days, repetitions and aims. No sentence is taken from a real text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from ingest.lexicon import table

SEED = 20240601
DISTRICTS = 3  # of each province, that follow it
TOPICS = (
    ("phòng, chống tai nạn thương tích trẻ em", "Luật Trẻ em", "Lao động - Thương binh và Xã hội"),
    ("chuyển đổi số trong giáo dục", "Luật Giáo dục", "Giáo dục và Đào tạo"),
    ("bảo đảm an toàn thực phẩm", "Luật An toàn thực phẩm", "Y tế"),
    ("phổ biến, giáo dục pháp luật", "Luật Phổ biến, giáo dục pháp luật", "Tư pháp"),
    ("bảo vệ môi trường nông thôn", "Luật Bảo vệ môi trường", "Tài nguyên và Môi trường"),
    ("phát triển du lịch cộng đồng", "Luật Du lịch", "Văn hóa, Thể thao và Du lịch"),
    ("phòng, chống thiên tai", "Luật Phòng, chống thiên tai", "Nông nghiệp và Phát triển nông thôn"),
    ("bình đẳng giới ở cơ sở", "Luật Bình đẳng giới", "Lao động - Thương binh và Xã hội"),
)
DEPARTMENTS = (
    ("Y tế", "cung cấp dịch vụ chăm sóc sức khỏe, tư vấn dinh dưỡng cho các đối tượng của Chương trình"),
    ("Giáo dục và Đào tạo", "đưa nội dung của Chương trình vào hoạt động ngoại khóa của các cơ sở giáo dục"),
    ("Thông tin và Truyền thông", "chỉ đạo các cơ quan báo chí mở chuyên trang, chuyên mục về Chương trình"),
    ("Tài chính", "cân đối, bố trí kinh phí thực hiện theo phân cấp ngân sách nhà nước hiện hành"),
    ("Tư pháp", "rà soát văn bản quy phạm pháp luật có liên quan, kiến nghị sửa đổi những quy định không còn phù hợp"),
    ("Nội vụ", "đưa kết quả thực hiện vào tiêu chí xét thi đua, khen thưởng hằng năm"),
    ("Xây dựng", "hướng dẫn lồng ghép yêu cầu của Chương trình vào quy hoạch khu dân cư"),
    ("Công Thương", "vận động doanh nghiệp trên địa bàn tham gia đóng góp nguồn lực"),
    ("Văn hóa, Thể thao và Du lịch", "tổ chức hội thi, hội diễn tuyên truyền tại thiết chế văn hóa cơ sở"),
    ("Nông nghiệp và Phát triển nông thôn", "lồng ghép nội dung vào tiêu chí xây dựng nông thôn mới"),
)
AIMS = (
    "Phấn đấu đến hết năm {year}, {share}% xã, phường, thị trấn có cán bộ được tập huấn",
    "Ít nhất {share}% hộ gia đình được cung cấp thông tin",
    "Giảm {less}% số vụ việc so với năm trước",
)
COMMON = (
    "Nâng cao nhận thức của cán bộ, công chức, viên chức và Nhân dân; xác định công việc phải làm, người phải làm.",
    "Việc triển khai phải đồng bộ, tiết kiệm, có trọng tâm, gắn với nhiệm vụ chính trị của từng cơ quan, đơn vị.",
    "Phát huy vai trò của Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội trong giám sát, phản biện.",
    "Kịp thời biểu dương cách làm hay, chấn chỉnh nơi làm hình thức.",
)
TASKS = (
    "Tổ chức điều tra, khảo sát, cập nhật số liệu ban đầu làm cơ sở đánh giá kết quả.",
    "Biên soạn, in ấn, cấp phát tài liệu tuyên truyền bằng tiếng Việt và tiếng dân tộc thiểu số.",
    "Tập huấn nghiệp vụ cho đội ngũ cộng tác viên ở thôn, bản, tổ dân phố.",
    "Xây dựng mô hình điểm, sơ kết trước khi nhân rộng.",
    "Ứng dụng công nghệ thông tin trong theo dõi, tổng hợp kết quả.",
    "Kiểm tra chéo giữa các địa phương, rút kinh nghiệm tại chỗ.",
)


@dataclass(frozen=True, slots=True)
class Programme:
    """What all the documents of a programme share. `number` counts the programmes."""

    number: int
    topic: str
    law: str
    lead: str
    year: int
    decision: str
    day: str

    @property
    def name(self) -> str:
        return f"{self.topic} giai đoạn {self.year} - {self.year + 5}"


@cache
def provinces() -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """(kind, name, its districts as kind and name) of the provinces as they were until 30 June 2025."""
    return tuple(
        (row["kind"], row["name"], tuple(("huyện", name) for name in row.get("huyện", ())))
        for row in table("places")["province"]
        if row.get("until") == "2025-06-30" and row["kind"] == "tỉnh"
    )


def programmes(seed: int = SEED) -> Iterator[Programme]:
    """Programme after programme without end."""
    random, number = Random(seed), 0
    while True:
        topic, law, lead = TOPICS[number % len(TOPICS)]
        year = 2015 + number // 80 % 9
        yield Programme(
            number, topic, law, lead, year, f"{1 + number % 2400}/QĐ-TTg",
            f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{year}",
        )  # fmt: skip
        number += 1


def texts(count: int, seed: int = SEED) -> Iterator[str]:
    """Documents, the first of each programme the decision that the others go back to."""
    made = 0
    for programme in programmes(seed):
        for text in of_programme(programme, seed):
            if made == count:
                return
            yield text
            made += 1


def of_programme(programme: Programme, seed: int = SEED) -> Iterator[str]:
    """The decision, and in each province its plan followed by those of some districts."""
    yield _decision(programme)
    for index, (kind, name, districts) in enumerate(provinces()):
        random = Random(f"{seed}/{programme.number}/{index}")
        number, day = f"{1 + programme.number % 80}/KH-UBND", f"{random.randint(1, 28):02}/3/{programme.year + 1}"
        yield _plan(random, programme, f"{kind} {name}", name, number, day, None)
        for district_kind, district in districts[:DISTRICTS]:
            # Districts of several provinces have one name, and this tells their plans apart.
            own = f"{100 * (1 + programme.number % 80) + index}/KH-UBND"
            place = f"{district_kind} {district}"
            later = f"{random.randint(1, 28):02}/5/{programme.year + 1}"
            above = f"Kế hoạch số {number} ngày {day} của Ủy ban nhân dân {kind} {name}"
            yield _plan(random, programme, place, district, own, later, above)


def _spoken(day: str) -> str:
    date, month, year = day.split("/")
    return f"ngày {date} tháng {int(month)} năm {year}"


def _decision(programme: Programme) -> str:
    lead = f"Bộ {programme.lead}"
    articles = (
        (
            f"Điều 1. Phê duyệt Chương trình {programme.name} (sau đây gọi là Chương trình) với mục tiêu: "
            f"{AIMS[0].format(year=programme.year + 5, share=90)}; {AIMS[2].format(less=10).lower()}."
        ),
        (
            f"Điều 2. Tổ chức thực hiện\n\n1. {lead} chủ trì, phối hợp với các bộ, ngành liên quan hướng dẫn, kiểm tra "
            "việc thực hiện Chương trình; tổng hợp, báo cáo Thủ tướng Chính phủ trước ngày 31 tháng 12 hằng năm.\n\n"
            "2. Bộ Tài chính bố trí kinh phí thực hiện Chương trình theo quy định của Luật Ngân sách nhà nước.\n\n"
            "3. Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương xây dựng và tổ chức thực hiện kế hoạch."
        ),
        "Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký.",
    )
    return "\n\n".join(
        (
            "THỦ TƯỚNG CHÍNH PHỦ\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            f"Số: {programme.decision}\n\nHà Nội, {_spoken(programme.day)}",
            f"QUYẾT ĐỊNH\nPhê duyệt Chương trình {programme.name}",
            "THỦ TƯỚNG CHÍNH PHỦ",
            "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
            f"Căn cứ {programme.law};",
            f"Theo đề nghị của Bộ trưởng {lead},",
            "QUYẾT ĐỊNH:",
            *articles,
            "Nơi nhận:\n- Các bộ, cơ quan ngang bộ;\n- UBND các tỉnh, thành phố;\n- Lưu: VT.",
            "KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n",
        )
    )


def _plan(random: Random, programme: Programme, place: str, name: str, number: str, day: str, above: str | None) -> str:
    """A province's plan or, under the plan that it is said to implement, a district's."""
    year = programme.year + 1
    decision = f"Quyết định số {programme.decision} ngày {programme.day} của Thủ tướng Chính phủ"
    basis = f"{above} triển khai {decision}" if above else decision
    body = f"Ủy ban nhân dân {place}"
    lead = f"{'Phòng' if above else 'Sở'} {programme.lead}"
    if above and programme.lead in {"Nông nghiệp và Phát triển nông thôn", "Giáo dục và Đào tạo"}:
        lead = f"Phòng {programme.lead}"
    sections = (
        "I. MỤC ĐÍCH, YÊU CẦU\n\n"
        + "\n\n".join(f"{i}. {_locally(random, words, name)}" for i, words in enumerate(COMMON, 1)),
        _contents(random, programme, name, year, lead),
        _duties(random, programme, body, year, lead, above is not None),
        _reports(body, year, lead, above is not None),
    )
    return "\n\n".join(
        (
            f"{body.upper()}\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            f"Số: {number}\n\n{name}, {_spoken(day)}",
            f"KẾ HOẠCH\nThực hiện Chương trình {programme.name} trên địa bàn {place} năm {year}",
            f"Thực hiện {basis} phê duyệt Chương trình {programme.name}, {body} ban hành Kế hoạch như sau:",
            *sections,
            f"Nơi nhận:\n- {'UBND tỉnh' if above else f'Bộ {programme.lead}'};\n- Các cơ quan liên quan;\n- Lưu: VT.",
            "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n",
        )
    )


def _locally(random: Random, words: str, name: str) -> str:
    """A sentence as it is, or as one place changes it."""
    change = random.choice(
        (
            *[""] * 9,
            f", trước mắt tại {random.randint(2, 12)} xã khó khăn nhất của {name}",
            f", với ít nhất {random.randint(20, 300)} lượt người tham dự tại {name}",
            f", lồng ghép với các chương trình, đề án khác đang triển khai tại {name}",
        )
    )
    return words.removesuffix(".") + change + "."


def _contents(random: Random, programme: Programme, name: str, year: int, lead: str) -> str:
    aims = [aim.format(year=year, share=random.choice((70, 80, 90, 95)), less=random.choice((5, 10))) for aim in AIMS]
    tasks = [task for task in TASKS if random.random() < 0.8]
    lines = (
        "II. NỘI DUNG",
        "1. Chỉ tiêu",
        *(f"{letter}) {aim}." for letter, aim in zip("abc", aims, strict=True)),
        "2. Nhiệm vụ",
        *(f"{letter}) {_locally(random, task, name)}" for letter, task in zip("abcdđe", tasks, strict=False)),
        "3. Giải pháp",
        (
            f"a) {lead} chủ trì, phối hợp với Công an và các đoàn thể tổ chức tháng cao điểm tuyên truyền trong tháng "
            f"6 năm {year} theo quy định của {programme.law}."
        ),
        (
            "b) Triển khai thực hiện Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ và khoản 3 Điều "
            "90 của Luật Trẻ em."
            if programme.year >= 2022  # no text cites a later one
            else f"b) Lồng ghép với các nội dung của Quyết định số {programme.decision} và Luật Ngân sách nhà nước."
        ),
        f"c) Huy động nguồn lực xã hội hóa trên địa bàn {name}.",
    )
    return "\n\n".join(lines)


def _duties(random: Random, programme: Programme, body: str, year: int, lead: str, is_district: bool) -> str:
    kind = "Phòng" if is_district else "Sở"
    chosen = [row for row in DEPARTMENTS if row[0] != programme.lead and random.random() < 0.7]
    steps = [
        (
            f"1. {lead}\n\na) Chủ trì, phối hợp với các cơ quan liên quan tham mưu, tổ chức thực hiện Kế hoạch.\n\n"
            f"b) Tổng hợp, báo cáo {body} trước ngày {random.randint(1, 28):02}/12/{year}."
        )
    ]
    steps += [
        f"{i}. {kind} {field}: Chủ trì {_locally(random, words, body)}" for i, (field, words) in enumerate(chosen, 2)
    ]
    below = "Ủy ban nhân dân các xã, thị trấn" if is_district else "Ủy ban nhân dân các huyện, thị xã, thành phố"
    steps += [
        (
            f"{len(steps) + 1}. {below}\n\na) Ban hành kế hoạch, bố trí cán bộ theo dõi trong quý II năm {year}.\n\n"
            f"b) Định kỳ 6 tháng báo cáo kết quả về {lead}."
        ),
        f"{len(steps) + 2}. Đề nghị Hội Liên hiệp Phụ nữ, Đoàn Thanh niên: Vận động hội viên, đoàn viên tham gia.",
    ]
    return "\n\n".join(("III. TỔ CHỨC THỰC HIỆN", *steps))


def _reports(body: str, year: int, lead: str, is_district: bool) -> str:
    units = "Các phòng, ban, ngành" if is_district else "Các sở, ban, ngành"
    return "\n\n".join(
        (
            "IV. CHẾ ĐỘ BÁO CÁO",
            f"{units} và địa phương báo cáo kết quả gửi {lead} trước ngày 15/6/{year} và 15/11/{year} để tổng hợp.",
            f"Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về {body} (qua {lead}) để xem xét./.",
        )
    )


def main(count: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for index, text in enumerate(texts(count)):
        (folder / f"{index:07}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
