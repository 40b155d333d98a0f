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

// A long list can be narrowed by typing; without script the list itself is there.
for (const list of document.querySelectorAll("select[data-search]")) {
  const every = [...list.children];
  const narrow = document.createElement("input");
  narrow.type = "search";
  narrow.placeholder = list.dataset.search;
  narrow.setAttribute("aria-label", list.dataset.search);
  narrow.setAttribute("aria-controls", list.id);
  narrow.addEventListener("input", () => {
    const words = narrow.value.trim().toLowerCase();
    const chosen = list.value;
    list.replaceChildren(...every.map((part) => kept(part, words)).filter(Boolean));
    const found = list.querySelectorAll("optgroup option");
    list.value = words && found.length === 1 ? found[0].value : chosen;
    if (list.selectedIndex < 0) list.selectedIndex = 0;
  });
  list.before(narrow);
}
function kept(part, words) {
  if (part.tagName !== "OPTGROUP") return part;
  const copy = part.cloneNode(true);
  for (const option of [...copy.children]) {
    if (!option.text.toLowerCase().includes(words)) option.remove();
  }
  return copy.children.length ? copy : null;
}

// Files that are too many or too large are named before anything is sent over a weak line.
for (const files of document.querySelectorAll("input[type=file][data-most]")) {
  files.addEventListener("change", () => {
    const chosen = [...files.files];
    const large = chosen.some((file) => file.size > Number(files.dataset.bytes));
    const bad = large || chosen.length > Number(files.dataset.most);
    files.setCustomValidity(bad ? files.dataset.wrong : "");
    files.reportValidity();
  });
}

// A page that shows what changes is fetched again when a case changes, unless somebody types in it.
const live = document.querySelector("[data-live]");
if (live && window.EventSource) {
  const source = new EventSource(live.dataset.live);
  let waiting = 0;
  const asShown = (one) => {
    if (!one.options) return one.value === one.defaultValue && one.checked === one.defaultChecked;
    const first = [...one.options].findIndex((option) => option.defaultSelected);
    return one.selectedIndex === Math.max(first, 0);
  };
  const typing = () => {
    const fields = "main input:not([type=hidden]), main textarea, main select";
    return Boolean(document.activeElement?.matches(fields)) ||
      ![...document.querySelectorAll(fields)].every(asShown);
  };
  const renew = async () => {
    waiting = 0;
    const bar = document.querySelector("[data-live]");
    if (typing()) { if (bar) bar.hidden = false; return; }
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    if (!answer.ok || typing()) { if (bar) bar.hidden = false; return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const open = [...document.querySelectorAll("main details")].map((one) => one.open);
    const focused = document.activeElement?.closest("main a[href]")?.getAttribute("href");
    document.querySelector("main").replaceChildren(...fresh.querySelector("main").childNodes);
    document.querySelectorAll("main details").forEach((one, at) => { if (at in open) one.open = open[at]; });
    if (focused) document.querySelector(`main a[href="${CSS.escape(focused)}"]`)?.focus();
  };
  source.addEventListener("changed", () => { if (!waiting) waiting = window.setTimeout(renew, 400); });
  window.addEventListener("pagehide", () => source.close());
}
