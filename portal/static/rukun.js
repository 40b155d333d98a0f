// All pages work without this. It only saves steps: rows that are added, words that are not lost.
"use strict";

// The first thing that is wrong is where the reader should be.
document.querySelector(".wrong[role=alert]")?.focus();

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    window.setTimeout(() => delete form.dataset.sent, 8000);
  });
}

// Quick exit: the page is blank before anything is sent, and leaves the history with it.
for (const form of document.querySelectorAll("form[data-leave]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.title = "…";
    document.body.replaceChildren();
    fetch(form.action, { method: "POST", keepalive: true }).catch(() => {});
    window.location.replace(form.dataset.leave);
  });
}
