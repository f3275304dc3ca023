"""The library: content files, passages, index and retrieval with literal quotes."""
