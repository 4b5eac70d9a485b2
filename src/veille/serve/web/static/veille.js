/* The keyboard, and evidence unfolded in place. Pages read without it; it adds no content of its own. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const OFF = "veille-keys-off";
  const shown = (element) => element.getClientRects().length > 0;
  const rows = () => all("[data-row]").filter(shown);
  const current = () => document.activeElement?.closest?.("[data-row]") || $("[data-row].is-current");

  function store(value) {
    try {
      if (value === undefined) return localStorage.getItem(OFF) === "1";
      localStorage.setItem(OFF, value ? "1" : "0");
    } catch {
      return false; // storage may be refused; keys then stay on
    }
    return value;
  }

  function move(step) {
    const found = rows();
    if (!found.length) return;
    const at = found.indexOf(current());
    const next = found[at < 0 ? (step > 0 ? 0 : found.length - 1) : Math.min(found.length - 1, Math.max(0, at + step))];
    all("[data-row].is-current").forEach((row) => row.classList.remove("is-current"));
    next.classList.add("is-current");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function unfold(link) {
    const box = document.getElementById(link.dataset.unfold);
    if (!box || !window.htmx) return false;
    if (box.firstChild) {
      box.replaceChildren();
      link.setAttribute("aria-expanded", "false");
    } else {
      window.htmx.ajax("GET", link.href, { target: box, select: "#chain", swap: "innerHTML" });
      link.setAttribute("aria-expanded", "true");
    }
    return true;
  }

  function open() {
    const row = current();
    if (!row) return;
    const link = $("[data-unfold]", row);
    if (link && unfold(link)) return;
    $("[data-open]", row)?.click();
  }

  const actions = {
    "?": () => $("#keys")?.showModal(),
    "/": () => { const find = $("#find"); find?.focus(); find?.select(); },
    j: () => move(1),
    k: () => move(-1),
    o: open,
  };

  /* Any other letter presses what bears it: [data-key="c"] of the current entry, else of the page. */
  function press(key) {
    const bearer = `[data-key="${CSS.escape(key)}"]`;
    const row = current();
    const found = (row && $(bearer, row)) || all(bearer).find((one) => !one.closest("[data-row]"));
    found?.click();
    return Boolean(found);
  }

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Escape" && target.matches?.("input, select, textarea")) return target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.isContentEditable || target.matches?.("input, select, textarea") || $("dialog[open]")) return;
    if (store() && event.key !== "?") return;
    if (Object.hasOwn(actions, event.key)) {
      event.preventDefault();
      actions[event.key]();
    } else if (event.key.length === 1 && press(event.key)) {
      event.preventDefault();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-keys-open]")) return $("#keys")?.showModal();
    const link = event.target.closest?.("[data-unfold]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && unfold(link)) event.preventDefault();
  });

  /* Charts: drawn here; a picture where that fails, as there is without script. The engine is fetched once, when a page has a chart. */
  const dark = () => getComputedStyle(document.documentElement).colorScheme.includes("dark");
  let engine;
  function loaded(address) {
    engine ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return engine;
  }

  async function draw(figure) {
    figure.dataset.drawing = "1";
    try {
      const width = Math.max(200, Math.floor(figure.clientWidth));
      const answer = await fetch(`${figure.dataset.chart}theme=${dark() ? "dark" : "light"}&width=${width}`);
      if (!answer.ok) throw new Error(answer.status);
      await loaded(figure.dataset.engine);
      const box = document.createElement("div");
      box.className = "drawn";
      await window.vegaEmbed(box, await answer.json(), {
        mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false,
        tooltip: { disableDefaultStyle: true }, loader: { target: "_self" },
      });
      $("noscript", figure)?.replaceWith(box);
      figure.dataset.drawing = "done";
    } catch {
      const image = document.createElement("img");
      image.src = `${figure.dataset.picture}theme=${dark() ? "dark" : "light"}`;
      image.alt = figure.getAttribute("aria-label");
      $("noscript", figure)?.replaceWith(image);
      figure.dataset.drawing = "picture";
    }
  }

  const drawAll = () => all("[data-chart]:not([data-drawing])").forEach(draw);
  drawAll();
  document.addEventListener("htmx:afterSwap", drawAll);

  /* Judging leads back to where it was done: to the entry itself, or to the next one of a queue. */
  document.addEventListener("submit", (event) => {
    const back = event.target.matches?.("form[data-judge]") && event.target.elements.namedItem("back");
    const row = back && event.target.closest("[data-row]");
    if (!back || !row || row.hasAttribute("data-lights")) return;
    const here = new URL(location.href);
    here.searchParams.delete("did");
    back.value = here.pathname + here.search + (row.dataset.next ?? `#${row.id}`);
  });
  const begin = document.getElementById(location.hash.slice(1))?.closest("[data-row]") || $("[data-begin] [data-row]");
  if (begin) {
    begin.classList.add("is-current");
    begin.focus({ preventScroll: !location.hash });
  }

  const off = $("[data-keys-off]");
  if (off) {
    off.checked = store();
    off.addEventListener("change", () => store(off.checked));
  }
  all("[data-keys-open]").forEach((button) => { button.hidden = false; });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "main") $("#main")?.focus({ preventScroll: true });
  });
})();
