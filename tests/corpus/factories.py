"""Small plans made by hand, whole and consistent, for tests that need any plan."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from corpus.facts.movement import Movement
from corpus.models import (
    Chunk,
    Clause,
    Plan,
    PlanMetadata,
    ReadingText,
    Run,
    Section,
    SectionKind,
    SourcePage,
)

METADATA = PlanMetadata(
    document_type="Kế hoạch",
    number="12/KH-SKHCN",
    issuer="Sở Khoa học và Công nghệ",
    issue_date=date(2025, 2, 14),
    title="Phát động phong trào thi đua năm 2025",
    province="Hưng Yên",
    years=(2025,),
    signer="Nguyễn Văn A",
    recipients=("Như trên", "Lưu: VT"),
)


def make_plan(
    plan_id: str = "mau-2025",
    lines: tuple[str, ...] = ("I. MỤC ĐÍCH", "Tạo khí thế thi đua sôi nổi.", "II. YÊU CẦU", "Thiết thực."),
    *,
    file: str = "mau.txt",
    metadata: PlanMetadata = METADATA,
) -> Plan:
    """Make a plan whose reading text joins the lines by blanks; each line is a section, the odd ones inside
    the even ones before them."""
    starts = _starts(lines)
    source = "\n".join(lines)
    return Plan(
        id=plan_id,
        file=file,
        origin="Mẫu",
        digest=sha256(source.encode()).hexdigest(),
        source=source,
        pages=(SourcePage(number=1, start=0, end=len(source)),),
        reading=ReadingText(
            text=" ".join(lines),
            runs=tuple(
                Run(reading=start, source=start, length=len(line))
                for start, line in zip(starts, lines, strict=True)
                if line
            ),
        ),
        metadata=metadata,
        sections=tuple(_section(starts, lines, index) for index in range(0, len(lines), 2)),
    )


def make_chunks(plan: Plan) -> list[Chunk]:
    """Make one chunk of each top section."""
    return [
        Chunk(
            plan_id=plan.id,
            position=position,
            kind=section.kind,
            path=(plan.metadata.title, section.heading or ""),
            start=section.start,
            end=section.end,
            clauses=(
                Clause(start=section.start, end=section.own_end, label=section.label, is_heading=True),
                Clause(start=section.own_end, end=section.end),
            ),
            text=plan.reading.text[section.start : section.end],
        )
        for position, section in enumerate(plan.sections)
    ]


def make_facts(plan: Plan) -> dict[str, list[Movement]]:
    """Make a movement of each top section."""
    return {
        "movements": [
            Movement(name=section.heading or "", start=section.start, end=section.end)
            for section in plan.sections
        ]
    }


def _starts(lines: tuple[str, ...]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts[:-1]


def _section(starts: list[int], lines: tuple[str, ...], index: int) -> Section:
    own_end = starts[index] + len(lines[index])
    child = tuple(
        Section(
            kind=SectionKind.PARAGRAPH,
            label="",
            heading=None,
            start=starts[below],
            own_end=starts[below] + len(lines[below]),
            end=starts[below] + len(lines[below]),
        )
        for below in range(index + 1, min(index + 2, len(lines)))
    )
    return Section(
        kind=SectionKind.NUMBERED,
        label=lines[index].split(" ")[0],
        heading=lines[index],
        start=starts[index],
        own_end=own_end,
        end=child[-1].end if child else own_end,
        children=child,
    )
