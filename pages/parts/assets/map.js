/* The neighborhood map and the list beside it: one selection for both. Shapes come once by address (quantised topology);
   a rerun brings only values. Text enters the page through textContent alone. */
const SVG = "http://www.w3.org/2000/svg";
const WIDE = 620, PHONE = 350, LABELS_AT_MOST = 60;
const drawn = new Map(); // address -> promise of shapes, kept for the whole visit
const kept = new WeakMap(); // root -> what this mount remembers between reruns

const STYLE = `
:host, .fl { font: 400 .94rem/1.4 var(--sans); color: var(--ink); }
.fl { display: grid; gap: 28px; container-type: inline-size; }
.pair { display: grid; gap: 28px; }
@container (min-width: 860px) { .pair.both { grid-template-columns: minmax(0, 6fr) minmax(0, 5fr); gap: 48px; align-items: start; } }
.pair:not(.both) { max-width: 40em; }
svg { display: block; width: 100%; height: auto; overflow: hidden; touch-action: pan-x pan-y pinch-zoom; }
svg.near { cursor: grab; }
svg.locator { max-width: 360px; max-height: 380px; }
.area { stroke: var(--paper); stroke-width: 1.6; stroke-linejoin: round; cursor: pointer; outline: none; }
text { font-family: var(--sans); pointer-events: none; text-anchor: middle; paint-order: stroke; stroke-width: 3px; stroke-linejoin: round; }
.over { fill: none; pointer-events: none; stroke-linejoin: round; }
.zoom { display: flex; gap: 8px; margin-top: 8px; }
.zoom button { min-width: 44px; min-height: 44px; font: 550 1.1rem/1 var(--sans); color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-radius: 4px; cursor: pointer; padding: 0 12px; }
.zoom button.word { font-size: .92rem; }
button:focus-visible, a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 6px var(--beam); }
.skip { position: absolute; left: -999px; }
.skip:focus { position: static; display: inline-block; color: var(--accent); padding: 8px 0; }
.classes { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 2px; max-width: 440px; margin: 14px 0 0; padding: 0; list-style: none; font-size: .8rem; text-align: center; }
.classes i { display: block; height: 15px; border: .8px solid var(--line); margin-bottom: 4px; }
.marks { display: flex; flex-wrap: wrap; gap: 6px 18px; margin: 10px 0 0; padding: 0; list-style: none; font-size: .88rem; }
.marks li { display: inline-flex; gap: 7px; align-items: center; }
.marks svg { width: 16px; height: 16px; flex: none; }
h3 { font: 650 1.05rem/1.35 var(--sans); margin: 0; }
.small { font-size: .88rem; line-height: 1.5; color: var(--muted); margin: 2px 0 0; }
ul.rows { list-style: none; margin: 0; padding: 0; }
.row, .axis, .head { display: grid; grid-template-columns: 8px minmax(90px, 9.5em) minmax(60px, 1fr) 5.6em; gap: 0 8px; align-items: center; width: 100%; }
.row { min-height: 28px; border: 0; background: none; padding: 0; font: inherit; color: inherit; text-align: left; cursor: pointer; }
.row:hover .name { text-decoration: underline; }
.row .bar { align-self: stretch; }
.row[aria-pressed=true] .bar { background: var(--beam); width: 5px; outline: 1px solid var(--ink); outline-offset: -1px; }
.row[aria-pressed=true] .name { font-weight: 650; }
.name { text-align: right; font-size: .88rem; line-height: 1.2; }
.plot { position: relative; align-self: stretch; min-height: 28px; }
.plot > * { position: absolute; }
.band { top: 0; bottom: 0; background: var(--line); opacity: .25; }
.ref { top: 0; bottom: 0; border-left: 2px solid var(--ink); margin-left: -1px; }
.hair { top: calc(50% - 1px); height: 2px; background: var(--line); }
.hair.range { border: solid var(--line); border-width: 0 2px; height: 10px; top: calc(50% - 5px); background: linear-gradient(var(--line), var(--line)) center / 100% 2px no-repeat; }
.dot { top: calc(50% - 5px); width: 10px; height: 10px; margin-left: -5px; border-radius: 50%; background: var(--paper); border: 2px solid var(--ink); box-sizing: border-box; }
.dot.sure { background: var(--ink); }
.word { font-size: .82rem; color: var(--muted); }
/* Beside its words a row has no number: they may fill that column too, in two lines on a phone. */
.plot .word { top: 50%; transform: translateY(-50%); left: 2px; background: var(--paper); padding: 0 4px; box-sizing: border-box; width: max-content;
  max-width: calc(100% + 5.4rem); line-height: 1.1; }
.word svg { display: inline-block; width: 13px; height: 13px; margin-right: 5px; vertical-align: -2px; }
.num { text-align: right; font-size: .88rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.num span { color: var(--muted); font-size: .82rem; }
.head .plot { min-height: 22px; } .head b { transform: translateX(-50%); white-space: nowrap; font-size: .82rem; bottom: 2px; }
.axis .plot { border-top: 1px solid var(--line); min-height: 22px; } .axis .plot span { transform: translateX(-50%); font-size: .8rem; color: var(--muted); top: 3px; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { font-size: .88rem; color: var(--muted); }
@container (max-width: 480px) { .row, .axis, .head { grid-template-columns: 6px minmax(84px, 7.4em) minmax(60px, 1fr) 3.2em; } .num span { display: none; } .plot .word { max-width: calc(100% + 3.2rem); } }
`;

const make = (tag, attributes = {}, text) => {
  const node = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
};

/* --- shapes ------------------------------------------------------------------------------------------------------- */

function ringsOf(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const join = (ring) => ring.flatMap((index, at) => {
    const points = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
    return at ? points.slice(1) : points;
  });
  const areas = topology.objects.areas.geometries.map((geometry) => ({
    id: String(geometry.id ?? geometry.properties?.id), name: geometry.properties?.name ?? "",
    polygons: ((geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs) ?? []).map((polygon) => polygon.map(join)),
    used: (geometry.arcs ?? []).flat(Infinity).map((index) => (index < 0 ? ~index : index)),
  }));
  const times = new Map();
  for (const area of areas) for (const index of area.used) times.set(index, (times.get(index) ?? 0) + 1);
  return { areas, edge: arcs.filter((_, index) => times.get(index) === 1) };
}

function projected({ areas, edge }) {
  const points = areas.flatMap((area) => area.polygons.flat(2));
  const [west, east] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const [south, north] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  const squeeze = Math.cos(((south + north) / 2) * Math.PI / 180);
  const size = 1000 / Math.max((east - west) * squeeze, north - south, 1e-9);
  const put = ([lon, lat]) => [(lon - west) * squeeze * size, (north - lat) * size];
  return {
    width: Math.max(1, (east - west) * squeeze * size), height: Math.max(1, (north - south) * size),
    areas: areas.map((area) => {
      const polygons = area.polygons.map((polygon) => polygon.map((ring) => ring.map(put)));
      return { id: area.id, name: area.name, d: polygons.flat().map(path).join(""), spot: spot(polygons) };
    }),
    edge: edge.map((line) => path(line.map(put), false)).join(""),
  };
}

const path = (points, close = true) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${close === false ? "" : "Z"}`;

/* The point farthest from the edges of the largest ring, and how wide the area is there. */
function spot(polygons) {
  const rings = polygons.map((polygon) => polygon[0]).filter((ring) => ring?.length > 3);
  if (!rings.length) return null;
  const span = (ring, axis) => [Math.min(...ring.map((p) => p[axis])), Math.max(...ring.map((p) => p[axis]))];
  const size = (ring) => { const [a, b] = span(ring, 0), [c, d] = span(ring, 1); return (b - a) * (d - c); };
  const ring = rings.reduce((best, next) => (size(next) > size(best) ? next : best));
  const [x0, x1] = span(ring, 0), [y0, y1] = span(ring, 1);
  let best = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, away: -1 };
  for (let i = 1; i < 24; i++) for (let j = 1; j < 24; j++) {
    const x = x0 + ((x1 - x0) * i) / 24, y = y0 + ((y1 - y0) * j) / 24;
    if (!crossings(ring, y).some(([a, b]) => a < x && x < b)) continue;
    const away = Math.min(...ring.map((p, k) => distance(x, y, p, ring[(k + 1) % ring.length])));
    if (away > best.away) best = { x, y, away };
  }
  const line = crossings(ring, best.y).find(([a, b]) => a <= best.x && best.x <= b) ?? [best.x, best.x];
  return { x: best.x, y: best.y, away: best.away, room: 2 * Math.min(best.x - line[0], line[1] - best.x) };
}

function crossings(ring, y) {
  const at = [];
  ring.forEach(([x1, y1], k) => {
    const [x2, y2] = ring[(k + 1) % ring.length];
    if ((y1 > y) !== (y2 > y)) at.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  });
  at.sort((a, b) => a - b);
  return at.flatMap((x, k) => (k % 2 ? [] : [[x, at[k + 1] ?? x]]));
}

function distance(x, y, [x1, y1], [x2, y2]) {
  const dx = x2 - x1, dy = y2 - y1, length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length)) : 0;
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

function shapes(address) {
  if (!drawn.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`shapes: ${answer.status}`);
      return answer.json();
    }).then((topology) => projected(ringsOf(topology)));
    asked.catch(() => drawn.delete(address));
    drawn.set(address, asked);
  }
  return drawn.get(address);
}

/* --- textures ----------------------------------------------------------------------------------------------------- */

function textures() {
  const defs = make("svg:defs");
  const pattern = (id, width, height, turn) => {
    const node = make("svg:pattern", { id, width, height, patternUnits: "userSpaceOnUse", patternTransform: turn });
    node.append(make("svg:rect", { width, height, style: "fill:var(--paper)" }));
    defs.append(node);
    return node;
  };
  pattern("suppressed", 6.5, 6.5, "rotate(45)").append(make("svg:path", { d: "M0 0V6.5", style: "stroke:var(--line);stroke-width:2.4" }));
  pattern("not_reported", 6, 6).append(make("svg:circle", { cx: 3, cy: 3, r: 1.15, style: "fill:var(--line)" }));
  pattern("too_uncertain", 8, 7).append(make("svg:path", { d: "M0 3.5q2 -3 4 0t4 0", style: "fill:none;stroke:var(--line);stroke-width:1.3" }));
  return defs;
}

const fill = (row) => {
  if (row && row.klass !== null) return `var(--s${row.klass + 1})`;
  if (row && ["suppressed", "not_reported", "too_uncertain"].includes(row.status)) return `url(#${row.status})`;
  return "var(--paper)";
};

function swatch(status) {
  const svg = make("svg:svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  svg.append(textures());
  if (status === "yours") {
    svg.append(make("svg:rect", { x: 2.5, y: 2.5, width: 11, height: 11, style: "fill:none;stroke:var(--ink);stroke-width:5" }));
    svg.append(make("svg:rect", { x: 2.5, y: 2.5, width: 11, height: 11, style: "fill:none;stroke:var(--beam);stroke-width:2.4" }));
  } else {
    const dash = status === "not_available" ? ";stroke-dasharray:3 2" : "";
    svg.append(make("svg:rect", { x: 1, y: 1, width: 14, height: 14, style: `fill:${fill({ klass: null, status })};stroke:var(--line);stroke-width:1.2${dash}` }));
    if (status === "range") svg.append(make("svg:path", { d: "M3 5V11M3 8H13M13 5V11", style: "fill:none;stroke:var(--line);stroke-width:1.6" }));
  }
  return svg;
}

/* --- the map ------------------------------------------------------------------------------------------------------ */

function drawMap(view, geometry) {
  const { data, rows } = view;
  const wide = view.width > 520 ? WIDE : PHONE, scale = wide / geometry.width, margin = 6;
  const height = geometry.height * scale;
  const svg = make("svg:svg", { role: "group", "aria-label": data.words.map });
  const box = { x: -margin, y: -margin, width: wide + 2 * margin, height: height + 2 * margin };
  svg.append(textures());
  const layer = make("svg:g", { transform: `scale(${scale})` });
  svg.append(layer);
  const stroke = 1 / scale;
  for (const area of geometry.areas) {
    const row = rows.get(area.id);
    const node = make("svg:path", { d: area.d, class: "area", tabindex: 0, role: "button", "data-id": area.id,
      "aria-label": `${row?.name ?? area.name}, ${row?.said ?? data.words.nothing}`,
      style: `fill:${fill(row)};stroke-width:${1.6 * stroke}` });
    if (row && row.klass === null || !row) node.style.stroke = "var(--paper)";
    layer.append(node);
    if (!row || row.status === "not_available") layer.append(make("svg:path", { d: area.d, class: "over", style: `stroke:var(--line);stroke-width:${1.2 * stroke};stroke-dasharray:${4 * stroke} ${3 * stroke}` }));
  }
  layer.append(make("svg:path", { d: geometry.edge, class: "over", style: `stroke:var(--line);stroke-width:${1.4 * stroke}` }));
  const ring = make("svg:path", { class: "over", style: `stroke:var(--ink);stroke-width:${3 * stroke}` });
  const under = make("svg:path", { class: "over", style: `stroke:var(--ink);stroke-width:${5.5 * stroke}` });
  const over = make("svg:path", { class: "over", style: `stroke:var(--beam);stroke-width:${2.6 * stroke}` });
  layer.append(ring, under, over);
  if (geometry.areas.length <= LABELS_AT_MOST) for (const area of geometry.areas) label(svg, area, rows.get(area.id), scale, wide);
  return Object.assign(view, { svg, box, whole: { ...box }, ring, under, over, scale, geometry });
}

function label(svg, area, row, scale, wide) {
  if (!area.spot || !row) return;
  const x = area.spot.x * scale, y = area.spot.y * scale, room = area.spot.room * scale, tall = area.spot.away * scale * 2;
  const shown = row.klass !== null;
  const paint = `fill:var(--${shown ? `on-s${row.klass + 1}` : "ink"});stroke:var(--${shown ? `s${row.klass + 1}` : "paper"})`;
  const value = shown || row.status === "range" ? row.label : "";
  const lines = wide === WIDE ? folded(row.name).filter(Boolean) : [];
  const longest = Math.max(0, ...lines.map((line) => line.length * 5.7)), near = Math.max(room, tall);
  const fits = lines.length && longest <= near * 1.25 && tall > 9.5 * lines.length;
  const texts = fits ? lines.map((line) => [line, longest > near ? 10.2 : 11.5, 400]) : [];
  if (value && value.length * 6.5 <= near * 1.2) texts.push([value, wide === WIDE ? 13 : 11.5, 700]);
  const top = y - ((texts.length - 1) * 12.6) / 2 + 4.2;
  texts.forEach(([words, size, weight], k) => svg.append(
    make("svg:text", { x: x.toFixed(1), y: (top + k * 12.8).toFixed(1), "aria-hidden": "true", style: `font-size:${size}px;font-weight:${weight};${paint}` }, words)));
}

function folded(name) {
  const words = name.split(" ");
  if (name.length < 11 || words.length < 2) return [name];
  let cut = 1;
  const longest = (k) => Math.max(words.slice(0, k).join(" ").length, words.slice(k).join(" ").length);
  for (let k = 2; k < words.length; k++) if (longest(k) < longest(cut)) cut = k;
  return [words.slice(0, cut).join(" "), words.slice(cut).join(" ")];
}

function zoomTo(view, times) {
  const { whole, box, svg } = view;
  const chosen = view.geometry.areas.find((area) => area.id === view.selected)?.spot;
  const near = box.width < whole.width - 1;
  const cx = near || !chosen ? box.x + box.width / 2 : chosen.x * view.scale, cy = near || !chosen ? box.y + box.height / 2 : chosen.y * view.scale;
  const width = Math.max(whole.width / 8, Math.min(whole.width, box.width / times));
  moveTo(view, { width, height: (width * whole.height) / whole.width, x: cx - width / 2, y: cy - (width * whole.height) / whole.width / 2 });
  svg.classList.toggle("near", view.box.width < whole.width - 1);
}

function moveTo(view, box) {
  const { whole } = view;
  box.x = Math.max(whole.x, Math.min(whole.x + whole.width - box.width, box.x));
  box.y = Math.max(whole.y, Math.min(whole.y + whole.height - box.height, box.y));
  view.box = box;
  view.svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].map((n) => n.toFixed(1)).join(" "));
}

/* A mouse may drag a map that is near; a finger scrolls the page. Every dragged place can be reached by the buttons and the list. */
function dragging(view) {
  let from = null;
  view.svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && view.box.width < view.whole.width - 1) from = { x: event.clientX, y: event.clientY, box: view.box };
  });
  view.svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const ratio = view.box.width / view.svg.clientWidth;
    moveTo(view, { ...from.box, x: from.box.x - (event.clientX - from.x) * ratio, y: from.box.y - (event.clientY - from.y) * ratio });
  });
  for (const name of ["pointerup", "pointerleave"]) view.svg.addEventListener(name, () => { from = null; });
}

function listen(view) {
  const { svg } = view;
  const point = (event) => {
    const id = event.target.dataset?.id;
    const area = id && view.geometry.areas.find((each) => each.id === id);
    view.ring.setAttribute("d", area ? area.d : "");
    return area;
  };
  svg.addEventListener("pointerover", point);
  svg.addEventListener("pointerout", () => view.ring.setAttribute("d", ""));
  svg.addEventListener("focusin", (event) => {
    const area = point(event);
    if (area?.spot && view.box.width < view.whole.width - 1)
      moveTo(view, { ...view.box, x: area.spot.x * view.scale - view.box.width / 2, y: area.spot.y * view.scale - view.box.height / 2 });
  });
  svg.addEventListener("focusout", () => view.ring.setAttribute("d", ""));
  svg.addEventListener("click", (event) => event.target.dataset?.id && view.choose(event.target.dataset.id));
  svg.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (event.target.dataset?.id) { event.preventDefault(); view.choose(event.target.dataset.id); }
  });
  dragging(view);
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

function drawList(view) {
  const { data } = view, [first, last] = data.axis.range, share = (v) => `${Math.max(0, Math.min(100, (100 * (v - first)) / (last - first)))}%`;
  const part = make("div", { id: "list" });
  part.append(make("h3", {}, data.words.list), make("p", { class: "small" }, data.words.reading));
  if (data.reference) {
    const head = make("div", { class: "head", "aria-hidden": "true" }), plot = make("span", { class: "plot" });
    const at = Math.max(18, Math.min(76, parseFloat(share(data.reference.value))));
    plot.append(make("b", { style: `left:${at}%` }, data.reference.label));
    head.append(make("span"), make("span"), plot, make("span"));
    part.append(head);
  }
  const list = make("ul", { class: "rows", "aria-label": data.words.list });
  for (const row of view.rows.values()) {
    const item = make("li"), button = make("button", { class: "row", type: "button", "data-id": row.id, tabindex: -1, "aria-label": `${row.name}, ${row.said}` });
    button.append(make("span", { class: "bar" }), make("span", { class: "name" }, row.name), plotOf(row, data, share), numberOf(row));
    item.append(button);
    list.append(item);
  }
  part.append(list, axisOf(data, share));
  list.addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) view.choose(button.dataset.id); });
  list.addEventListener("keydown", (event) => arrows(event, list));
  return Object.assign(view, { list, part });
}

function plotOf(row, data, share) {
  const plot = make("span", { class: "plot", "aria-hidden": "true" });
  if (data.reference) {
    const { low, high, value } = data.reference;
    if (low !== null && high !== null) plot.append(make("span", { class: "band", style: `left:${share(low)};width:calc(${share(high)} - ${share(low)})` }));
    plot.append(make("span", { class: "ref", style: `left:${share(value)}` }));
  }
  if (row.value === null && row.status !== "range") {
    const word = make("span", { class: "word" });
    word.append(swatch(row.status), row.label);
    plot.append(word);
  }
  if (row.low !== null && row.high !== null) {
    const kind = row.status === "range" ? "hair range" : "hair";
    plot.append(make("span", { class: kind, style: `left:${share(row.low)};width:calc(${share(row.high)} - ${share(row.low)})` }));
  }
  if (row.value !== null) plot.append(make("span", { class: row.sure ? "dot sure" : "dot", style: `left:${share(row.value)}` }));
  return plot;
}

function numberOf(row) {
  const number = make("span", { class: "num" });
  if (row.value === null && row.status !== "range") return number;
  number.append(make("b", {}, row.label));
  if (row.margin) number.append(" ", make("span", {}, row.margin));
  return number;
}

function axisOf(data, share) {
  const axis = make("div", { class: "axis", "aria-hidden": "true" }), plot = make("span", { class: "plot" });
  for (const [at, words] of data.axis.ticks) plot.append(make("span", { style: `left:${share(at)}` }, words));
  axis.append(make("span"), make("span"), plot, make("span"));
  return axis;
}

function arrows(event, list) {
  const buttons = [...list.querySelectorAll("button")], at = buttons.indexOf(event.target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const target = buttons[Math.max(0, Math.min(buttons.length - 1, next))];
  buttons.forEach((button) => { button.tabIndex = button === target ? 0 : -1; });
  target.focus();
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

function legend(data) {
  const part = make("div"), classes = make("ol", { class: "classes", "aria-label": data.words.legend }), marks = make("ul", { class: "marks" });
  data.classes.forEach((words, k) => {
    const item = make("li");
    item.append(make("i", { style: `background:var(--s${k + 1})` }), words);
    classes.append(item);
  });
  for (const [status, words] of data.marks) {
    const item = make("li");
    item.append(swatch(status), words);
    marks.append(item);
  }
  if (data.classes.length) part.append(classes);
  part.append(marks);
  return part;
}

function show(view) {
  const chosen = view.geometry?.areas.find((area) => area.id === view.selected);
  for (const line of [view.under, view.over]) line?.setAttribute("d", chosen?.d ?? "");
  view.svg?.querySelectorAll(".area").forEach((node) => node.setAttribute("aria-pressed", node.dataset.id === view.selected));
  const buttons = [...(view.list?.querySelectorAll("button") ?? [])];
  buttons.forEach((button) => { button.setAttribute("aria-pressed", button.dataset.id === view.selected); button.tabIndex = -1; });
  const first = buttons.find((button) => button.dataset.id === view.selected) ?? buttons[0];
  if (first) first.tabIndex = 0;
}

function mapPart(view, geometry) {
  const { data } = view, part = make("div");
  drawMap(view, geometry);
  moveTo(view, view.box);
  listen(view);
  if (data.compact) { part.append(view.svg, legend(data)); return part; }
  const skip = make("a", { class: "skip", href: "#list" }, data.words.skip);
  skip.onclick = (event) => { event.preventDefault(); view.list.querySelector("[tabindex='0']")?.focus(); };
  const zoom = make("div", { class: "zoom" });
  for (const [sign, words, act] of [["+", data.words.nearer, () => zoomTo(view, 1.6)], ["−", data.words.farther, () => zoomTo(view, 1 / 1.6)]]) {
    const button = make("button", { type: "button", "aria-label": words }, sign);
    button.onclick = act;
    zoom.append(button);
  }
  part.append(skip, view.svg, zoom, legend(data));
  return part;
}

/* Where a place lies: its neighbors in panel grey, itself in amber with an ink edge. Nothing to press, no values. */
function drawLocator({ data, holder, selected }, geometry) {
  if (!geometry) { holder.replaceChildren(); return; }
  const scale = PHONE / geometry.width, svg = make("svg:svg", { role: "img", "aria-label": data.words.map, class: "locator",
    viewBox: `-4 -4 ${PHONE + 8} ${(geometry.height * scale + 8).toFixed(0)}` });
  const layer = make("svg:g", { transform: `scale(${scale})` });
  const line = (d, style) => layer.append(make("svg:path", { d, style: `${style};stroke-linejoin:round` }));
  for (const area of geometry.areas) line(area.d, `fill:var(--panel);stroke:var(--line);stroke-width:${0.9 / scale}`);
  const own = geometry.areas.find((area) => area.id === selected);
  if (own) line(own.d, `fill:var(--beam);stroke:var(--ink);stroke-width:${2.2 / scale}`);
  svg.append(layer);
  holder.replaceChildren(svg);
}

function draw(state, geometry) {
  const { data, holder } = state;
  if (data.locator) return drawLocator(state, geometry);
  const focused = holder.getRootNode().activeElement, back = focused?.dataset?.id, where = focused?.closest?.("svg") ? "svg" : "ul";
  const view = state;
  Object.assign(view, { svg: null, list: null, geometry: null, width: holder.clientWidth || WIDE,
    rows: new Map(data.rows.map(([id, name, klass, text, status, value, low, high, margin, sure, said]) =>
      [id, { id, name, klass, label: text, status, value, low, high, margin, sure, said }])) });
  const pair = make("div", { class: geometry && !data.compact ? "pair both" : "pair" });
  if (geometry) pair.append(mapPart(view, geometry));
  if (!data.compact) pair.append(drawList(view).part);
  holder.replaceChildren(pair);
  view.drawnAt = view.width > 520;
  show(view);
  if (back) holder.querySelector(`${where} [data-id="${CSS.escape(back)}"]`)?.focus({ preventScroll: true });
}

function mount(root) {
  const holder = make("div", { class: "fl" }), said = make("p", { class: "said", role: "status" }), state = { holder, said };
  root.append(make("style", {}, STYLE), holder, said);
  state.choose = (id) => {
    if (!state.rows.has(id)) return;
    state.selected = id;
    show(state);
    const row = state.rows.get(id);
    said.textContent = `${state.data.words.chosen} ${row.name}, ${row.said}`;
    state.send("chosen", id);
  };
  state.watch = new ResizeObserver(() => {
    const wide = holder.clientWidth > 520;
    if (state.data && holder.clientWidth && wide !== state.drawnAt) draw(state, state.shapes);
  });
  state.watch.observe(holder);
  kept.set(root, state);
  return state;
}

export default async function ({ data, parentElement, setTriggerValue }) {
  const state = kept.get(parentElement) ?? mount(parentElement);
  Object.assign(state, { data, selected: data.selected, send: setTriggerValue });
  state.holder.lang = state.said.lang = data.lang;
  state.holder.setAttribute("aria-busy", "true");
  try {
    state.shapes = data.shapes ? await shapes(data.shapes) : null;
    if (state.data === data) draw(state, state.shapes);
  } catch {
    state.shapes = null;
    draw(state, null);
    state.holder.append(make("p", { class: "hint" }, data.words.failed));
  }
  state.holder.removeAttribute("aria-busy");
}
