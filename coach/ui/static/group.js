// The shared screen: counts on from the seconds in the page, and listens to a few keys.
// Knows nothing of the meeting: every key presses a button that is there already.
(() => {
  let stamp = '', left = 0, since = 0;
  const tick = () => {
    document.querySelectorAll('.kier-gclock').forEach((clock) => {
      const seen = clock.dataset;
      if (seen.stamp !== stamp) {
        stamp = seen.stamp; left = Number(seen.left); since = Date.now();
      }
      if (seen.running !== '1') { return; }
      const now = Math.round(left - (Date.now() - since) / 1000), whole = Math.abs(now);
      clock.querySelector('.kier-gsign').textContent = now < 0 ? '+' : '';
      clock.querySelector('.kier-gmin').textContent = Math.floor(whole / 60);
      clock.querySelector('.kier-gsec').textContent = ':' + String(whole % 60).padStart(2, '0');
      const used = Math.min(1, 1 - now / Number(seen.total));
      clock.querySelector('.kier-gbar span').style.width = (used * 100) + '%';
      if (now < 0) {
        clock.querySelector('.kier-gstate').textContent = seen.over;
        clock.classList.add('kier-gover');
      }
    });
  };
  // Who looks from three metres cannot scroll: what runs below the big screen becomes smaller, as
  // far as it can still be read. New parts come without a size and are measured again.
  const LEAST = 0.6, NARROW = 900;
  const fit = () => {
    const on = document.body.classList.contains('kier-big') && innerWidth >= NARROW;
    const parts = [...document.querySelectorAll('.kier-board, .kier-gtable')];
    const size = `${on ? innerWidth + 'x' + innerHeight : ''}/${parts.length}`;
    if (parts.every((part) => part.dataset.fitted === size)) { return; }
    const set = (zoom) => parts.forEach((part) => { part.style.zoom = zoom; });
    set('');
    for (let zoom = 0.98; on && zoom >= LEAST; zoom -= 0.02) {
      if (document.documentElement.scrollHeight <= innerHeight) { break; }
      set(String(zoom));
    }
    parts.forEach((part) => { part.dataset.fitted = size; });
  };
  setInterval(() => { tick(); fit(); }, 250);

  const shown = (element) => element && element.getClientRects().length > 0;
  const press = (name) => {
    const button = document.getElementById('kier-group-' + name);
    if (button && !button.disabled) { button.click(); }
  };
  // A second window for the big screen is this page with a mark behind its address; it knows the
  // meeting because a window that opens another gives it a copy of what it remembers.
  const WIDE = '#groot';
  const second = () => location.hash === WIDE;
  const big = (on) => {
    document.body.classList.toggle('kier-big', on);
    write(sessionStorage, 'kier-group-big', on ? '1' : '');
    const whole = document.documentElement;
    if (on && whole.requestFullscreen) { whole.requestFullscreen().catch(() => {}); }
    if (!on && document.fullscreenElement) { document.exitFullscreen().catch(() => {}); }
    window.scrollTo(0, 0);
  };
  window.kierSecond = () => window.open(location.href.split('#')[0] + WIDE, '_blank');
  // What was asked for comes into view; an answer that did not come moves nothing.
  window.kierShow = (name) => {
    const part = document.getElementById(name);
    if (part && part.textContent.trim()) { part.scrollIntoView({block: 'start', behavior: 'smooth'}); }
  };
  window.kierBig = () => big(!document.body.classList.contains('kier-big'));
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && !second()) { big(false); }
  });
  // Without a board there is no big screen, except for the closing on the second window.
  const board = () => shown(document.querySelector('.kier-board')) ||
    (second() && shown(document.getElementById('kier-group-close')));
  // The second window says that it is there; then the first need not be readable from afar.
  // Only windows of this browser hear it, and nothing of the meeting is in it.
  const between = new BroadcastChannel('kier-group-second');
  let heard = 0;
  between.onmessage = () => { heard = Date.now(); };
  const stage = () => ['.kier-board', '#kier-group-close', '.kier-gfollow']
    .find((part) => shown(document.querySelector(part))) || '';
  // A big screen that is loaded again is big again.
  let found = false, stood = '';
  setInterval(() => {
    const now = stage(), beside = second();
    if (now !== stood) { stood = now; if (now) { window.scrollTo(0, 0); } }
    document.body.classList.toggle('kier-second', beside);
    if (beside && board()) { between.postMessage(''); }
    document.body.classList.toggle('kier-lead', !beside && innerWidth >= NARROW && Date.now() - heard < 4000);
    if (document.body.classList.contains('kier-big') && !board()) { big(false); }
    if (!found && board()) {
      found = true;
      if (second() || read(sessionStorage, 'kier-group-big')) { big(true); }
    }
  }, 500);

  const WORK = 'input, textarea, select, [contenteditable="true"], [role="listbox"]';
  const KEYS = {' ': 'pause', ArrowRight: 'next', ArrowLeft: 'back', '+': 'extend', '=': 'extend'};
  document.addEventListener('keydown', (event) => {
    if (!shown(document.querySelector('.kier-board'))) { return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
    const on = document.activeElement;
    if (on && on.matches(WORK)) { return; }
    if (event.key === 'Escape' && document.body.classList.contains('kier-big')) { big(false); return; }
    if (event.key === 'g' || event.key === 'G') { event.preventDefault(); window.kierBig(); return; }
    const name = KEYS[event.key];
    // A button that was reached by keyboard keeps its own space bar.
    if (!name || (event.key === ' ' && on && on.matches('button, summary, a'))) { return; }
    event.preventDefault();
    press(name);
  });
  // After a click with the mouse the space bar is for the clock, not for the same button again.
  document.addEventListener('click', (event) => {
    const button = event.detail > 0 && event.target.closest && event.target.closest('#kier-group button');
    if (button) { button.blur(); }
  });

  // What the browser remembers: the meeting for this tab, its form for after a restart.
  const read = (store, name) => { try { return store.getItem(name) || ''; } catch { return ''; } };
  const write = (store, name, value) => {
    try { value ? store.setItem(name, value) : store.removeItem(name); } catch { /* no memory */ }
  };
  window.kierTable = () => JSON.stringify([
    read(sessionStorage, 'kier-group'), read(localStorage, 'kier-group-form'),
    read(sessionStorage, 'kier-group-pass'),
  ]);
  window.kierRemember = (held) => {
    const [secret, key, pass] = JSON.parse(held || '["", "", ""]');
    write(sessionStorage, 'kier-group', secret);
    write(sessionStorage, 'kier-group-pass', pass);
    // Whoever only follows leaves the form of a meeting of this browser's own alone.
    if (!pass) { write(localStorage, 'kier-group-form', key); }
  };
  window.kierLeft = () => write(sessionStorage, 'kier-group-pass', '');
})();
