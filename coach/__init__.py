"""Kier: a private, local, Dutch reflection coach for foster-care professionals.

Importing this package silences every component that would otherwise look outside the machine
(analytics, telemetry, tracing, model hubs); it must therefore be imported before them.
"""

import os

__version__ = "0.1.0"

_SILENCE = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "GRADIO_SHARE": "False",
    "TOKENIZERS_PARALLELISM": "false",
}
os.environ.update(_SILENCE)
