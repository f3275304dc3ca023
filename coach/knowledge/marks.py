"""Marks that a language model could take for the end of a text and the beginning of a turn.

Contract: ``TEMPLATE`` finds the marks of chat templates, ``ROLE`` the label of a role at the start
of a line. One list for documents (``documents.sanitise``) and for what goes into a prompt
(``coach.dialogue.prompt_text``); ``ROLE_WORDS`` are those labels that are ordinary Dutch too, which
only count in a prompt. Taking a mark out may join the halves of another: look again afterwards.
"""

import re

TEMPLATE = re.compile(
    r"<\|[^|<>\n]{0,60}\|>|<｜[^｜\n]{0,60}｜>|<\|[^<>\n]{0,20}\|?>?(?=assistant|system|user\b)"
    r"|\[/?INST\]|<</?SYS>>|\[/?(?:SYSTEM|AVAILABLE)[A-Z_]*\]"
    r"|\[/?(?:TOOL_(?:CALLS|RESULTS)|THINK)\]"
    r"|</?(?:start|end)_of_(?:turn|image|role|text)>|</?(?:s|bos|eos|pad|unk|mask)>"
    r"|</?(?:system|user|assistant|human|think|thinking|tool_call|tool_response|tools|im_start"
    r"|im_end|instructions?|function_calls?|invoke)>"
    r"|\[(?:gMASK|sMASK)\]|<\|?(?:endoftext|eot_id)\|?>|<(?:unused\d{1,3}|turn\|)>",
    re.IGNORECASE,
)
_AT_START = r"^[ \t>*#_-]*(?:{words})[ \t*_]*:"
_WORDS = (
    r"system(?: prompt| message)?|assistant|user|human|kier|tool|developer"
    r"|#{2,}[ \t]*(?:instructions?|response|input|system)[ \w]{0,20}"
)
ROLE = re.compile(_AT_START.replace("{words}", _WORDS), re.IGNORECASE | re.MULTILINE)
ROLE_WORDS = re.compile(
    _AT_START.replace("{words}", r"systeem|assistent|gebruiker|#{3,}[ \w]+"),
    re.IGNORECASE | re.MULTILINE,
)
