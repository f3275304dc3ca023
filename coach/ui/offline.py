"""Says in Dutch that the page has lost Kier, and takes that away when it is back.

Contract: ``SCRIPT`` goes into the page's head, before Gradio's own scripts. It looks at whether
what the page asks gets an answer, whatever the answer is; it sends nothing itself. Gradio's own
message, in English, is hidden in the meantime (``static/kier.css``).
"""

import json

from coach.ui import texts

SCRIPT = f"""
<script>
(() => {{
  const sentence = {json.dumps(texts.OFFLINE)}, ask = window.fetch;
  let leaving = false;
  const told = (lost) => {{
    const body = document.body;
    if (!body || body.classList.contains('kier-offline') === lost) {{ return; }}
    body.classList.toggle('kier-offline', lost);
    const there = document.getElementById('kier-offline');
    if (there) {{ there.remove(); }}
    if (!lost || leaving) {{ return; }}
    const notice = document.createElement('p');
    notice.id = 'kier-offline';
    notice.className = 'kier-notice';
    notice.setAttribute('role', 'status');
    notice.textContent = sentence;
    body.append(notice);
  }};
  window.addEventListener('pagehide', () => {{ leaving = true; }});
  window.addEventListener('pageshow', () => {{ leaving = false; }});
  window.fetch = async (...given) => {{
    try {{
      const answer = await ask(...given);
      told(false);
      return answer;
    }} catch (error) {{
      if (error.name !== 'AbortError' && !leaving) {{ told(true); }}
      throw error;
    }}
  }};
}})();
</script>
"""
