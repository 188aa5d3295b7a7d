// The search box of a site of files: names are looked up in one file of the site.
const box = document.getElementById("q");
const list = document.getElementById("suggestions");
const up = document.body.dataset.up ?? "";
let names = null;
const bare = (text) => text.toLowerCase().replace(/[\s「」『』·‧.,()]/g, "");

async function find(words) {
  names ??= (await (await fetch(`${up}search.json`)).json()).map(([label, url]) => [label, url, bare(label)]);
  const wanted = bare(words);
  return wanted ? names.filter(([, , key]) => key.includes(wanted)).sort((one, other) => one[2].length - other[2].length).slice(0, 12) : [];
}

box?.addEventListener("input", async (event) => {
  event.stopImmediatePropagation();
  const found = await find(box.value);
  list.replaceChildren(...found.map(([label, url]) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = up + url;
    link.textContent = label;
    link.addEventListener("mousedown", () => { window.location.href = link.href; });
    line.setAttribute("role", "option");
    line.append(link);
    return line;
  }));
  list.hidden = found.length === 0;
}, true);
box?.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [first] = await find(box.value);
  if (first) window.location.href = up + first[1];
});
