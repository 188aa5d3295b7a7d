// The small page of pyvis: fit to the window, search, filters, and the words of each statement on a click.
(() => {
  const panel = document.getElementById("panel");
  const plain = (text) => text.replace(/\s+/g, " ");
  const make = (tag, text, parent) => { const made = document.createElement(tag); made.textContent = text; parent.append(made); return made; };
  const fit = () => network.fit();
  network.once("afterDrawing", fit);
  addEventListener("resize", fit);
  document.getElementById("whole").addEventListener("click", () => { network.unselectAll(); panel.hidden = true; fit(); });
  const show = (id) => {
    panel.replaceChildren();
    panel.hidden = id === undefined;
    if (id === undefined) return;
    const [kind, ...name] = nodes.get(id).title.split("\n");
    make("h2", name.join(" "), panel);
    make("p", kind, panel).className = "kind";
    const list = make("ul", "", panel);
    for (const edge of edges.get(network.getConnectedEdges(id))) {
      const out = edge.from === id;
      const other = out ? edge.to : edge.from;
      const item = make("li", `${out ? "→" : "←"} ${edge.relation} `, list);
      const link = make("button", plain(nodes.get(other).title.split("\n").slice(1).join(" ")), item);
      link.className = "thing";
      link.type = "button";
      link.addEventListener("click", () => pick(other));
      if (edge.words) make("blockquote", edge.words, item);
    }
  };
  const pick = (id) => { network.selectNodes([id]); network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: true }); show(id); };
  network.on("selectNode", (event) => show(event.nodes[0]));
  network.on("selectEdge", (event) => { if (!event.nodes.length) show(edges.get(event.edges[0]).from); });
  network.on("deselectNode", () => show(undefined));
  const names = new Map(nodes.get().map((node) => [plain(node.title.split("\n").slice(1).join(" ")), node.id]));
  document.getElementById("names").append(...[...names.keys()].sort().map((name) => { const made = document.createElement("option"); made.value = name; return made; }));
  document.getElementById("search").addEventListener("change", (event) => {
    const wanted = event.target.value.replace(/\s/g, "");
    const found = names.get(event.target.value) ?? [...names].find(([name]) => wanted && name.replace(/\s/g, "").includes(wanted))?.[1];
    if (found !== undefined) pick(found);
  });
  for (const box of document.querySelectorAll("#legend input")) {
    box.addEventListener("change", () => {
      if (box.dataset.relation) edges.update(edges.get().filter((edge) => edge.relation === box.dataset.relation).map((edge) => ({ id: edge.id, hidden: !box.checked })));
      else nodes.update(nodes.get().filter((node) => node.title.startsWith(`${box.dataset.kind}\n`)).map((node) => ({ id: node.id, hidden: !box.checked })));
    });
  }
})();
