// Lets her draw on a field that is marked for it, with a finger, a pen or a mouse; the lines go with its form.
// Without this script there is no such field, and her name can be typed.
(() => {
  const d = document, most = 1000;
  d.documentElement.dataset.draws = "";
  const lines = (box) => [...box.children].map((one) => one.getAttribute("points")).filter(Boolean);
  const keep = (box) => {
    const field = box.closest("form").elements[box.dataset.draw];
    field.value = lines(box).join(";");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let box, line, last;
  const add = (e) => {
    const field = box.viewBox.baseVal, on = box.getBoundingClientRect();
    const within = (at, all, most) => Math.max(0, Math.min(most, Math.round((at / all) * most)));
    const x = within(e.clientX - on.left, on.width, field.width);
    const y = within(e.clientY - on.top, on.height, field.height);
    // Points on top of each other say nothing, and a name needs no more than so many.
    if (last && Math.hypot(x - last[0], y - last[1]) < 4) return;
    if (lines(box).join(" ").split(" ").length >= most) return;
    last = [x, y];
    line.setAttribute("points", (line.getAttribute("points") + " " + last).trim());
  };
  addEventListener("pointerdown", (e) => {
    const on = e.isPrimary && e.target.closest("svg[data-draw]");
    if (!on) return;
    box = on;
    last = undefined;
    line = box.appendChild(box.firstElementChild.cloneNode());
    add(e);
  });
  addEventListener("pointermove", (e) => line && e.isPrimary && add(e));
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => {
    if (line) keep(box);
    line = undefined;
  });
  addEventListener("click", (e) => {
    const button = e.target.closest("[data-undraw]");
    if (!button) return;
    const box = button.form.querySelector("svg[data-draw]");
    box.replaceChildren(box.firstElementChild);
    keep(box);
  });
})();
