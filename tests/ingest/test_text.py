"""Masking, blocks, and the path of each block."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import within

from ingest.errors import NotTextError
from ingest.text import Layout, lay_out, mask, read_source

PLAN = """
ỦY BAN NHÂN DÂN
TỈNH BÌNH SƠN

Số: /KH-UBND

Bình Sơn, ngày 02 tháng 5 năm 2022

KẾ HOẠCH
Phòng cháy rừng năm 2022

Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

1. Mục đích

- Giữ rừng.

- Giữ nước.

II. NHIỆM VỤ

1. Tuần tra<sup>1</sup>

a) Sở Nông nghiệp

- Lập tổ tuần tra, trang bị máy bộ đàm cho tổ và giao cho lực lượng kiểm lâm của

các huyện quản lý.

- Mua máy bơm:

+ Máy lớn;

+ Máy nhỏ.

d) Công an tỉnh

Xử lý nghiêm.

d) Sở Tài chính

- Cấp kinh phí.

2. Chữa cháy

2.1. Chuẩn bị xe.

2.2. Chuẩn bị người.

Các đội sẵn sàng.

---

<sup>1</sup> Theo Luật Lâm nghiệp.

III. TỔ CHỨC THỰC HIỆN

1. Sở Nông nghiệp theo dõi.

2. Ủy ban nhân dân các huyện

Triển khai tại địa phương.

* Chế độ báo cáo

Báo cáo hằng tháng.

Trên đây là Kế hoạch phòng cháy rừng./. *ab*

Nơi nhận:

- Như trên;

**KT. CHỦ TỊCH
PHÓ CHỦ TỊCH**

- Lưu: VT.

Trần Văn A
"""


def paths(
    layout: Layout, kinds: tuple[str, ...] = ("heading", "item", "paragraph", "closing")
) -> list[tuple[str, str]]:
    return [
        (block.section or "", " ".join(layout.mask[block.start : block.end].split()))
        for block in layout.blocks
        if block.kind in kinds
    ]


def test_sections_of_a_plan() -> None:
    assert paths(lay_out(PLAN)) == [
        ("I", "MỤC ĐÍCH"),
        ("I.1", "Mục đích"),
        ("I.1.1", "Giữ rừng."),
        ("I.1.2", "Giữ nước."),
        ("II", "NHIỆM VỤ"),
        ("II.1", "Tuần tra"),
        ("II.1.a", "Sở Nông nghiệp"),
        (
            "II.1.a.1",
            "Lập tổ tuần tra, trang bị máy bộ đàm cho tổ và giao cho lực lượng kiểm lâm của các huyện quản lý.",
        ),
        ("II.1.a.2", "Mua máy bơm:"),
        ("II.1.a.2.1", "Máy lớn;"),
        ("II.1.a.2.2", "Máy nhỏ."),
        ("II.1.d", "Công an tỉnh"),
        ("II.1.d", "Xử lý nghiêm."),
        ("II.1.d#2", "Sở Tài chính"),
        ("II.1.d.1#2", "Cấp kinh phí."),
        ("II.2", "Chữa cháy"),
        ("II.2.1", "Chuẩn bị xe."),
        ("II.2.2", "Chuẩn bị người."),
        ("II.2", "Các đội sẵn sàng."),
        ("III", "TỔ CHỨC THỰC HIỆN"),
        ("III.1", "Sở Nông nghiệp theo dõi."),
        ("III.2", "Ủy ban nhân dân các huyện"),
        ("III.2", "Triển khai tại địa phương."),
        ("III.*", "Chế độ báo cáo"),
        ("III.*", "Báo cáo hằng tháng."),
        ("III", "Trên đây là Kế hoạch phòng cháy rừng./."),
    ]


def test_header_recipients_and_signature_are_kept_apart() -> None:
    layout = lay_out(PLAN)
    assert [text for _, text in paths(layout, ("title",))] == ["KẾ HOẠCH", "Phòng cháy rừng năm 2022"]
    assert [text for _, text in paths(layout, ("recipients",))] == ["Nơi nhận:", "Như trên;", "Lưu: VT."]
    assert [text for _, text in paths(layout, ("signature",))] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn A"]
    assert len(paths(layout, ("header",))) == 3


def test_a_footnote_stands_in_the_section_of_its_mark() -> None:
    layout = lay_out(PLAN)
    inside = PLAN.index("Luật Lâm nghiệp")
    assert (layout.footnote_of(inside), layout.section_at(inside)) == ("1", "II.1")
    assert layout.footnote_of(PLAN.index("Tuần tra")) is None


def test_a_footnote_in_a_sentence_that_a_page_cut() -> None:
    text = "I. VIỆC\n\n1. Mở lớp dạy nghề¹ cho người lao động của\n\n¹ Theo Đề án dạy nghề.\n\ncác xã vùng cao.\n"
    layout = lay_out(text)
    item = next(block for block in layout.blocks if block.section == "I.1" and block.kind == "item")
    assert text[item.start : item.end].endswith("các xã vùng cao.")
    assert layout.footnote_of(text.index("Đề án")) == "1"
    assert layout.footnote_of(text.index("vùng cao")) is None


def test_a_footnote_whose_mark_stands_alone_on_the_line_before() -> None:
    text = "I. VIỆC\n\n1. Trồng rừng theo đề án[1].\n\nNơi nhận:\n- Lưu: VT.\n\n[1]\nKế hoạch trồng\nrừng của tỉnh.\n"
    layout = lay_out(text)
    inside = text.index("Kế hoạch")
    assert (layout.footnote_of(inside), layout.section_at(inside)) == ("1", "I.1")
    assert layout.footnote_of(text.index("Trồng")) is None


def test_where_a_line_is_a_paragraph_one_that_is_done_ends_there() -> None:
    long = "Vận động các hộ trồng cây, " * 10
    text = f"I. VIỆC\n1. {long}đào kênh.\nHằng năm, các xã báo cáo.\n2. {long}thả cá.\n3. {long}dọn suối.\n"
    assert [words[:8] for _, words in paths(lay_out(text))] == ["VIỆC", "Vận động", "Hằng năm", "Vận động", "Vận động"]


def test_the_number_of_a_document_opens_no_item() -> None:
    text = "I. VIỆC\n1. Thực hiện Kế hoạch số\n25/KH-UBND ngày 02/3/2021 của Ủy ban nhân dân tỉnh.\n2/ Chăm sóc.\n"
    assert [section for section, _ in paths(lay_out(text))] == ["I", "I.1", "I.2"]


def test_articles_and_what_is_attached() -> None:
    text = (
        "QUYẾT ĐỊNH\n\nVỀ VIỆC BAN HÀNH QUY CHẾ\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế.\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n\n"
        "Giám đốc Sở Xây dựng chịu trách nhiệm thi hành./.\n\n| | TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê B |\n|---|---|\n\n"
        "QUY CHẾ\n\nVỀ CẤP NƯỚC\n\nChương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\n1. Phạm vi chung:\n\na) Đô thị;\n\n"
        "Lưu ý: trừ hải đảo.\n\nb) Nông thôn.\n\nCác xã tự quyết định.\n\n2. Phạm vi riêng.\n"
    )
    assert [section for section, _ in paths(lay_out(text))] == [
        "Điều 1", "Điều 2", "Điều 2", "Quy chế", "Quy chế", "Quy chế.Điều 1", "Quy chế.Điều 1.1", "Quy chế.Điều 1.1.a",
        "Quy chế.Điều 1.1.a", "Quy chế.Điều 1.1.b", "Quy chế.Điều 1.1", "Quy chế.Điều 1.2",
    ]  # fmt: skip


def test_hard_wrapped_lines_are_one_block() -> None:
    text = (
        "**KẾ HOẠCH**\n\n**VỀ\nPHÒNG DỊCH**\n\n**I. NỘI\nDUNG**\n\n"
        "**1.****\n**Phun thuốc tại các khu dân cư, phối hợp\nvới Sở Y tế.\n\n"
        "2. Bộ Lao động\n- Thương binh và Xã hội phối hợp với các cơ quan thực hiện tốt việc này\nở các địa phương.\n"
        "a) Việc một.\nb) Việc hai.\n"
    )
    assert [text for _, text in paths(lay_out(text))] == [
        "NỘI DUNG",
        "Phun thuốc tại các khu dân cư, phối hợp với Sở Y tế.",
        "Bộ Lao động - Thương binh và Xã hội phối hợp với các cơ quan thực hiện tốt việc này ở các địa phương.",
        "Việc một.",
        "Việc hai.",
    ]


def test_where_a_line_is_a_paragraph_a_short_one_is_a_heading() -> None:
    long = "Rà soát " + "các bến thủy nội địa, " * 6 + "báo cáo kết quả."
    text = "KẾ HOẠCH\nNăm 2024\n\nI. VIỆC\n\n" + "".join(f"{n}. Sở Xây dựng\n{long}\n\n" for n in (1, 2, 3))
    assert [words for _, words in paths(lay_out(text))] == ["VIỆC", *["Sở Xây dựng", long] * 3]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Sở Y tế**<sup>2</sup>", "Sở Y tế"),
        ("diện tích 5 km² và 7 m²", "diện tích 5 km² và 7 m²"),
        ("trẻ em² và", "trẻ em  và"),
        ("| a | b |", "a   b"),
        ("### V. Mục", "V. Mục"),
        ("quyết định[3].", "quyết định   ."),
        ("a\\-b", "a -b"),
    ],
)
def test_mask_blanks_markup_only(text: str, shown: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert masked.strip() == shown


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab.AĐ1)-+*|# \n\t:;<>/sup²[]“”", max_size=200))
def test_any_text_has_a_layout(text: str) -> None:
    layout = lay_out(text)
    assert len(layout.mask) == len(text)
    starts = [block.start for block in layout.blocks]
    assert starts == sorted(starts)
    for block in layout.blocks:
        assert 0 <= block.start < block.end <= len(text)
        assert layout.block_at(block.start) is not None


HOSTILE = [
    "* ",
    "a\n",
    "- a\n",
    "1.1.",
    "| ",
    "<",
    "[1]",
    "^{",
    "TM. ",
    "Nơi nhận\n",
    "KẾ HOẠCH\n",
    "<sup>1</sup>",
    "\n",
    "Điều 1. ",
    "“",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_repetition_takes_no_time(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    with within(2):
        lay_out(text)


def test_read_source(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Một\r\nhai".encode())
    assert read_source(path).text == "Một\nhai"
    for content in (b"", b"  \n", b"\xff\xfe", b"a\x00b"):
        path.write_bytes(content)
        with pytest.raises(NotTextError):
            read_source(path)
    with pytest.raises(NotTextError):
        read_source(tmp_path / "absent.txt")
