// Dropping a file on the upload form. Without this the file is chosen as usual.
"use strict";
(() => {
  const zone = document.querySelector("[data-drop-zone]");
  if (!zone) return;
  const input = zone.querySelector('input[type="file"]');
  const name = zone.querySelector("[data-drop-name]");
  zone.querySelector("[data-drop-words]").hidden = false;

  const show = () => {
    name.textContent = input.files.length ? input.files[0].name : "";
  };
  const over = (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  };
  const leave = () => zone.classList.remove("is-over");
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragleave", leave);
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    leave();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      show();
    }
  });
  input.addEventListener("change", show);
})();
