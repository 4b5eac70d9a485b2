/* The reader: lights the words of a mention, and turns selected words into fields or into a new mention. */
(() => {
  "use strict";
  const text = document.querySelector("[data-reader]");
  if (!text) return;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const pick = document.getElementById("pick");
  const form = document.querySelector("[data-fills]");
  let armed = null;

  /* -- lights ---------------------------------------------------------------------- */

  function light(ident) {
    all("mark.is-lit", text).forEach((mark) => mark.classList.remove("is-lit"));
    if (!ident) return;
    all("mark[data-m]", text).forEach((mark) => {
      if (mark.dataset.m.split(" ").includes(ident)) mark.classList.add("is-lit");
    });
  }
  const lit = (event) => event.target.closest?.("[data-lights]")?.dataset.lights;
  text.addEventListener("focusin", (event) => light(lit(event)));
  text.addEventListener("mouseover", (event) => { const ident = lit(event); if (ident) light(ident); });
  text.addEventListener("click", (event) => {
    const mark = event.target.closest?.("mark[data-m]");
    if (!mark || !getSelection().isCollapsed) return;
    const card = document.getElementById(`m-${mark.dataset.m.split(" ")[0]}`);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest" });
  });

  /* -- selected words ---------------------------------------------------------------- */

  /* Offsets in code points, as the record counts them. */
  function chosen() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const from = range.startContainer.parentElement?.closest(".text-block");
    if (!from || !text.contains(from)) return null;
    const before = document.createRange();
    before.selectNodeContents(from);
    before.setEnd(range.startContainer, range.startOffset);
    const inside = document.createRange();
    inside.selectNodeContents(from);
    inside.setStart(range.startContainer, range.startOffset);
    if (from.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset);
    const said = inside.toString();
    const lead = said.length - said.trimStart().length;
    const start = Number(from.dataset.start) + [...before.toString()].length + [...said.slice(0, lead)].length;
    const words = said.trim();
    return words ? { start, end: start + [...words].length, words } : null;
  }

  function show() {
    const found = chosen();
    if (!pick) return;
    pick.hidden = !found || Boolean(form && armed);
    if (!found) return;
    pick.querySelector("q").textContent = found.words.length > 60 ? `${found.words.slice(0, 59)}…` : found.words;
    const address = new URL(text.dataset.reader, location.href);
    address.searchParams.set("start", found.start);
    address.searchParams.set("end", found.end);
    address.hash = "form";
    pick.querySelector("a").href = address.href;
  }

  function take() {
    const found = chosen();
    if (!found || !armed) return;
    armed.value = found.words;
    armed.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("selectionchange", show);
  for (const name of ["mouseup", "touchend", "keyup"]) text.addEventListener(name, take);

  if (form) {
    form.addEventListener("focusin", (event) => {
      const field = event.target.closest("input");
      if (!field) return;
      all(".is-armed", form).forEach((one) => one.classList.remove("is-armed"));
      armed = field.matches("[data-words]") ? field : null;
      armed?.classList.add("is-armed");
    });
    form.querySelector("[data-kind-link]")?.addEventListener("change", (event) => {
      const address = new URL(event.target.dataset.kindLink, location.href);
      address.searchParams.set("kind", event.target.value);
      address.hash = "form";
      location.replace(address.href);
    });
    (form.querySelector("[role=alert]") ? form.querySelector("[data-words]") : form.querySelector("select"))?.focus();
  }
  all("[data-hint]").forEach((hint) => { hint.hidden = false; });
  light(document.querySelector(".mention:target")?.dataset.lights);
})();
