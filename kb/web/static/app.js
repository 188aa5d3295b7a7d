// Suggestions while typing in the search box (a combobox of ARIA), links to passages into the clipboard.
const box = document.getElementById("q");
const list = document.getElementById("suggestions");
let chosen = -1;
let asked = 0;

function show(items) {
  list.replaceChildren(...items.map((item, index) => {
    const line = document.createElement("li");
    line.id = `s${index}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.href = item.href;
    const kind = document.createElement("small");
    kind.textContent = ` ${item.kind}`;
    line.append(item.text, kind);
    line.addEventListener("mousedown", () => { window.location.href = item.href; });
    return line;
  }));
  chosen = -1;
  list.hidden = items.length === 0;
  box.setAttribute("aria-expanded", String(items.length > 0));
  box.removeAttribute("aria-activedescendant");
}

function choose(index) {
  const lines = [...list.children];
  if (!lines.length) return;
  chosen = (index + lines.length) % lines.length;
  lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === chosen)));
  box.setAttribute("aria-activedescendant", lines[chosen].id);
  lines[chosen].scrollIntoView({ block: "nearest" });
}

if (box) {
  box.addEventListener("input", async () => {
    const words = box.value.trim();
    const turn = ++asked;
    if (!words) return show([]);
    const reply = await fetch(`/suggest?q=${encodeURIComponent(words)}`);
    const items = reply.ok ? await reply.json() : [];
    if (turn === asked) show(items);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); window.location.href = list.children[chosen].dataset.href; }
  });
  box.addEventListener("blur", () => { list.hidden = true; });
}

for (const button of document.querySelectorAll(".copy"))
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.address, window.location.href).href);
    button.textContent = "✓";
  });

// Parts of a page that cost more than the page itself come after it; without scripts a link leads to them.
for (const part of document.querySelectorAll("[data-load]")) {
  const heading = part.querySelector("h2");
  fetch(part.dataset.load).then(async (reply) => {
    if (!reply.ok) return;
    const found = new DOMParser().parseFromString(await reply.text(), "text/html");
    part.replaceChildren(heading, ...found.body.childNodes);
  });
}
for (const picture of document.querySelectorAll("img.near"))
  picture.addEventListener("error", () => picture.closest("section").remove());
