// Turns pages in place, so that a visit is one entry of the browser's history and what is typed
// stays when the connection drops. Without this script the same links and forms do it all.
(() => {
  const d = document, root = d.documentElement;
  let newest = 0, sending, next, finger;
  const wait = (ms) => new Promise((later) => setTimeout(later, ms));
  const show = async (url, data, id) => {
    const body = data && new URLSearchParams(data), press = data && url + body;
    // What she sends is on its way: the same press sends nothing, any other waits for the answer.
    if (sending) {
      if (press !== sending) next = [url, data, id];
      return;
    }
    const mine = ++newest;
    let page;
    next = undefined;
    sending = press;
    try {
      const sent = data && { method: "POST", body };
      const html = await (await fetch(url, sent)).text();
      page = new DOMParser().parseFromString(html, "text/html");
      if (!page.body.classList.contains("her")) throw page; // a refusal takes no page away
    } catch {
      if (mine === newest) d.body.dataset.offline = "";
      return;
    } finally {
      if (mine === newest) sending = undefined;
    }
    // A page that is turned under her finger would lose the press.
    for (let n = 0; finger && n < 50; n += 1) await wait(20);
    // A slow page never takes her back from the one she asked for after it.
    if (mine !== newest || "gone" in root.dataset) return;
    root.lang = page.documentElement.lang;
    root.dataset.beside = page.documentElement.dataset.beside || "";
    root.dataset.ruby = page.documentElement.dataset.ruby || "on";
    d.body.replaceWith(page.body);
    const at = d.querySelector("[data-focus]") || d.getElementById(id) || d.querySelector("main");
    at.scrollIntoView();
    at.focus({ preventScroll: true });
    d.dispatchEvent(new Event("turned"));
    if (next) show(...next);
  };
  addEventListener("pointerdown", () => (finger = true));
  // The click that belongs to the press comes first.
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => wait(0).then(() => (finger = false)));
  addEventListener("click", (e) => {
    const link = e.target.closest("a[href^='/']");
    if (!link) return;
    e.preventDefault();
    show(link.href);
  });
  addEventListener("submit", (e) => {
    const by = e.submitter, form = e.target;
    const data = new FormData(form, by); // an old browser stops here and sends the form itself
    e.preventDefault();
    const url = (by && by.getAttribute("formaction")) || form.getAttribute("action");
    show(url, data, by && by.closest("section[id],div[id]")?.id);
  });
})();
