"""Ways of asking, in both languages, and the type of answer that each asks for."""

from __future__ import annotations

import pytest

from corpus.models import SectionKind
from corpus.text import fold
from retrieval.answer_types import AnswerType, types_asked

ASKED = {
    "money": """
        Giải ba được lĩnh bao nhiêu? | Mỗi cá nhân nhận bao nhiêu tiền? | muc thuong cho tap the la bn
        kinh phi to chuc hoi nghi het may trieu | Thưởng nóng tối đa bao nhiêu?
        Giấy khen kèm bao nhiêu tiền? | quy thuong nam nay la bao nhieu | Tổng kinh phí của đề án?
        Dự toán chi khen thưởng 2025 là mấy? | hỗ trợ mỗi hộ bao nhiêu | How much does each winner get?
        What sum comes with the flag? | What is the cash prize for first place?
        How big is the reward fund? | What is the most a branch can pay for an idea?
        What does the ceremony cost? | What is the ceiling on spending per meeting?
        What budget was set for the contest? | What is the total cost of the scheme?
        bk bo truong thuong bn | Đạt giải khuyến khích thì lĩnh mấy triệu?
        trưởng thôn được bồi dưỡng bao nhiêu một buổi | in ấn tài liệu tốn bao nhiêu
        kinh phí mua cờ là bao nhiêu | bao tien mot suat hoc bong | Quỹ khen thưởng của trường có bao nhiêu?
        Tiền ăn đại biểu mỗi ngày mấy đồng? | Mỗi xã được cấp bao nhiêu kinh phí?
        What does a gold medal pay? | How much is set aside for gifts?
        What cash award accompanies the title? | How much may a village spend on the party?
        What amount goes to the runner-up? | How large is the cluster's fund?
        What is the bonus for an initiative? | How much money was raised? | What is the yearly budget?
        What fee do members pay? | giai nhat bao nhieu | danh hiệu này thưởng bao nhiêu
        so tien dong gop cua moi huyen
    """,
    "validity": """
        Quy chế có hiệu lực từ ngày nào? | ke hoach nay hieu luc den bao gio
        Chương trình có hiệu lực tới khi nào? | van ban nay co hieu luc trong bao lau
        When does the decision take effect? | Until when is the programme valid?
        From what date is the rule in force? | When do these rules expire? | thể lệ thi hành từ ngày nào
        Đề án áp dụng đến năm nào? | quy dinh nay bat dau co hieu luc hoi nao
        thoa thuan het hieu luc ngay nao | When will the guidance come into force?
        How long do the rules stay valid? | Is there an expiry date?
        Kế hoạch được thực hiện hiệu lực từ bao giờ
    """,
    "replacement": """
        Quyết định này thay thế văn bản nào? | the le nay thay cho the le nao | Kế hoạch cũ nào bị bãi bỏ?
        van ban con hieu luc khong | Which earlier rules does it replace? | Is the 2023 plan still valid?
        What decision was repealed? | bỏ quyết định cũ nào | What does this decision revoke?
        Which decision is annulled by this one? | Văn bản nào bị thay thế bởi quyết định này?
        the le cu la so may, co bi thay khong | Which previous guidance is superseded?
        Does it cancel the 2022 rules? | quyet dinh cu nao het hieu luc
        What earlier plan does this one supersede?
    """,
    "exact-date": """
        Nộp trước mấy giờ ngày nào? | Hội nghị khai mạc lúc mấy giờ? | bao cao thang gui ngay may
        Họp vào thứ mấy? | gửi trước mấy giờ | On which day are reports sent?
        What time does the meeting start? | Which day of the month is it?
    """,
    "deadline": """
        Hạn chót là khi nào? | nop cham nhat luc nao | Khi nào khóa sổ đăng ký? | gui ho so truoc khi nao
        cho bổ sung đến bao giờ | What is the final cut-off for entries? | By when must we hand in the list?
        When do they stop taking entries? | What is the last moment to submit?
        When should files be turned in? | How late can a unit file? | Until when may units submit files?
        chốt danh sách lúc nào | Còn mấy ngày nữa để nộp? | thoi han giai quyet khieu nai
        What is the cutoff for nominations? | What's the last day to apply? | When do nominations close?
        When must the money be handed in? | hết hạn đăng ký lúc nào | Khi nào thì ngừng nhận bài?
        When does the jury stop accepting photos? | due date of the summary
    """,
    "when": """
        Đợt thi đua kéo dài bao lâu? | Trong mấy ngày phải trả lời? | phong trao phat dong luc nao
        bao lâu họp một lần | How often does the council meet? | When does the campaign run?
        Within how many days can they object? | How long does the peak last? | Khi nào trao cờ?
        năm nào tổng kết toàn giai đoạn | quý mấy thì kiểm tra | bao nhiêu ngày thì có kết quả
        hop dinh ky the nao | What month is the mid-term review?
        How soon after the vote is the list posted? | When are results announced?
        Từ tháng mấy đến tháng mấy?
    """,
    "age": """
        Bao nhiêu tuổi thì được dự thi? | do tuoi tham gia la gi | Tính tuổi ra sao?
        How old must entrants be? | What is the age limit? | Who by age may enter?
        Thí sinh phải từ mấy tuổi? | tuoi toi da cua nguoi du thi | Are there age limits?
        How young can a contestant be?
    """,
    "multiple": """
        Hạng B được mấy lần mức nền? | thuong may thang luong | hệ số là bao nhiêu | gap may lan
        What multiple of the base does grade A get? | How many months of pay is the bonus?
    """,
    "salary": """
        Mức lương của giám đốc là bao nhiêu? | luong chuyen vien bn | What salary does the clerk earn?
    """,
    "share": """
        Tỷ lệ cá nhân trực tiếp tối thiểu là bao nhiêu? | don vi duoc xet may % | bn % la nu
        mấy phần trăm hồ sơ đúng hạn | What share must be women? | Up to what share may be leaders?
        What rate of cases must be solved? | chiếm bao nhiêu phần
        bao nhieu phan tram can bo duoc danh gia xuat sac | Chỉ được chọn mấy phần trăm?
        ty trong nu trong danh sach | What fraction of the staff can be rated A?
        What minimum turnout rate is needed? | What percent of members must vote yes?
        giam bao nhieu % ho ngheo
    """,
    "points": """
        nop tre tru bao nhieu | Sáng kiến được cộng mấy điểm? | Vi phạm thì mất mấy điểm?
        How many points does a late report lose? | What score is rated Good? | điểm nằm trong khoảng nào
        Tham mưu sai thì trừ mấy điểm? | co bai dang bao duoc cong may diem | Xếp loại khá cần mấy điểm?
        muộn một ngày trừ bao nhiêu điểm | diem san la bao nhieu | What score is needed to pass?
        How many points are deducted for a missing annex? | How many points is teamwork worth?
        How is the section marked, what points? | Which item carries the most points?
        diem thuong toi da may diem
    """,
    "reason": """
        tai sao bi loai | Lý do không xét là gì? | do đâu mà trễ | Why was the team left out?
        On what grounds was it refused? | Sao huyện mình không được cờ? | vi sao bi rut danh hieu
        Lý do hoãn hội nghị? | Why were two votes invalid? | What are the reasons for the cut?
        Why is no flag proposed this year?
    """,
    "consequence": """
        Không nộp báo cáo thì bị gì? | Vi phạm bị xử lý thế nào? | What happens to a unit that files late?
        What is the penalty for cheating? | What sanctions apply? | Kê khai gian thì xử lý ra sao?
        Bỏ họp có bị gì không? | thieu ho so thi bi sao | What happens if the report is late?
        What will happen to schools that do not sign? | Is there a penalty for absence?
        What does a unit lose if it cheats? | tre bao cao bi phat gi
    """,
    "award-quantity": """
        Được mấy bằng khen? | may tap the may ca nhan | What is the most flags a block can get?
        What ceiling applies to individuals? | chỉ tiêu khen thưởng của huyện | Khối được đề nghị mấy cờ?
        mỗi trường được mấy chiến sĩ thi đua | nam nay tang may giay khen
        How many flags are there for cluster 2? | How many collectives got the certificate?
        toi da may ca nhan | Up to how many individuals may be put forward?
        how many merit certificates were handed out
    """,
    "quantity": """
        Có mấy xã tham gia? | mấy phiếu đồng ý | How many members attended?
        What number of villages joined? | bao nhieu phieu tap the nay duoc
    """,
    "reporting": """
        Nộp hồ sơ ở đâu? | gui don di dau | Where can people hand in papers? | To whom do branches report?
        nop giay o dau neu khong co dien thoai | phan anh voi ai | Đơn khiếu nại nộp cho ai?
        muon gop y thi lien he phong nao | danh sach gui ve hop thu nao | ai nhan ho so
        Giới thiệu gương tốt thì gửi tới đâu? | Where do I send my entry? | To which office do wards report?
        Where can a farmer appeal? | Who collects the ballots? | Where are the forms to be handed in?
        bài thi nộp qua đâu | chuyển hồ sơ cho đơn vị nào
    """,
    "place": """
        Hội nghị họp ở đâu? | hop phong nao | Lễ trao giải tại đâu? | Sinh hoạt cụm ở huyện nào?
        Which hall hosts the closing? | What is the venue? | Vòng chung kết tổ chức ở đâu?
        tong ket to chuc tai huyen nao | Đại hội diễn ra tại hội trường nào? | Where does the council meet?
        Where will the finals be? | What city hosts the final? | Which room is the meeting in?
    """,
    "who": """
        Ai chủ trì? | Tổ thẩm định gồm những ai? | Who sits on the council? | Who heads the cluster?
        Which body leads? | Ai là thành viên tổ thẩm định? | ban giam khao gom nhung ai | do ai quyết định
        cơ quan nào chịu trách nhiệm chính | Who decides on the winners? | Who are the members of the team?
        Whom should units ask? | Which agency takes the lead? | ai cham diem
    """,
    "unit": """
        Huyện nào làm cụm trưởng? | Bên nào lo phần này? | Which district heads the cluster?
        Trường nào đăng cai? | cum nao do tinh nay lam truong | Chi nhánh nào bị hạ loại?
        Which ward got the flag? | Which station failed? | doi nao khong duoc danh hieu
    """,
    "list": """
        Những chỉ tiêu nào chưa đạt? | Which targets did it miss? | gom nhung gi
        chỉ tiêu nào không hoàn thành | Chỉ tiêu nào đạt thấp? | Which indicators fell short?
        Kể tên các danh hiệu | co nhung noi dung nao | what are the three noes | gồm có gì
    """,
    "contact": """
        Số điện thoại của phòng là gì? | email nhan bao cao la gi | Đường dây nóng?
        What email should I use?
    """,
}


def types_of(question: str) -> tuple[AnswerType, ...]:
    return types_asked(fold(question))


def names_of(question: str) -> list[str]:
    return [kind.name for kind in types_of(question)]


@pytest.mark.parametrize("name", ASKED)
def test_ways_of_asking(name: str) -> None:
    questions = [question.strip() for question in ASKED[name].replace("\n", "|").split("|")]
    assert [q for q in questions if q and names_of(q)[:1] != [name]] == []


MENTIONED = {
    "Không có điện thoại thì nộp giấy ở đâu?": "contact",
    "Mỗi huyện mấy vụ trong đợt cao điểm?": "points",
    "Bà con chưa đạt chỉ tiêu nào?": "award-quantity",
    "dai bieu bao nhieu nguoi, trong do uu tien ai": "money",
    "Đúng hạn được mấy phiếu?": "deadline",
    "How many villages may join?": "when",
    "Còn hạn chế nào?": "deadline",
    "Hạn nộp trước 25/11, đăng ký lúc nào?": "issue-date",
    "Who came first at the end of the year?": "when",
    "How many cases were annulled?": "replacement",
}


@pytest.mark.parametrize(("question", "name"), MENTIONED.items())
def test_what_is_only_mentioned_is_not_asked_first(question: str, name: str) -> None:
    assert names_of(question)[:1] != [name]


TWO_PARTS = {
    "Hội nghị họp khi nào, ở đâu?": ("14 giờ ngày 09/12/2025", "tại hội trường tầng 2"),
    "hop ngay nao o dau": ("ngày 09/12/2025", "tại hội trường tầng 2"),
    "When and where is the meeting?": ("ngày 09/12/2025", "tại hội trường tầng 2"),
    "To whom and within how many days can they object?": ("trong 03 ngày", "gửi đơn cho Ban Thanh tra"),
    "gui don cho ai trong may ngay": ("trong 03 ngày", "gửi đơn cho Ban Thanh tra"),
    "Hiệu lực từ khi nào, bỏ quyết định cũ nào?": (
        "từ ngày 01/4/2025 có hiệu lực",
        "thay thế Quyết định số 31",
    ),
}


@pytest.mark.parametrize(("question", "answers"), TWO_PARTS.items())
def test_a_question_of_two_parts_is_answered_by_either(question: str, answers: tuple[str, str]) -> None:
    asked = types_of(question)[0]
    assert [asked.fits(fold(answer), SectionKind.PARAGRAPH) for answer in answers] == [True, True]


ONE_PART = [
    "Hội nghị họp khi nào?",
    "Sơ kết, tổng kết vào khi nào?",
    "When is the meeting of units and wards?",
]


@pytest.mark.parametrize("question", ONE_PART)
def test_a_question_of_one_part_is_bound_to_it(question: str) -> None:
    assert not types_of(question)[0].fits("tai hoi truong tang 2", SectionKind.PARAGRAPH)


LOOKS = {
    "Nộp trước mấy giờ?": "trước 16:30 hằng tuần",
    "Được mấy bằng khen?": "Hội LHPN huyện Mường Xa 04 06",
    "How many attended?": "có mặt 11/13 người",
    "Lắp bao nhiêu bể?": "năm 2024: 2.000 bể",
    "chiếm bao nhiêu phần": "ít nhất 2/3 số cá nhân",
    "Thưởng mấy lần mức nền?": "Hạng A 2,0 lần mức nền",
    "Kinh phí bao nhiêu?": "PHẦN D. KINH PHÍ (triệu đồng)",
}


@pytest.mark.parametrize(("question", "clause"), LOOKS.items())
def test_how_answers_look(question: str, clause: str) -> None:
    assert types_of(question)[0].fits(fold(clause), SectionKind.PARAGRAPH)
