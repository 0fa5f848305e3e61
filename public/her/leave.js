// はなれる: blank first, then end the session, then go. Needs nothing else, and is there before the page is.
(() => {
  const d = document, root = d.documentElement, to = d.currentScript.dataset.to;
  const line = location.hash.slice(1);
  const on = (name, act) => addEventListener(name, act, true);
  let timer, alone, keys = [], taps = [];
  const thrice = (list, within) => {
    const count = list.push(Date.now());
    return count > 2 && list[count - 1] - list[count - 3] < within;
  };
  const hush = () => window.speechSynthesis && speechSynthesis.cancel();
  const bye = () =>
    fetch("/x", { method: "POST", keepalive: true, body: new URLSearchParams() }).catch(() => {});
  const leave = () => {
    hush();
    root.hidden = true;
    root.dataset.gone = "";
    if (d.body) d.body.textContent = "";
    bye();
    location.replace(to);
  };
  // Shift alone, three times; any other key begins anew.
  on("keydown", (e) => {
    alone = e.key === "Shift";
    if (!alone) keys = [];
  });
  on("keyup", (e) => {
    if (e.key === "Shift" && alone && thrice(keys, 5000)) leave();
  });
  on("click", (e) => {
    const near = (what) => e.target.closest(what);
    if (near(".exit")) {
      e.preventDefault();
      e.stopPropagation();
      leave();
    } else if (near(".her__top") && thrice(taps, 1500)) leave();
  });
  // Out of sight: blank at once, gone after twenty seconds.
  on("visibilitychange", () => {
    root.hidden = d.hidden || "gone" in root.dataset;
    clearTimeout(timer);
    if (d.hidden) {
      hush();
      timer = setTimeout(leave, 20000);
    }
  });
  on("pagehide", () => {
    root.hidden = true;
    hush();
    if (root.dataset.beside) bye();
  });
  // What a worker's tablet brings along is in no address that is sent.
  on("DOMContentLoaded", () => {
    const at = line && d.querySelector("[type=hidden][name=c]");
    if (at) at.value = line;
  });
  on("pageshow", (e) => {
    if (e.persisted) location.replace("/");
  });
  history.replaceState(null, "", "/");
})();
