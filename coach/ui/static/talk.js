// Brings the newest reply into view: as much of the message before it as fits, and never the
// message instead of the reply. On a wide screen the log has a scroll box of its own and the page
// stays where it is; on a narrow one the page moves. Rooms that are not shown do not count.
(() => {
  const AIR = 8, BELOW = 0.7;
  const how = () =>
    matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
  const shown = (root) => [...root.querySelectorAll('.kier-bubble')].filter(
    (bubble) => bubble.checkVisibility() && !bubble.closest('.kier-branches'));

  // Where the view must begin, measured from the top of what scrolls.
  const start = (first, last, height) =>
    Math.max(first.top, Math.min(last.top, last.bottom + 2 * AIR - height)) - AIR;

  const reveal = (first, last) => {
    const from = first.getBoundingClientRect(), to = last.getBoundingClientRect();
    const box = last.closest('.kier-scroll');
    if (box && getComputedStyle(box).overflowY === 'auto') {
      const edge = box.getBoundingClientRect();
      const top = box.scrollTop + start(from, to, box.clientHeight) - edge.top;
      box.scrollTo({top, behavior: how()});
      if (edge.top < 0) { box.scrollIntoView({block: 'start', behavior: how()}); }
    } else {
      scrollTo({top: scrollY + start(from, to, innerHeight * BELOW), behavior: how()});
    }
  };

  // In practice the card of a signal stands above everything: a new one is gone to.
  let seen = '';
  const alarm = () => {
    const card = document.querySelector('#kier-practice-signals .kier-signal');
    const said = card && card.checkVisibility() ? card.textContent : '';
    const fresh = said && said !== seen;
    seen = said;
    if (fresh) { card.scrollIntoView({block: 'start', behavior: how()}); }
    return fresh;
  };

  // After a reply: the last two bubbles are the message and what was answered to it.
  window.kierNewest = () => {
    if (alarm()) { return; }
    // Two versions side by side in practice are read as a whole.
    const beside = [...document.querySelectorAll('#kier-sides .kier-branches')].at(-1);
    if (beside && beside.checkVisibility()) {
      beside.scrollIntoView({block: 'nearest', behavior: how()});
      return;
    }
    const all = shown(document), last = all.at(-1);
    if (last) { reveal(all.at(-2) || last, last); }
  };

  // While a reply is written: once, when the message comes up; then the page is left alone.
  window.kierFollow = () => {
    const live = document.querySelector('#kier-live'), first = live && shown(live)[0];
    if (!first) { if (live) { live.dataset.followed = ''; } return; }
    if (live.dataset.followed) { return; }
    live.dataset.followed = 'yes';
    if (getComputedStyle(first.closest('.kier-scroll')).overflowY === 'auto') {
      reveal(first, first);
    }
  };
})();
