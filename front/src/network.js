// The data in the page → a WebGL network: search, filters by class and relation, words of each statement in a side panel.
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const graph = new MultiDirectedGraph();

data.nodes.label.forEach((label, index) => {
  const kind = data.nodes.kind[index];
  graph.addNode(index, { x: data.nodes.x[index], y: -data.nodes.y[index], kind, label, size: Math.min(28, 11 + Math.sqrt(data.nodes.degree[index]) * 3), color: data.kinds[kind].color });
});
data.edges.source.forEach((source, index) =>
  graph.addEdgeWithKey(index, source, data.edges.target[index], { relation: data.edges.relation[index], quotation: data.edges.quotation[index], size: 2, color: "#c5ced3" }));

const shown = { kinds: new Set(data.kinds.keys()), relations: new Set(data.relations.keys()) };
let picked = null;
let before = null;
const iris = byId("iris") ? JSON.parse(byId("iris").textContent) : null;
let near = new Set();

// Labels that would lie on one already drawn in this frame are left out: none is cut, none covers another.
let boxes = [];
function drawLabel(context, node, settings) {
  if (!node.label) return;
  const size = settings.labelSize;
  context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
  const width = context.measureText(node.label).width;
  const box = [node.x + node.size + 2, node.y - size, node.x + node.size + 6 + width, node.y + size * 0.6];
  if (!node.forced && boxes.some(([left, top, right, bottom]) => box[0] < right && left < box[2] && box[1] < bottom && top < box[3])) return;
  boxes.push(box);
  context.fillStyle = "rgba(255,255,255,0.82)";
  context.fillRect(box[0], box[1] + 2, box[2] - box[0], box[3] - box[1] - 2);
  context.fillStyle = "#1c2833";
  context.fillText(node.label, node.x + node.size + 4, node.y + size / 3);
}

const sigma = new Sigma(graph, byId("canvas"), {
  labelFont: "NanumGothic, 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif",
  labelSize: 13,
  labelWeight: "normal",
  labelGridCellSize: 90,
  labelDensity: 1,
  labelRenderedSizeThreshold: 0,
  defaultDrawNodeLabel: drawLabel,
  defaultEdgeType: graph.size > 5000 ? "line" : "arrow",
  // Sizes are in the units of the layout, so that no dot covers another however far one looks from.
  itemSizesReference: "positions",
  zoomToSizeRatioFunction: (ratio) => ratio,
  minEdgeThickness: 0.7,
  hideEdgesOnMove: graph.size > 3000,
  hideLabelsOnMove: graph.order > 3000,
  enableEdgeEvents: false,
  zIndex: true,
  nodeReducer: (node, attributes) => {
    if (!shown.kinds.has(attributes.kind)) return { ...attributes, hidden: true };
    if (picked === null) return attributes;
    if (node === picked) return { ...attributes, highlighted: true, forced: true, forceLabel: true, zIndex: 2 };
    return near.has(node) ? { ...attributes, zIndex: 1, forceLabel: true } : { ...attributes, color: "#e5e8e8", label: "", zIndex: 0 };
  },
  edgeReducer: (edge, attributes) => {
    if (!shown.relations.has(attributes.relation)) return { ...attributes, hidden: true };
    if (picked === null) return attributes;
    return graph.extremities(edge).includes(picked) ? { ...attributes, color: "#34495e", size: 5, zIndex: 1 } : { ...attributes, hidden: true };
  },
});
sigma.on("beforeRender", () => { boxes = []; });

// ---- the panel ----

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function link(node) {
  const made = element("button", graph.getNodeAttribute(node, "label"), "thing");
  made.type = "button";
  made.addEventListener("click", () => pick(node, true));
  return made;
}

function describe(node) {
  const panel = byId("panel");
  panel.replaceChildren();
  if (node === null) {
    panel.append(element("p", panel.dataset.empty));
    return;
  }
  const { label, kind } = graph.getNodeAttributes(node);
  panel.append(element("h2", label), element("p", data.kinds[kind].label, "kind"));
  // In the application a thing has a page, surroundings, and a way to what was picked before it.
  if (iris) {
    const ways = element("p");
    const way = (text, address) => {
      const made = element("a", text, "button");
      made.href = address;
      ways.append(made, " ");
    };
    const iri = encodeURIComponent(iris[node]);
    way("☰", `/page/${iris[node].split("/id/").slice(1).join("/id/").split("/").map((part) => encodeURI(part).replace(/%25/g, "%")).join("/")}`);
    way("⊕", `/network/neighbourhood?thing=${iri}`);
    if (before !== null && before !== node) way(`${graph.getNodeAttribute(before, "label").slice(0, 12)} → …`, `/chain?from=${encodeURIComponent(iris[before])}&to=${iri}`);
    panel.append(ways);
  }
  const list = element("ul");
  graph.forEachEdge(node, (edge, { relation, quotation }, source, target) => {
    const item = element("li");
    const out = source === node;
    item.append(element("span", `${out ? "→" : "←"} ${data.relations[relation]} `), link(out ? target : source));
    if (quotation) item.append(element("blockquote", quotation));
    list.append(item);
  });
  panel.append(list);
}

function pick(node, move) {
  if (picked !== null && picked !== node) before = picked;
  picked = node;
  near = node === null ? new Set() : new Set(graph.neighbors(node));
  describe(node);
  location.hash = node === null ? "" : `n${node}`;
  sigma.refresh({ skipIndexation: true });
  if (node !== null && move) {
    const { x, y } = sigma.getNodeDisplayData(node);
    sigma.getCamera().animate({ x, y, ratio: Math.min(sigma.getCamera().ratio, 0.35) }, { duration: 300 });
  }
}

sigma.on("clickNode", ({ node }) => pick(node, false));
sigma.on("clickStage", () => pick(null, false));

// ---- search and filters ----

const folded = (text) => text.normalize("NFC").replace(/[\s「」『』()·‧,.]/g, "").toLowerCase();
const names = graph.nodes().map((node) => [node, folded(graph.getNodeAttribute(node, "label"))]);

byId("search").addEventListener("input", (event) => {
  const wanted = folded(event.target.value);
  const found = wanted ? names.filter(([, name]) => name.includes(wanted)).sort((one, other) => one[1].length - other[1].length).slice(0, 12) : [];
  byId("found").replaceChildren(...found.map(([node]) => {
    const item = element("li");
    item.append(link(node));
    return item;
  }));
});
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") byId("found").querySelector("button")?.click();
});

function filters(id, entries, set, marked) {
  byId(id).append(...entries.map(([index, label, count, color]) => {
    const row = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) set.add(index); else set.delete(index);
      sigma.refresh({ skipIndexation: true });
    });
    row.append(box);
    if (marked) {
      const mark = element("span", "", "mark");
      mark.style.background = color;
      row.append(mark);
    }
    row.append(` ${label} (${count})`);
    return row;
  }));
}
const countBy = (values) => values.reduce((counts, value) => counts.set(value, (counts.get(value) || 0) + 1), new Map());
const kindCounts = countBy(data.nodes.kind);
const relationCounts = countBy(data.edges.relation);
filters("kinds", data.kinds.map((kind, index) => [index, kind.label, kindCounts.get(index) || 0, kind.color]), shown.kinds, true);
filters("relations", data.relations.map((label, index) => [index, label, relationCounts.get(index) || 0]), shown.relations, false);
byId("whole").addEventListener("click", () => { pick(null, false); sigma.getCamera().animatedReset({ duration: 300 }); });
byId("size").textContent = `${graph.order} · ${graph.size}`;

const first = location.hash.match(/^#n(\d+)$/);
if (first && graph.hasNode(first[1])) pick(first[1], true); else describe(null);
document.body.dataset.ready = "true";
