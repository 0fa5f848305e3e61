// Keeps the part of a page that is marked for it as it stands now: asks, waits for the answer, asks
// again. Without this script the page can be loaded again. Asking is use only while her meeting goes on.
(() => {
  const d = document, root = d.documentElement;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  let newest = 0;
  const follow = async () => {
    const mine = ++newest;
    const part = () =>
      mine === newest && !d.hidden && !("gone" in root.dataset) && d.querySelector("[data-again]");
    for (let old = part(); old; old = part()) {
      try {
        const headers = { "x-tomoni-background": "1" };
        const answer = await fetch("/j?v=" + old.dataset.again, { headers });
        if (answer.status === 401) return d.querySelector("a[href='/l']")?.click(); // the visit is over
        if (!answer.ok) throw answer;
        const text = await answer.text(), now = part();
        if (!now) return;
        if (!text) now.dataset.again = answer.headers.get("x-seen");
        else {
          const page = new DOMParser().parseFromString(text, "text/html");
          now.replaceWith(page.querySelector("[data-again]"));
        }
      } catch {
        await wait(5000);
      }
    }
  };
  d.addEventListener("turned", follow);
  d.addEventListener("visibilitychange", follow);
  d.addEventListener("DOMContentLoaded", follow);
})();
