// The browser's own back button leads from a room to the first screen, not out of Kier.
// Every move is a press on a button that is there already.
(() => {
  const ROOM = 'kier-room';
  const home = () => document.querySelector('#kier-first')?.checkVisibility() ?? false;

  // A page that was loaded again begins at the first screen, whatever the browser remembers.
  if (history.state === ROOM) { history.replaceState(null, ''); }

  window.kierEntered = () => {
    scrollTo({top: 0, behavior: 'instant'});
    // Who comes back to a conversation goes on where it was.
    setTimeout(() => {
      if (document.querySelector('#kier-log .kier-user')?.checkVisibility()) {
        window.kierNewest();
      }
    }, 100);
    if (history.state !== ROOM) { history.pushState(ROOM, ''); }
  };
  window.kierLeft = () => {
    scrollTo({top: 0, behavior: 'instant'});
    if (history.state === ROOM) { history.back(); }
  };
  addEventListener('popstate', () => {
    if (home()) { return; }
    const backs = [...document.querySelectorAll('.kier-bar button')];
    backs.find((button) => button.checkVisibility())?.click();
  });
})();
