"""Tiny transformers with weights by chance, made and saved here: nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import BertConfig

SEED = 20251120
QUERY_PROMPT, DOCUMENT_PROMPT = "truy vấn: ", "đoạn: "
# Words of the texts that tests use, whole; whatever else is read letter by letter.
_WORDS = (
    "bang", "khen", "cua", "chu", "tich", "ubnd", "tinh", "tap", "the", "ca", "nhan", "bao", "cao", "tong",
    "ket", "gui", "ve", "van", "phong", "so", "truoc", "ngay", "kinh", "phi", "bo", "tri", "tu", "ngan",
    "sach", "quy", "thi", "dua", "thuong", "tao", "khi", "soi", "noi", "trong", "can", "cong", "chuc", "giay",
    "doan", "truy",
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789đ"
_SIGNS = ".,:;?!-/()<>'…"


def save_encoder(folder: Path, *, query: str = QUERY_PROMPT, document: str = DOCUMENT_PROMPT) -> Path:
    """Save a two-layer BERT with mean pooling as sentence-transformers saves one."""
    from sentence_transformers import SentenceTransformer

    save_bare(folder / "bare")
    model = SentenceTransformer(
        str(folder / "bare"), device="cpu", prompts={"query": query, "document": document}
    )
    model.save(str(folder / "encoder"), create_model_card=False)
    return folder / "encoder"


def save_bare(folder: Path) -> Path:
    """Save a two-layer BERT of width 32 alone, as transformers saves one."""
    import torch
    from transformers import BertModel

    torch.manual_seed(SEED)
    BertModel(_config()).save_pretrained(folder)
    _save_tokenizer(folder)
    return folder


def save_reranker(folder: Path, *, labels: int = 1) -> Path:
    """Save a two-layer BERT that gives a pair of texts one score, or several."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(SEED)
    BertForSequenceClassification(_config(num_labels=labels)).save_pretrained(folder)
    _save_tokenizer(folder)
    return folder


def spoil(folder: Path, value: float) -> Path:
    """Put a number that is none into the model's weights."""
    import torch
    from safetensors.torch import load_file, save_file

    path = folder / "model.safetensors"
    weights = load_file(path)
    for weight in weights.values():
        if torch.is_floating_point(weight):
            weight.fill_(value)
    save_file(weights, path, metadata={"format": "pt"})
    return folder


def _config(**more: int) -> BertConfig:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(_vocabulary()), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=96, **more,
    )  # fmt: skip


def _vocabulary() -> dict[str, int]:
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_WORDS, *_LETTERS, *_SIGNS]
    pieces += [f"##{letter}" for letter in _LETTERS]
    return {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}


def _save_tokenizer(folder: Path) -> None:
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import WordPiece
    from transformers import PreTrainedTokenizerFast

    vocabulary = _vocabulary()
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.BertNormalizer(strip_accents=True), normalizers.Replace("đ", "d")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")],
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
        sep_token="[SEP]", mask_token="[MASK]", model_max_length=96,
    ).save_pretrained(folder)  # fmt: skip
