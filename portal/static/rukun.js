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
