"""Dutch word vectors out of English ones: the vocabulary transplant.

Contract: ``transplant`` gives a ``MiniBert`` with the teacher's layers unchanged and, per Dutch
piece, the lexicon-weighted mean of English piece vectors; a piece without entry takes the
same-spelled English piece, else the mean vector plus noise; special tokens are copied. Method
after Tran 2020 ("From English to foreign languages") and WECHSEL (Minixhofer et al. 2022).
"""

import torch
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer
from torch import Tensor

from coach.encoder.minibert import BertShape, MiniBert
from coach.encoder.tokenizer import SPECIAL

_WORDS = "embeddings.word_embeddings.weight"
_POSITIONS = "embeddings.position_embeddings.weight"


def piece_vectors(
    lexicon: csr_matrix,
    dutch: dict[str, int],
    english: dict[str, int],
    source: Tensor,
    seed: int,
) -> tuple[Tensor, int]:
    """Return Dutch piece vectors (len(dutch), width) and how many had a lexicon entry."""
    noise = torch.Generator().manual_seed(seed)
    mean, spread = source.mean(0), source.std(0)
    vectors = mean + 0.3 * spread * torch.randn(len(dutch), source.shape[1], generator=noise)
    covered = 0
    for piece, row in dutch.items():
        start, end = lexicon.indptr[row], lexicon.indptr[row + 1]
        if piece in SPECIAL:
            vectors[row] = source[english[piece]]
        elif end > start:
            covered += 1
            weights = torch.tensor(lexicon.data[start:end], dtype=source.dtype)
            columns = torch.tensor(lexicon.indices[start:end], dtype=torch.long)
            vectors[row] = weights @ source[columns]
        elif piece in english:
            vectors[row] = source[english[piece]]
    return vectors, covered


def transplant(
    lexicon: csr_matrix,
    tokenizer: Tokenizer,
    teacher_state: dict[str, Tensor],
    teacher_vocabulary: dict[str, int],
    seed: int,
    positions: int = 256,
) -> tuple[MiniBert, int]:
    """Return the Dutch student before any training, and the number of covered pieces."""
    vocabulary = tokenizer.get_vocab()
    words, covered = piece_vectors(
        lexicon, vocabulary, teacher_vocabulary, teacher_state[_WORDS], seed
    )
    state = {
        name: tensor.float()
        for name, tensor in teacher_state.items()
        if not name.startswith("pooler.") and not name.endswith("position_ids")
    }
    state[_WORDS] = words
    state[_POSITIONS] = state[_POSITIONS][:positions]
    student = MiniBert(
        BertShape(vocab_size=len(vocabulary), max_position_embeddings=positions), tokenizer
    )
    student.load_state_dict(state)
    return student, covered
