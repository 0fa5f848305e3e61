// はなれる: blank first, then end the session, then go. Needs nothing else on the page, and is there
// before the page is.
(() => {
  const d = document, root = d.documentElement, to = d.currentScript.dataset.to;
  const on = (name, act) => addEventListener(name, act, true);
  let timer, alone, keys = [], taps = [];
  const thrice = (list, within) => {
    const count = list.push(Date.now());
    return count > 2 && list[count - 1] - list[count - 3] < within;
  };
  const leave = () => {
    root.hidden = true;
    root.dataset.gone = "";
    if (d.body) d.body.textContent = "";
    const form = { "content-type": "application/x-www-form-urlencoded" };
    fetch("/x", { method: "POST", keepalive: true, headers: form }).catch(() => {});
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
    if (d.hidden) timer = setTimeout(leave, 20000);
  });
  on("pagehide", () => (root.hidden = true));
  on("pageshow", (e) => {
    if (e.persisted) location.replace("/");
  });
  history.replaceState(null, "", "/");
})();
