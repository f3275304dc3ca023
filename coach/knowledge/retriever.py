"""The library as a LangChain retriever, for any chain that wants one.

Contract: each document's ``page_content`` is the whole text; its metadata holds id, kind, title,
the literal ``quote``, and the score parts.
"""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from coach.knowledge.collection import Hit, Library


def as_document(hit: Hit) -> Document:
    """One hit as a LangChain document."""
    return Document(
        id=hit.text.id,
        page_content=hit.text.text,
        metadata={
            "id": hit.text.id,
            "kind": hit.text.kind,
            "title": hit.text.title,
            "quote": hit.quote,
            "score": hit.score,
            "dense": hit.dense,
            "lexical": hit.lexical,
            "confidence": hit.confidence,
        },
    )


class LibraryRetriever(BaseRetriever):
    """Fused Dutch retrieval over handbook and practice cases."""

    collection: Any
    k: int = 4

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        library: Library = self.collection
        return [as_document(hit) for hit in library.search(query, self.k)]
