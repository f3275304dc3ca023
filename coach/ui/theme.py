"""Colours and fonts of the page; fonts are local files, nothing comes from elsewhere.

Contract: ``theme`` for Gradio; ``HEAD`` is what goes into the page's head. Light only: the dark
class that Gradio sets by system preference is taken off, so that contrast is as designed.
"""

from pathlib import Path

import gradio as gr

from coach.ui import texts

STATIC = Path(__file__).parent / "static"
#: The house style first, then one file per room.
STYLES = sorted(STATIC.glob("*.css"))
SCRIPTS = "".join(
    f'<script src="/kier/{path.name}"></script>' for path in sorted(STATIC.glob("*.js"))
)

_SANS = ("Atkinson Hyperlegible Next", "system-ui", "sans-serif")

# Kept in the page: warns before a conversation is lost, follows new replies, keeps light colours.
HEAD = f"""
<meta name="viewport" content="width=device-width, initial-scale=1">
<script>
window.addEventListener('beforeunload', (event) => {{
  if (document.querySelector('.kier-user')) {{ event.preventDefault(); event.returnValue = ''; }}
}});
const kierPage = () => {{
  const body = document.body, root = document.documentElement;
  if (body && body.classList.contains('dark')) {{ body.classList.remove('dark'); }}
  if (root.lang !== 'nl') {{ root.lang = 'nl'; }}
}};
const kierStart = () => {{
  kierPage();
  const watch = {{attributes: true, attributeFilter: ['class', 'lang']}};
  const observer = new MutationObserver(kierPage);
  observer.observe(document.body, watch);
  observer.observe(document.documentElement, watch);
}};
// Gradio puts this in the page itself, mostly after the browser said that the page is there.
if (document.body) {{ kierStart(); }} else {{ addEventListener('DOMContentLoaded', kierStart); }}
document.title = {texts.TITLE!r};
</script>
{SCRIPTS}
"""

# Runs after each reply: shows it (static/talk.js).
SCROLL = "() => window.kierNewest?.()"

# Runs while a reply is written: brings its beginning into view once, and then leaves the page be.
FOLLOW = "() => window.kierFollow?.()"

# Runs after a move to a room, and back to the first screen (static/rooms.js).
ENTERED, LEFT = "() => window.kierEntered?.()", "() => window.kierLeft?.()"

# Hands a file made in memory to the browser; nothing is written on the server's disk.
DOWNLOAD = """
(payload) => {
  if (!payload) { return; }
  const made = JSON.parse(payload);
  const bytes = Uint8Array.from(atob(made.data), (char) => char.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], {type: made.type}));
  link.download = made.name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
"""

DOOR_DRAWING = """
<svg viewBox="0 0 74 96" role="img" aria-hidden="true">
<rect x="6" y="4" width="62" height="90" rx="3" fill="#2f5d57"/>
<rect x="11" y="9" width="52" height="85" fill="#f3c98b"/>
<path d="M11 9 L49 16 L49 94 L11 94 Z" fill="#3f766f"/>
<path d="M49 16 L63 94 L49 94 Z" fill="#fbe7c6"/>
<circle cx="43" cy="56" r="2.6" fill="#f3c98b"/>
<rect x="0" y="93" width="74" height="3" rx="1.5" fill="#2a2825"/>
</svg>
"""


def theme() -> gr.themes.Base:
    """Gradio's theme with Kier's colours; all fonts local."""
    made = gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_lg,
        text_size=gr.themes.sizes.text_lg,
        font=_SANS,
        font_mono=("ui-monospace", "monospace"),
    )
    return made.set(
        body_background_fill="#faf6ef",
        body_text_color="#2a2825",
        body_text_color_subdued="#6a645b",
        background_fill_primary="#fffdf9",
        background_fill_secondary="#faf6ef",
        block_background_fill="#fffdf9",
        block_border_color="#e4dccf",
        border_color_primary="#e4dccf",
        input_background_fill="#fffdf9",
        input_border_color="#cfc5b4",
        input_border_color_focus="#2f5d57",
        button_primary_background_fill="#2f5d57",
        button_primary_background_fill_hover="#244a45",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="#f1eadf",
        button_secondary_background_fill_hover="#e7ddcd",
        button_secondary_text_color="#2a2825",
        block_label_text_color="#6a645b",
        block_title_text_color="#6a645b",
        checkbox_background_color_selected="#2f5d57",
        checkbox_border_color_selected="#2f5d57",
        color_accent="#2f5d57",
    )
