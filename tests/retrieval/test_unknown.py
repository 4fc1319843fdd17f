"""Places that capitals show, and what only looks like one."""

from __future__ import annotations

import pytest

from retrieval.unknown import units_in_capitals


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Huyện Thống Nhất có bao nhiêu hợp tác xã?", ("Thống Nhất",)),
        ("huyện Ứng Hòa được mấy giấy khen", ("Ứng Hòa",)),
        ("trường THPT Đồng Văn được mấy giấy khen", ("Đồng Văn",)),
        ("How many certificates does Cau Giay ward plan?", ("Cau Giay",)),
        ("Nhiệm Vụ Của Cấp Tỉnh Và Cấp Xã Là Gì?", ()),
        ("Hợp tác xã Nông Nghiệp được thưởng gì", ()),
        ("kế hoạch của Tỉnh Đoàn Hưng Yên có mấy mục", ()),
        ("huyện nào được khen", ()),
    ],
)
def test_places_in_capitals(text: str, names: tuple[str, ...]) -> None:
    assert units_in_capitals(text) == names
