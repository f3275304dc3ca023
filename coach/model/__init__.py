"""The local language model: loading, running, stopping; the guided voice works without it."""
