from __future__ import annotations

from textwrap import dedent

import pytest

from corpus.models import SectionKind
from corpus.parsing.closing import Signature, is_name, read_foot, split_foot
from corpus.parsing.lines import split_lines

SIGNATURES = [
    pytest.param(
        "GIÁM ĐỐC\n\nVũ Tuấn Anh", Signature(position="Giám đốc", signer="Vũ Tuấn Anh"), id="own right"
    ),
    pytest.param("GIÁM ĐỐC", Signature(position="Giám đốc"), id="no name printed"),
    pytest.param(
        "TM. BAN CHẤP HÀNH\nCHỦ TỊCH\n(Đã ký)\nNGUYỄN THỊ HOA",
        Signature(authority="TM. BAN CHẤP HÀNH", position="Chủ tịch", signer="NGUYỄN THỊ HOA"),
        id="a name in capitals",
    ),
    pytest.param(
        "GIÁM ĐỐC\nVŨ ĐOÀN ANH", Signature(position="Giám đốc", signer="VŨ ĐOÀN ANH"), id="Vũ is no Vụ"
    ),
    pytest.param(
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Quốc Khánh",
        Signature(
            authority="TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", position="Phó Chủ tịch", signer="Nguyễn Quốc Khánh"
        ),
        id="for a committee and its head",
    ),
    pytest.param(
        "TL. GIÁM ĐỐC\nTRƯỞNG PHÒNG TỔ CHỨC\nHà Văn Nam",
        Signature(authority="TL. GIÁM ĐỐC", position="Trưởng phòng tổ chức", signer="Hà Văn Nam"),
        id="by order",
    ),
    pytest.param(
        "Q. GIÁM ĐỐC\nTrần Đình Toàn", Signature(position="Q. Giám đốc", signer="Trần Đình Toàn"), id="acting"
    ),
    pytest.param(
        "KHỐI PHÓ              KHỐI TRƯỞNG\nCHÁNH THANH TRA        GIÁM ĐỐC\nA Thiên Linh          Y Bích Sa",
        Signature(authority="KHỐI TRƯỞNG", position="Giám đốc", signer="Y Bích Sa"),
        id="two side by side",
    ),
    pytest.param(
        "GIÁM ĐỐC\nBS.CKII. Thạch Sơn Anh",
        Signature(position="Giám đốc", signer="BS.CKII. Thạch Sơn Anh"),
        id="degree",
    ),
    pytest.param(
        "CHỦ TỊCH\nĐinh Văn K’Brơi", Signature(position="Chủ tịch", signer="Đinh Văn K’Brơi"), id="apostrophe"
    ),
]


@pytest.mark.parametrize(("block", "signature"), SIGNATURES)
def test_signatures_behind_the_recipients(block: str, signature: Signature) -> None:
    assert read_foot(split_lines(f"Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n{block}")).signature == signature


@pytest.mark.parametrize(("block", "signature"), SIGNATURES)
def test_signatures_before_the_recipients(block: str, signature: Signature) -> None:
    lines = split_lines(f"Các đơn vị thực hiện./.\n{block}\nNơi nhận:\n- Lưu: VT.")
    body, foot, after = split_foot(lines)
    assert ([line.text for line in body], after) == (["Các đơn vị thực hiện./."], [])
    assert read_foot(foot).signature == signature


def test_interleaved_columns_are_parted() -> None:
    foot = read_foot(
        split_lines(
            dedent("""\
            Nơi nhận: KT. GIÁM ĐỐC
            - UBND thành phố (để báo cáo);   PHÓ GIÁM ĐỐC
            - Chủ tịch, các Phó Chủ tịch
              UBND thị xã;
            - Lưu: VT, VP.
                                  Lê Hoàng Nguyên
            """)
        )
    )
    assert foot.recipients == (
        "UBND thành phố (để báo cáo)",
        "Chủ tịch, các Phó Chủ tịch UBND thị xã",
        "Lưu: VT, VP",
    )
    assert foot.signature == Signature(
        authority="KT. GIÁM ĐỐC", position="Phó Giám đốc", signer="Lê Hoàng Nguyên"
    )


def test_a_name_beside_the_last_recipient_is_the_signers() -> None:
    foot = read_foot(split_lines("Nơi nhận: GIÁM ĐỐC\n- Sở Nội vụ;\n- Lưu: VT, VP. Trần Thị Bích Ngọc"))
    assert foot.recipients == ("Sở Nội vụ", "Lưu: VT, VP")
    assert foot.signature == Signature(position="Giám đốc", signer="Trần Thị Bích Ngọc")


def test_an_office_in_capitals_is_no_signer() -> None:
    foot = read_foot(split_lines("Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nSỞ NỘI VỤ"))
    assert foot.signature == Signature(position="Giám đốc")


@pytest.mark.parametrize("mark", ["Nơi nhận:", "Nơi nhận", "_Nơi nhận: "])
def test_the_word_for_recipients_is_none_of_them(mark: str) -> None:
    assert read_foot(split_lines(f"{mark}\n- UBND huyện;\n- Lưu VT.")).recipients == ("UBND huyện", "Lưu VT")


def test_the_foot_is_cut_into_parts_in_the_order_of_the_text() -> None:
    foot = read_foot(
        split_lines(
            "Nơi nhận:\n- Lưu: VT.\nKý bởi: Sở Nội vụ\nThời gian ký: 01/03/2025\nGIÁM ĐỐC\nHà Văn Nam"
        )
    )
    assert [(kind, [line.text for line in lines]) for kind, lines in foot.parts] == [
        (SectionKind.RECIPIENTS, ["Nơi nhận:", "- Lưu: VT."]),
        (SectionKind.ELECTRONIC_SIGNATURE, ["Ký bởi: Sở Nội vụ", "Thời gian ký: 01/03/2025"]),
        (SectionKind.SIGNATURE, ["GIÁM ĐỐC", "Hà Văn Nam"]),
    ]


SPLITS = [
    pytest.param(["Thực hiện./.", "GIÁM ĐỐC", "Hà Văn Nam"], 1, 3, id="no recipients"),
    pytest.param(["Thực hiện./.", "Nơi nhận:", "- Lưu: VT.", "PHỤ LỤC", "1. Cụm"], 1, 3, id="appendix"),
    pytest.param(
        ["Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Hà Văn Nam", "UBND TỈNH", "QUY CHẾ", "Chương I"],
        0,
        4,
        id="regulation",
    ),
    pytest.param(
        ["Nơi nhận: Văn phòng Sở.", *["Nộp đúng hạn."] * 40, "Nơi nhận:", "- Lưu: VT."],
        41,
        43,
        id="clause of that name",
    ),
    pytest.param(
        ["Hết.", "Nơi nhận:", "- Lưu: VT.", "PHỤ LỤC", "Mẫu tờ trình", "Nơi nhận:", "…"],
        1,
        3,
        id="form in an appendix",
    ),
    pytest.param(
        ["Nơi nhận:", "- Lưu: VT.", "Hà Văn Nam", "Phụ lục I", "BẢNG"], 0, 3, id="appendix in small letters"
    ),
    pytest.param(["Nơi nhận hồ sơ là Văn phòng Sở", "1. Hồ sơ"], 2, 2, id="no foot at all"),
]


@pytest.mark.parametrize(("lines", "start", "end"), SPLITS)
def test_the_foot_is_found(lines: list[str], start: int, end: int) -> None:
    body, foot, after = split_foot(split_lines("\n".join(lines)))
    assert (len(body), len(body) + len(foot), len(after)) == (start, end, len(lines) - end)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vũ Tuấn Anh", True),
        ("Huỳnh Thị Mỹ Quyên Châu", True),
        ("A Thiên Ngọc Linh", True),
        ("PGS.TS. Lê Văn Á", True),
        ("Anh", False),
        ("GIÁM ĐỐC", False),
        ("ỦY BAN NHÂN DÂN", False),
        ("Sở Nội vụ", False),
        ("Lưu: VT", False),
    ],
)
def test_names_of_people(text: str, name: bool) -> None:
    assert is_name(text) is name
