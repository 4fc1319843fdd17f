"""A small library of plans made by hand, in a store and in an index of its own."""

from __future__ import annotations

from pathlib import Path

from corpus.models import Chunk, PlanMetadata, PlanSummary, SectionKind
from corpus.store import PlanStore
from retrieval.static import StaticEncoder
from tests.corpus.factories import make_chunks, make_plan

ENCODER = StaticEncoder.shipped()
HUNGYEN = PlanMetadata(
    document_type="Kế hoạch",
    number="29/KH-SKHCN",
    issuer="Sở Khoa học và Công nghệ",
    superior="UBND tỉnh Hưng Yên",
    title="Phát động phong trào thi đua năm 2025",
    province="Hưng Yên",
    years=(2025,),
)
TAYNINH = PlanMetadata(
    document_type="Kế hoạch",
    number="142/KH-UBND",
    issuer="UBND tỉnh Tây Ninh",
    title="Tổ chức phong trào cả nước chung sức xây dựng nông thôn mới giai đoạn 2021-2025",
    province="Tây Ninh",
    years=(2023,),
)
MYHAO = PlanMetadata(
    document_type="Kế hoạch",
    number="07/KH-UBND",
    issuer="UBND thị xã Mỹ Hào",
    superior="UBND tỉnh Hưng Yên",
    title="Thi đua chuyển đổi số trên địa bàn thị xã Mỹ Hào",
    province="Hưng Yên",
    years=(2024,),
)
LINES = {
    "hungyen": (
        "I. MỤC ĐÍCH", "Tạo khí thế thi đua sôi nổi trong cán bộ, công chức của Sở.",
        "II. KHEN THƯỞNG", "Bằng khen của Chủ tịch UBND tỉnh: 01-02 tập thể, 02-05 cá nhân.",
        "III. BÁO CÁO", "Các phòng gửi báo cáo tổng kết về Văn phòng Sở trước ngày 15/11/2025.",
    ),
    "tayninh": (
        "I. MỤC TIÊU", "Phấn đấu 100% số xã đạt chuẩn nông thôn mới theo Nghị định số 98/2023/NĐ-CP.",
        "II. KINH PHÍ", "Kinh phí bố trí từ ngân sách tỉnh, quỹ thi đua khen thưởng.",
    ),
    "myhao": (
        "I. NỘI DUNG", "Mỗi cơ quan có một mô hình chuyển đổi số hiệu quả.",
        "II. THỰC HIỆN", "Phòng Văn hóa và Thông tin chủ trì, phối hợp với Phòng Nội vụ.",
    ),
}  # fmt: skip
METADATA = {"hungyen": HUNGYEN, "tayninh": TAYNINH, "myhao": MYHAO}


def save(store: PlanStore, plan_id: str, lines: tuple[str, ...], metadata: PlanMetadata = HUNGYEN) -> None:
    """Keep a plan of these lines with a chunk for every second line."""
    plan = make_plan(plan_id, lines, metadata=metadata)
    store.save(plan, make_chunks(plan))


def fill(store: PlanStore) -> PlanStore:
    """Keep the small library."""
    for plan_id, lines in LINES.items():
        save(store, plan_id, lines, METADATA[plan_id])
    return store


def make_library(home: Path) -> PlanStore:
    """Open a store that holds the small library."""
    return fill(PlanStore.open(home / "thidua.db"))


def summary(plan_id: str, metadata: PlanMetadata) -> PlanSummary:
    """Make the summary of a plan."""
    return PlanSummary(id=plan_id, file=f"{plan_id}.txt", origin="Mẫu", digest="0", metadata=metadata)


def make_chunk(
    chunk_id: int,
    text: str,
    *,
    plan_id: str = "mau",
    path: tuple[str, ...] = (),
    kind: SectionKind = SectionKind.NUMBERED,
) -> Chunk:
    """Make a chunk of its own, without clauses."""
    return Chunk(
        id=chunk_id, plan_id=plan_id, position=chunk_id, kind=kind, path=path,
        start=0, end=len(text), clauses=(), text=text,
    )  # fmt: skip
