"""Says in the page that a file is too large, before any of it is sent.

Contract: ``SCRIPT`` goes into the page's head. Without it the server refuses the file as well, but
in Gradio's own words. Names of files are only ever set as text.
"""

import json

from coach.ui.shield import UPLOAD_MEGABYTES
from coach.ui.texts import library as words

_SENTENCE = words.TOO_LARGE.replace("{megabytes}", str(UPLOAD_MEGABYTES))
SCRIPT = f"""
<script>
(() => {{
  const most = {UPLOAD_MEGABYTES} * 1024 * 1024, sentence = {json.dumps(_SENTENCE)};
  const look = (event) => {{
    const place = event.target instanceof Element && event.target.closest('#kier-drop');
    if (!place) {{ return; }}
    const files = [...((event.dataTransfer || event.target).files || [])];
    const large = files.find((file) => file.size > most);
    if (!large) {{ return; }}
    event.preventDefault();
    event.stopImmediatePropagation();
    if ('value' in event.target) {{ event.target.value = ''; }}
    const notice = document.createElement('p');
    notice.className = 'kier-notice';
    notice.setAttribute('role', 'status');
    notice.textContent = sentence.replace('{{file}}', large.name);
    const told = document.querySelector('#kier-library-notice .prose')
      || document.querySelector('#kier-library-notice');
    if (told) {{ told.replaceChildren(notice); notice.scrollIntoView({{block: 'center'}}); }}
  }};
  document.addEventListener('change', look, true);
  document.addEventListener('drop', look, true);
}})();
</script>
"""
