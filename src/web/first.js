// Decides, before anything is painted, whether the first screen that the build wrote into the page is shown while the
// program is on its way, and remembers the keys and clicks that cannot wait for it. A plain script in the page's head,
// since a module runs when the page may be painted already.
// What it does not do: look into the database, which answers too late. Whoever moved or tagged here has a place or
// preferences in localStorage (src/web/focus.rs), and an address names a place; for both the page starts empty.
"use strict";
(() => {
  const isKept = () => {
    try {
      return ["standpoint-place", "standpoint-prefs"].some((name) => localStorage.getItem(name) !== null);
    } catch {
      // Storage is refused, so nothing is kept.
      return false;
    }
  };
  if (location.hash.length > 1 || isKept()) {
    // The styles hide the first screen until src/web/boot.js takes it away.
    document.documentElement.dataset.start = "elsewhere";
    return;
  }
  const heard = [];
  const keyDown = (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    // The others are the browser's own, and so is a key on a button or in a dialog.
    if (!isPlain || !/^(.|Arrow\w+|Home|End)$/u.test(event.key) || event.target.closest("a, button, dialog")) return;
    event.preventDefault();
    const again = { key: event.key, shiftKey: event.shiftKey, bubbles: true, cancelable: true };
    heard.push(() => document.body.dispatchEvent(new KeyboardEvent("keydown", again)));
  };
  const click = ({ target, clientX, clientY }) => {
    // The program draws the same at the same place.
    if (target.closest("#app")) heard.push(() => document.elementFromPoint(clientX, clientY)?.click());
  };
  const scroll = ({ target }) => {
    if (target instanceof Element && target.matches("main")) window.standpointFirst.scrollTop = target.scrollTop;
  };
  const listeners = { keydown: keyDown, click, scroll };
  for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener, true);
  window.standpointFirst = {
    /// How far the text was scrolled, in CSS pixels.
    scrollTop: 0,
    /// Remembers no more; returns what was remembered, each a function that lets it happen.
    end() {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener, true);
      return heard;
    },
  };
})();
