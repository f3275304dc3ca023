"""Dutch word pieces: training an uncased WordPiece vocabulary.

Contract: ``train_tokenizer`` gives a tokenizer with BERT's special tokens in BERT's order
([PAD] is 0), lower-casing and without accents; the same lines give the same vocabulary. It knows
nothing about vectors. Needed only for training; the runtime reads ``tokenizer.json``.
"""

from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from tokenizers.processors import TemplateProcessing

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def train_tokenizer(lines: Iterable[str], size: int) -> Tokenizer:
    """Train ``size`` word pieces on ``lines``; a repeated line weighs more."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=64))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=list(SPECIAL),
        limit_alphabet=300,
        show_progress=False,
    )
    tokenizer.train_from_iterator(lines, trainer)
    begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", begin), ("[SEP]", end)],
    )
    return tokenizer
