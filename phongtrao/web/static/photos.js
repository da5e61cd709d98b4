// Photographs are made smaller on the phone before they are sent, one by one: a weak signal loses one, not all.
// Without this the form sends them as they are.
"use strict";
(() => {
  const LONG_SIDE = 3508; // pixels: A4 at 300 dots per inch, more than that no letter needs
  const QUALITY = 0.85;
  const root = document.querySelector("[data-photos]");
  if (!root || !window.createImageBitmap) return;

  const smaller = async (file) => {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const ratio = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * ratio);
      canvas.height = Math.round(picture.height * ratio);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
      return made && (ratio < 1 || made.size < file.size) ? made : file;
    } catch {
      return file; // the server says what is wrong with it
    }
  };
  const takeOver = (page) => {
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-photos]");
    if (!fresh) return window.location.reload();
    root.replaceChildren(...fresh.childNodes);
    listen();
    const said = root.querySelector(".error-summary") || root.querySelector("[data-photo-count]");
    if (said) said.focus();
  };
  const send = async (form, files) => {
    const status = form.querySelector("[data-photo-status]");
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    form.querySelectorAll("button, input").forEach((control) => (control.disabled = true));
    let page = "";
    for (const [at, file] of files.entries()) {
      status.textContent = `${status.dataset.words} ${at + 1}/${files.length}…`;
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token);
      body.append("photos", await smaller(file), `${at + 1}.jpg`);
      const answer = await fetch(window.location.href, { method: "POST", body });
      page = await answer.text();
      if (!answer.ok) break;
    }
    takeOver(page);
  };
  const listen = () => {
    const form = root.querySelector("[data-photo-form]");
    form.querySelectorAll('input[type="file"]').forEach((input) => {
      input.addEventListener("change", () => {
        const files = [...input.files];
        if (files.length) send(form, files).catch(() => window.location.reload());
      });
    });
  };
  listen();
})();
