// Quickens pages that already work without it: nothing here is the only way to do a thing.
"use strict";
(() => {
  const token = document.querySelector('meta[name="csrf-token"]');

  document.addEventListener("htmx:configRequest", (event) => {
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });

  const say = () => {
    const place = document.getElementById("messages");
    const words = document.getElementById("request-failed");
    if (place && words) {
      place.replaceChildren(words.content.cloneNode(true));
      place.scrollIntoView({ block: "nearest" });
    }
  };
  document.addEventListener("htmx:sendError", say);
  document.addEventListener("htmx:timeout", say);
  document.addEventListener("htmx:responseError", say);

  const focusErrors = (root) => {
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
  };
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));
  focusErrors(document);

  // The open menu closes on Escape and on a click elsewhere.
  const menu = document.querySelector(".person-menu");
  if (menu) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }

  // A form is sent once: a second press on a slow line would send it again. After a while it may be sent anew,
  // for a form whose answer is a file leaves its page where it was.
  const pause = 5000; // milliseconds
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.closest("[hx-post]")) return;
    if (form.dataset.sent === "1") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, pause);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // Copying a text; without this it is marked and copied by hand.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const text = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        document.execCommand("copy"); // a page without https has no clipboard of its own
      }
      document.getElementById(button.dataset.said).textContent = button.dataset.words;
    });
  });
})();
