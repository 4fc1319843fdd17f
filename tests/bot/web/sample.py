"""An invented plan, a library that holds it, and a handler that answers from it: fakes for the web chat."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import httpx

from bot.channels.web import Library, create_web
from bot.messages import Handler, Message, Quotation, Reply
from corpus.errors import UnknownPlan
from corpus.facts import find_facts
from corpus.facts.base import Fact
from corpus.models import Plan, PlanMetadata, PlanSummary, ReadingText, Run, Section, SectionKind, SourcePage

K = SectionKind
PLAN_ID = "binhminh-2025"
BARE_ID = "khong-ten"
QUOTA = "Giấy khen của Giám đốc Sở: từ 04 đến 06 tập thể và từ 08 đến 12 cá nhân."
MERIT = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh: từ 02 đến 03 tập thể."
DEADLINE = "gửi báo cáo về Văn phòng Sở trước ngày 15 tháng 11 năm 2025."

# Depth, kind, label, heading, text; a bar where the line breaks in the source.
Row = tuple[int, SectionKind, str, str | None, str]
Stretch = tuple[int, int]
ROWS: tuple[Row, ...] = (
    (0, K.LETTERHEAD, "", None, "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH | SỞ NỘI VỤ | Số: 45/KH-SNV"),
    (0, K.TITLE, "", None, "KẾ HOẠCH | Phát động phong trào thi đua yêu nước | năm 2025"),
    (0, K.PREAMBLE, "", None, "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 | năm 2022;"),
    (0, K.NUMBERED, "I.", "MỤC ĐÍCH, YÊU CẦU", "I. MỤC ĐÍCH, YÊU CẦU"),
    (1, K.NUMBERED, "1.", "Mục đích", "1. Mục đích"),
    (2, K.NUMBERED, "a)", None, "a) Khơi dậy tinh thần thi đua trong công | chức, viên chức của Sở."),
    (2, K.NUMBERED, "b)", None, "b) Kịp thời phát hiện, biểu dương điển hình | tiên tiến."),
    (1, K.NUMBERED, "2.", "Yêu cầu", "2. Yêu cầu:"),
    (2, K.PARAGRAPH, "", None, "Phong trào thiết thực, hiệu quả, gắn | với nhiệm vụ chuyên môn."),
    (0, K.NUMBERED, "II.", "NỘI DUNG THI ĐUA", "II. NỘI DUNG THI ĐUA"),
    (1, K.ITEM, "-", None, "- Thi đua hoàn thành xuất sắc nhiệm vụ chính trị | được giao trong năm 2025."),
    (1, K.ITEM, "-", None, "- Thi đua đẩy mạnh cải cách hành chính và chuyển | đổi số:"),
    (2, K.ITEM, "+", None, "+ Xử lý hồ sơ công việc trên môi trường mạng;"),
    (2, K.ITEM, "+", None, "+ Giảm thời gian giải quyết thủ tục hành chính."),
    (0, K.NUMBERED, "III.", "KHEN THƯỞNG", "III. KHEN THƯỞNG"),
    (
        1,
        K.NUMBERED,
        "1.",
        "Nguyên tắc",
        "1. Nguyên tắc | Khen thưởng chính xác, công khai, công bằng và | kịp thời.",
    ),
    (1, K.NUMBERED, "2.", "Số lượng đề nghị khen thưởng", "2. Số lượng đề nghị khen thưởng"),
    (2, K.ITEM, "-", None, "- Bằng khen của Chủ tịch Ủy ban nhân dân | tỉnh: từ 02 đến 03 tập thể."),
    (2, K.ITEM, "-", None, "- Giấy khen của Giám đốc Sở: từ 04 đến 06 | tập thể và từ 08 đến 12 cá nhân."),
    (0, K.NUMBERED, "IV.", "TỔ CHỨC THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN"),
    (
        1,
        K.PARAGRAPH,
        "",
        None,
        "1. Các phòng | gửi báo cáo về Văn phòng Sở trước ngày 15 tháng | 11 năm 2025.",
    ),
    (1, K.PARAGRAPH, "", None, "2. Văn phòng Sở theo dõi, đôn đốc việc thực hiện | và tham mưu khen thưởng."),
    (0, K.RECIPIENTS, "", None, "Nơi nhận: | - Lãnh đạo Sở; | - Các phòng, đơn vị; | - Lưu: VT."),
    (0, K.SIGNATURE, "", None, "GIÁM ĐỐC | Trần Thị Minh An"),
)
LINES_KEPT = (K.LETTERHEAD, K.TITLE, K.RECIPIENTS, K.SIGNATURE)

METADATA = PlanMetadata(
    document_type="Kế hoạch",
    number="45/KH-SNV",
    issuer="Sở Nội vụ tỉnh Bình Minh",
    superior="Ủy ban nhân dân tỉnh Bình Minh",
    issue_date=date(2025, 2, 3),
    title="Phát động phong trào thi đua yêu nước năm 2025",
    years=(2025,),
    position="Giám đốc",
    signer="Trần Thị Minh An",
    recipients=("Lãnh đạo Sở", "Các phòng, đơn vị"),
)


def make_plan(plan_id: str = PLAN_ID, metadata: PlanMetadata = METADATA) -> Plan:
    """Make the invented plan: hard line breaks in the source, joined in the reading."""
    source, reading, runs, stretches = "\n", "", [], []
    for _, kind, _, heading, text in ROWS:
        begin = len(reading)
        for number, line in enumerate(text.split(" | ")):
            joiner = "\n" if kind in LINES_KEPT or (heading and number == 1) else " "
            reading += joiner if number else ""
            runs.append(Run(reading=len(reading), source=len(source), length=len(line)))
            source, reading = source + line + " \n\n", reading + line
        stretches.append((begin, len(reading)))
        reading += "\n"
    return Plan(
        id=plan_id,
        file=f"{plan_id}.txt",
        origin="Kế hoạch dùng để thử",
        digest="0" * 64,
        source=source,
        pages=(SourcePage(number=1, start=0, end=900), SourcePage(number=2, start=900, end=len(source))),
        reading=ReadingText(text=reading, runs=tuple(runs)),
        metadata=metadata,
        sections=_nest(list(zip(ROWS, stretches, strict=True)), 0),
    )


def _nest(rows: list[tuple[Row, Stretch]], depth: int) -> tuple[Section, ...]:
    starts = [index for index, (row, _) in enumerate(rows) if row[0] == depth]
    return tuple(_section(rows[index:until]) for index, until in pairwise([*starts, len(rows)]))


def _section(rows: list[tuple[Row, Stretch]]) -> Section:
    (depth, kind, label, heading, _), (start, own_end) = rows[0]
    children = _nest(rows[1:], depth + 1)
    end = rows[-1][1][1]
    return Section(
        kind=kind, label=label, heading=heading, start=start, own_end=own_end, end=end, children=children
    )


PLAN = make_plan()
BARE = make_plan(BARE_ID, PlanMetadata())


def quote_from(plan: Plan, words: str, section: str) -> Quotation:
    """Quote words of the reading, with their place in the source."""
    at = plan.reading.text.index(words)
    citation = plan.cite(at, at + len(words))
    return Quotation(
        plan=plan.id,
        plan_title=plan.metadata.title or plan.id,
        section=section,
        page=citation.page,
        start=citation.start,
        end=citation.end,
        quote=citation.quote(plan.source),
        reading=words,
    )


@dataclass(frozen=True)
class FakeLibrary:
    """Two plans: one that says everything about itself, one that says nothing."""

    loaded: tuple[Plan, ...] = (PLAN, BARE)

    def plans(self, start: int = 0, most: int | None = None) -> Sequence[PlanSummary]:
        return [
            PlanSummary(id=p.id, file=p.file, origin=p.origin, digest=p.digest, metadata=p.metadata)
            for p in self.loaded[start : None if most is None else start + most]
        ]

    def count_plans(self) -> int:
        return len(self.loaded)

    def count_facts(self, plan_ids: Collection[str]) -> dict[str, dict[str, int]]:
        found = {plan_id: find_facts(self.plan(plan_id)) for plan_id in plan_ids}
        return {plan_id: {kind: len(facts[kind]) for kind in facts} for plan_id, facts in found.items()}

    def plan_with_facts(self, plan_id: str) -> tuple[Plan, dict[str, Sequence[Fact]]]:
        plan = self.plan(plan_id)
        return plan, find_facts(plan)

    def plan(self, plan_id: str) -> Plan:
        for plan in self.loaded:
            if plan.id == plan_id:
                return plan
        raise UnknownPlan(f"no plan {plan_id!r}: thidua plans lists them")


def answer(message: Message) -> Reply:
    """Answer by a word of the question; a question with "hỏng" breaks, one with "chậm" takes its time."""
    question = message.text.casefold()
    if "hỏng" in question:
        raise RuntimeError("a fault for the tests")
    if "chậm" in question:
        time.sleep(1.5)
    if "giấy khen" in question or "giay khen" in question:
        return _tell(
            "Giấy khen: 04–06 tập thể, 08–12 cá nhân.", QUOTA, MERIT, warnings=("Phụ lục ghi số khác.",)
        )
    if message.previous and "bao giờ" in question:
        return _tell(f"Trước ngày 15/11/2025 (hỏi tiếp sau: {message.previous}).", DEADLINE)
    text = "Các kế hoạch đã nạp không nêu điều này. Mục gần nhất: III. KHEN THƯỞNG."
    return Reply(found=False, kind="unknown", language="vi", summary=text, text=text)


def _tell(summary: str, *quotes: str, warnings: tuple[str, ...] = ()) -> Reply:
    quotations = tuple(
        quote_from(PLAN, words, "III. KHEN THƯỞNG › 2. Số lượng đề nghị khen thưởng") for words in quotes
    )
    bare = (quote_from(BARE, QUOTA, "III. KHEN THƯỞNG"),) if warnings else ()
    return Reply(
        found=True,
        kind="quota",
        language="vi",
        summary=summary,
        text="\n".join([summary, *quotes]),
        quotations=quotations + bare,
        warnings=warnings,
    )


async def call(
    method: str, path: str, *, handler: Handler = answer, library: Library = FakeLibrary(), **options: Any
) -> httpx.Response:
    """Send one request to a web chat of its own, as a browser on this computer would."""
    transport = httpx.ASGITransport(create_web(handler=handler, library=library))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        return await client.request(method, path, **options)
