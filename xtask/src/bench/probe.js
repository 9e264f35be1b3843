// Runs in a measured page before its own scripts. All times are on one clock, milliseconds since 1970, so that they
// compare across pages and with the script that drives the browser.
(() => {
  const now = () => performance.timeOrigin + performance.now();

  // After the next frame has been painted: a task queued from within it.
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(now());
        channel.port2.postMessage(0);
      });
    });

  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  };

  const matches = (one, text, inner) =>
    one.textContent.trim().startsWith(text) && (!inner || one.querySelector(inner)) && inView(one);

  // When the first element that matches, begins with the text and holds the inner one is on the screen.
  const shown = (selector, text = "", inner = "") =>
    new Promise((done, failed) => {
      const end = now() + 60_000;
      const look = () => {
        if (now() > end) return failed(new Error(`${selector} did not appear within a minute`));
        const found = [...document.querySelectorAll(selector)].find((one) => matches(one, text, inner));
        if (!found) return requestAnimationFrame(look);
        // This frame has it; the next task comes after its paint.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(now());
        channel.port2.postMessage(0);
      };
      look();
    });

  // From the key's own time stamp to the paint of the first change inside the text that it caused.
  const keyToPaint = (scope) => {
    const times = [];
    let pressed = 0;
    addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true });
    new MutationObserver(() => {
      if (!pressed) return;
      const from = performance.timeOrigin + pressed;
      pressed = 0;
      painted().then((at) => times.push(at - from));
    }).observe(scope, { subtree: true, childList: true, attributes: true, characterData: true });
    return times;
  };

  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  if (PerformanceObserver.supportedEntryTypes.includes("longtask")) observer.observe({ entryTypes: ["longtask"] });

  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done));

  window.probe = {
    now,
    painted,
    shown,
    keyToPaint,
    tasks,
    // When the first name is on the screen.
    firstMention: parsed.then(() => shown("[data-mention]")),
    // When the program has taken over, which answers keys.
    answers: () => parsed.then(() => shown("body:not(:has(#boot)) [data-mention]")),
  };
})();
