"""What the tagger sees of a word: how it is written, what lists hold it, what stands around it.

Contract: ``Reader.features`` gives one list of strings per token. ``hidden`` words are treated as
standing in no list and being unknown, so that training also teaches names that no list holds.
"""

from collections.abc import Sequence
from functools import lru_cache

from coach.privacy.tables import Tables
from coach.privacy.tokens import Token, fold, shape

_EDGE = "<>"
_ENDERS = frozenset(".!?:\n;•-–")


class Reader:
    """Features of tokens, with the tables at hand."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._kind = lru_cache(maxsize=200_000)(self._kind_of)
        self.compound = lru_cache(maxsize=50_000)(self._is_compound)

    def _is_compound(self, word: str) -> bool:
        if len(word) < 8:
            return False
        zipf = self._tables.zipf
        for cut in range(3, len(word) - 3):
            left, right = word[:cut], word[cut:]
            if (
                zipf(right) >= 3.4
                and len(right) >= 4
                and (zipf(left) >= 3.0 or (left[-1] in "sn-" and zipf(left[:-1]) >= 3.0))
            ):
                return True
        return False

    def _kind_of(self, word: str, hidden: bool) -> tuple[str, ...]:
        """The lists that hold a folded word, and how common it is."""
        tables, kinds = self._tables, list[str]()
        if word in tables.never:
            kinds.append("never")
        for name in ("kin", "professionals", "titles", "verbs", "interfixes", "types"):
            if word in getattr(tables, name):
                kinds.append(name)
        if hidden:
            return (*kinds, "compound", "z2") if self.compound(word) else (*kinds, "z0")
        parts = [word, *word.replace("'", "-").split("-")] if "-" in word or "'" in word else [word]
        if any(part in tables.first for part in parts):
            kinds.append("first")
        if any(part in tables.last for part in parts):
            kinds.append("last")
        if word in tables.towns:
            kinds.append("town")
        if word in tables.word_names:
            kinds.append("wordname")
        zipf = tables.zipf(word)
        if zipf == 0 and self.compound(word):
            kinds.append("compound")
            zipf = 2.5
        kinds.append(f"z{int(zipf)}" if zipf < 5 else "z5")
        return tuple(kinds)

    def _identity(self, word: str, kinds: tuple[str, ...]) -> str:
        """The word itself when it is common and no name; else what kind it is."""
        if (
            kinds[-1] in ("z4", "z5")
            or {
                "never",
                "kin",
                "professionals",
                "titles",
                "interfixes",
            }
            & set(kinds)
        ) and ("first" not in kinds or "wordname" in kinds or "verbs" in kinds):
            return word
        return "|".join(kinds)

    def features(
        self, tokens: Sequence[Token], hidden: frozenset[int] = frozenset()
    ) -> list[list[str]]:
        """One list of feature strings per token."""
        words = [fold(token.text) for token in tokens]
        kinds = [
            self._kind(word, place in hidden)
            if tokens[place].word
            else (("num",) if word.isdigit() else ("p" + word[:1],))
            for place, word in enumerate(words)
        ]
        ids = [
            self._identity(word, kind) if tokens[place].word else kind[0]
            for place, (word, kind) in enumerate(zip(words, kinds, strict=True))
        ]
        shapes = [shape(token.text) if token.word else "-" for token in tokens]
        letters = [s for s in shapes if s in ("lower", "Title", "UPPER", "Mixed")]
        lowers = sum(s == "lower" for s in letters) / max(1, len(letters))
        uppers = sum(s == "UPPER" for s in letters) / max(1, len(letters))
        mode = (
            "U"
            if uppers > 0.6
            else ("l" if lowers == 1 or (lowers > 0.95 and len(letters) > 12) else "n")
        )
        # Words written with a capital inside a sentence somewhere in this text.
        capital = {
            words[p]
            for p, s in enumerate(shapes)
            if s == "Title" and p and tokens[p - 1].text not in _ENDERS and mode == "n"
        }
        low = {words[p] for p, s in enumerate(shapes) if s == "lower" and mode == "n"}
        size = len(tokens)
        return [
            self._token(p, size, words, kinds, ids, shapes, mode, capital, low, tokens)
            for p in range(size)
        ]

    def _token(
        self,
        p: int,
        size: int,
        words: list[str],
        kinds: list[tuple[str, ...]],
        ids: list[str],
        shapes: list[str],
        mode: str,
        capital: set[str],
        low: set[str],
        tokens: Sequence[Token],
    ) -> list[str]:
        before, after = (ids[p - 1] if p else _EDGE), (ids[p + 1] if p + 1 < size else _EDGE)
        before2, after2 = (ids[p - 2] if p > 1 else _EDGE), (ids[p + 2] if p + 2 < size else _EDGE)
        start = p == 0 or tokens[p - 1].text in _ENDERS
        shown = shapes[p] + (":0" if start else "") + mode
        kind = "|".join(kinds[p])
        shape_after = shapes[p + 1] if p + 1 < size else "-"
        shape_before = shapes[p - 1] if p else "-"
        found = [
            "b",
            "i=" + ids[p],
            "s=" + shown,
            "k=" + kind,
            "ks=" + kind + shown,
            "-1=" + before,
            "+1=" + after,
            "-2=" + before2,
            "+2=" + after2,
            "-1s=" + before + shown,
            "+1s=" + after + shown,
            "-1k=" + before + "/" + kind,
            "+1k=" + after + "/" + kind,
            "-1+1=" + before + "/" + after,
            "-2-1=" + before2 + "/" + before,
            "+1+2=" + after + "/" + after2,
            "sb=" + shape_before + shown,
            "sa=" + shape_after + shown,
            "-2k=" + before2 + "/" + kind,
        ]
        found += ["e=" + x for x in kinds[p]]
        found += ["es=" + x + shown for x in kinds[p]]
        found += ["-1e=" + x for x in (kinds[p - 1] if p else ())]
        found += ["+1e=" + x for x in (kinds[p + 1] if p + 1 < size else ())]
        if tokens[p].word:
            word = words[p]
            found += [
                "x2=" + word[-2:],
                "x3=" + word[-3:] + mode,
                "p3=" + word[:3],
                f"len={min(len(word), 8)}",
            ]
            if word in capital:
                found.append("cap" + ("&low" if word in low else "") + "/" + shapes[p])
            elif word in low and shapes[p] == "Title":
                found.append("alsolow" + (":0" if start else ""))
        return found
