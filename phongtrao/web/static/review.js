// Quickens the review page: keys, the place of the current item in the source, marking what was missed.
// Every step here is also a link or a button of the page.
"use strict";
(() => {
  const review = document.querySelector(".review");
  if (!review) return;
  document.documentElement.classList.add("js");
  const source = document.querySelector("[data-source]");
  const KEPT = `review:${location.pathname}`;
  const isNarrow = () => window.matchMedia("(max-width: 999.98px)").matches;
  const items = () => [...document.querySelectorAll("[data-item]")];
  const current = () => document.querySelector("[data-item].is-current");
  const byKey = (key) => document.getElementById(`item-${key}`);
  const pages = document.querySelector("[data-pages]");
  const pane = () => (pages && review.querySelector(".review-source").dataset.view === "pages" ? pages : source);
  const marksOf = (key) => [...pane().querySelectorAll(`[data-marks~="${key}"]`)];

  // Panes on a phone
  const showPane = (name) => {
    review.classList.toggle("shows-source", name === "source");
    document.querySelectorAll("[data-pane]").forEach((link) => {
      if (link.dataset.pane === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  document.querySelectorAll("[data-pane]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (!isNarrow()) return;
      event.preventDefault();
      showPane(link.dataset.pane);
      if (link.dataset.pane === "source" && current()) showPlace(current().dataset.item);
      if (link.dataset.pane === "items" && current()) current().scrollIntoView({ block: "center" });
    });
  });

  // The place in the source
  const scrollSource = (mark) => {
    const holder = pane();
    if (isNarrow() || getComputedStyle(holder).overflowY !== "auto") {
      mark.scrollIntoView({ block: "center" });
    }
    const box = holder.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    if (!isNarrow()) holder.scrollTop += at.top - box.top - box.height / 3;
    if (holder === pages) holder.scrollLeft += at.left - box.left - Math.max(8, (box.width - at.width) / 2);
  };
  const showPlace = (key) => {
    review.querySelectorAll(".review-source .is-current").forEach((mark) => mark.classList.remove("is-current"));
    const marks = marksOf(key);
    marks.forEach((mark) => mark.classList.add("is-current"));
    if (marks.length && (!isNarrow() || review.classList.contains("shows-source"))) scrollSource(marks[0]);
  };
  const paintDecisions = () => {
    items().forEach((item) => {
      marksOf(item.dataset.item).forEach((mark) => {
        const inner = mark.dataset.marks.trim().split(" ").pop();
        if (inner === item.dataset.item) mark.classList.toggle("is-decided", item.dataset.decision !== "open");
      });
    });
  };

  // The paper as pictures of its pages, or as the text that was read
  const showView = (name) => {
    if (!pages) return;
    const holder = review.querySelector(".review-source");
    holder.dataset.view = name;
    holder.querySelectorAll("[data-show-view]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.showView === name));
    });
    holder.querySelector("[data-zoom]").hidden = name !== "pages";
    paintDecisions();
    if (current()) showPlace(current().dataset.item);
  };
  review.querySelectorAll("[data-to-line]").forEach((link) => link.addEventListener("click", () => showView("text")));
  const setZoom = (isBig) => {
    pages.classList.toggle("is-big", isBig);
    review.querySelector("[data-zoom]").setAttribute("aria-pressed", String(isBig));
  };
  const zoom = () => {
    if (!pages || pane() !== pages) return;
    setZoom(!pages.classList.contains("is-big"));
    if (current()) showPlace(current().dataset.item);
  };
  review.querySelectorAll("[data-show-view]").forEach((button) => {
    button.addEventListener("click", () => showView(button.dataset.showView));
  });
  review.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", zoom));
  if (pages && isNarrow()) setZoom(true); // letters of a whole page are too small on a phone

  // The current item
  const choose = (item, { focus = true, scroll = true } = {}) => {
    if (!item) return;
    items().forEach((other) => other.classList.toggle("is-current", other === item));
    sessionStorage.setItem(KEPT, item.dataset.item);
    if (focus) item.focus({ preventScroll: true });
    if (scroll) item.scrollIntoView({ block: "nearest" });
    showPlace(item.dataset.item);
  };
  const step = (by) => {
    const all = items();
    const at = all.indexOf(current());
    choose(at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[Math.min(all.length - 1, Math.max(0, at + by))]);
  };
  const nextOpen = (from) => {
    const all = items();
    const at = all.indexOf(from);
    const round = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))];
    return round.find(isOpen);
  };
  const nextDoubtful = () => {
    const all = items();
    const at = all.indexOf(current());
    const round = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))].filter(isOpen);
    choose(round.find((item) => item.dataset.doubtful === "1") || round[0]);
  };

  // Keys send the same requests as the buttons, one after another: fast fingers get every answer, and the counters of
  // the last answer are the last ones. A card that has just come in may not have its buttons wired yet.
  let queue = Promise.resolve();
  const swapIn = (verb, url, item, values) => {
    item.dataset.pending = "1";
    const send = () => htmx.ajax(verb, url, { source: item, target: item, swap: "outerHTML", ...(values ? { values } : {}) });
    queue = queue.then(send).catch(() => delete item.dataset.pending);
  };
  const isOpen = (item) => item.dataset.decision === "open" && !item.dataset.pending;
  const edit = () => {
    const item = current();
    const link = item && item.querySelector("[data-edit]");
    if (link) swapIn("GET", link.href, item);
  };
  // Cutting, and giving another place: with a marked passage the place is sent at once.
  const reshape = (action) => {
    const item = current();
    const link = item && item.querySelector(`[data-shape="${action}"]`);
    if (!link) return;
    if (action !== "redraw" || !marked) {
      swapIn("GET", link.href, item);
      return;
    }
    const name = item.dataset.item.slice(0, 8);
    const sent = Object.fromEntries(new FormData(link.closest("form")));
    const place = { [`${name}-version`]: sent.version, [`${name}-start`]: marked.start, [`${name}-end`]: marked.end };
    swapIn("POST", link.href, item, { csrfmiddlewaretoken: sent.csrfmiddlewaretoken, show: sent.show, ...place });
  };
  const decide = (verb) => {
    const item = current();
    const button = item && item.querySelector(`button[value="${verb}"]`);
    if (!button || item.dataset.pending) return;
    const next = verb === "restore" || verb === "merge" ? item : nextOpen(item) || item;
    swapIn("POST", button.form.action, item, { ...Object.fromEntries(new FormData(button.form)), verb });
    choose(next);
  };
  const cancelEdit = () => {
    const item = document.activeElement && document.activeElement.closest("[data-item], #add-form");
    const way = item && item.querySelector("[data-cancel-edit], [data-close-add]");
    if (way) way.click();
  };
  const toControl = (selector) => {
    const control = document.querySelector(selector);
    if (!control) return;
    if (isNarrow()) showPane("items");
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center" });
  };
  const help = document.getElementById("shortcuts");
  document.querySelectorAll("[data-help]").forEach((button) => button.addEventListener("click", () => help.showModal()));

  const KEYS = {
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    n: nextDoubtful,
    a: () => decide("accept"),
    d: () => decide("drop"),
    u: () => decide("restore"),
    e: edit,
    t: () => reshape("split"),
    m: () => decide("merge"),
    v: () => reshape("redraw"),
    w: () => showView(pane() === pages ? "text" : "pages"),
    z: zoom,
    h: () => toControl(".review-tools details.confirm summary"),
    s: () => current() && toPlace(current().dataset.item),
    b: () => addSelection(),
    g: () => toControl("[data-take-proposed]"),
    c: () => toControl("#confirm-bar input:not([type=hidden]), #confirm-bar button"),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && !help.open) {
      cancelEdit();
      return;
    }
    if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("[data-item] form, #add-form form");
      if (form) form.requestSubmit();
      return;
    }
    if (typing || help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (arrow && event.target !== document.body && !event.target.closest("[data-item]")) return;
    const run = KEYS[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  });

  // Links between the two sides
  const toPlace = (key) => {
    if (isNarrow()) showPane("source");
    const item = byKey(key);
    if (item) choose(item, { focus: false, scroll: false });
    showPlace(key);
    const mark = marksOf(key)[0];
    if (mark) scrollSource(mark);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-place-of]");
    if (link) {
      event.preventDefault();
      toPlace(link.dataset.placeOf);
      return;
    }
    const mark = event.target.closest(".spot, .page-spot");
    if (mark && window.getSelection().isCollapsed) {
      const keys = mark.dataset.marks.trim().split(" ").reverse();
      const item = keys.map(byKey).find(Boolean);
      if (item) {
        if (isNarrow()) showPane("items");
        choose(item);
        item.scrollIntoView({ block: "center" });
      }
      return;
    }
    const item = event.target.closest("[data-item]");
    if (item && !item.classList.contains("is-current")) choose(item, { focus: false, scroll: false });
  });
  // Between press and release nothing may move under the pointer: the click itself chooses the item.
  let pressing = false;
  document.addEventListener("pointerdown", () => (pressing = true));
  ["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, () => setTimeout(() => (pressing = false))));
  document.addEventListener("focusin", (event) => {
    if (pressing) return;
    const item = event.target.closest("[data-item]");
    if (item && !item.classList.contains("is-current")) choose(item, { focus: false, scroll: false });
  });

  // Marking a passage: code points from the beginning of the text
  const points = (text) => Array.from(text).length;
  const offsetOf = (node, offset) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const line = element.closest("[data-start]");
    if (!line) return null;
    const range = document.createRange();
    range.selectNodeContents(line);
    range.setEnd(node, offset);
    const added = line.querySelector(".line-add");
    const skipped = added ? points(added.textContent) : 0;
    return Number(line.dataset.start) + Math.max(0, points(range.toString()) - skipped);
  };
  let marked = null;
  const bar = document.querySelector("[data-selection-bar]");
  const canAdd = Boolean(document.getElementById("add"));
  document.addEventListener("selectionchange", () => {
    const selection = window.getSelection();
    const inside = selection.rangeCount && source.contains(selection.anchorNode) && source.contains(selection.focusNode);
    if (selection.isCollapsed || !inside) {
      if (inside || selection.isCollapsed) bar.hidden = true;
      if (inside) marked = null;
      return;
    }
    const range = selection.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    marked = start !== null && end !== null && start < end ? { start, end, text: selection.toString() } : null;
    bar.hidden = !marked || !canAdd;
  });
  const addSelection = () => {
    if (!canAdd) return;
    const place = marked ? `&start=${marked.start}&end=${marked.end}` : "";
    if (isNarrow()) showPane("items");
    bar.hidden = true;
    const url = document.getElementById("add").dataset.url;
    htmx.ajax("GET", `${url}?add=task${place}`, { target: "#add", swap: "innerHTML" });
  };
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.querySelector("button").addEventListener("click", addSelection);
  document.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take-selection]");
    if (take && marked) {
      const form = take.closest("form");
      form.querySelector('input[name$="-start"]').value = marked.start;
      form.querySelector('input[name$="-end"]').value = marked.end;
      const text = form.querySelector('textarea[name$="-text"]');
      text.value = marked.text.split(/\s+/).join(" ").trim();
      form.querySelector("[data-place]").textContent = `“${text.value.slice(0, 60)}…”`;
    }
    const close = event.target.closest("[data-close-add]");
    if (close) {
      event.preventDefault();
      document.getElementById("add").replaceChildren();
      if (current()) choose(current());
    }
    const cancel = event.target.closest("[data-cancel-edit]");
    if (cancel) {
      event.preventDefault();
      sessionStorage.setItem(KEPT, cancel.closest("[data-item]").dataset.item);
      const key = cancel.closest("[data-item]").dataset.item;
      htmx.ajax("GET", cancel.href, { target: `#item-${key}`, select: `#item-${key}`, swap: "outerHTML" });
    }
  });

  // The caret of a cut waits where the words are broken; without a break the cut is where the caret stands.
  const toBreak = (area) => {
    if (!area.closest("[data-split]")) return;
    const at = area.value.indexOf("\n");
    area.setSelectionRange(Math.max(0, at), Math.max(0, at));
  };
  document.addEventListener("htmx:configRequest", (event) => {
    const area = event.target.matches("[data-split]") && event.target.querySelector("textarea");
    if (!area || area.value.trim().includes("\n")) return;
    const at = area.selectionStart;
    event.detail.parameters.set(area.name, `${area.value.slice(0, at)}\n${area.value.slice(at)}`);
  });

  // Only the fields that a kind of time needs are shown
  const NEEDS = { date: ["due", "before"], period: ["due"], recurring: ["cycle", "day", "month", "before"] };
  const arrange = (root) => {
    root.querySelectorAll("[data-time]").forEach((row) => {
      const kind = row.querySelector('[data-part$="-kind"] select');
      const needed = NEEDS[kind.value] || [];
      row.querySelectorAll("[data-part]").forEach((part) => {
        const name = part.dataset.part.split("-").pop();
        part.hidden = name !== "kind" && !needed.includes(name);
      });
    });
  };
  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-time]");
    if (row) arrange(row.parentElement);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const key = sessionStorage.getItem(KEPT);
    const target = event.detail.elt && event.detail.elt.isConnected ? event.detail.elt : event.target;
    arrange(document);
    paintDecisions();
    const conflict = document.querySelector("[data-item] [data-focus]");
    const form = target.querySelector && target.querySelector("[data-form] textarea, #add-form textarea");
    if (conflict) {
      choose(conflict.closest("[data-item]"), { focus: false });
      conflict.focus();
    } else if (form) {
      if (target.matches("[data-item]")) choose(target, { focus: false });
      form.focus();
      toBreak(form);
      form.scrollIntoView({ block: "center" });
    } else if (key && byKey(key) && !current()) {
      choose(byKey(key), { focus: document.activeElement === document.body, scroll: false });
    }
  });

  arrange(document);
  paintDecisions();
  // After the browser has gone to the place that the address names, which takes the focus there.
  window.addEventListener("load", () => setTimeout(() => {
    if (document.querySelector("[data-focus]")) return;
    const form = document.querySelector("[data-item] [data-form] textarea, #add-form textarea");
    const asked = location.hash.startsWith("#item-") ? byKey(location.hash.slice(6)) : null;
    const kept = sessionStorage.getItem(KEPT);
    if (location.hash.startsWith("#src-") && isNarrow()) showPane("source");
    if (form) {
      choose(form.closest("[data-item]"), { focus: false });
      form.focus();
    } else if (!current()) {
      // Somebody quick is elsewhere already: the focus stays with them.
      const isFree = document.activeElement === document.body || document.activeElement.matches("[data-item]");
      choose(asked || (kept && byKey(kept)), { focus: isFree, scroll: isFree });
    }
  }));
})();
