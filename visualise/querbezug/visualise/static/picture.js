// The picture itself: a vis-network whose positions were computed on the server.
'use strict';

import { createBackdrop } from './backdrop.js';
import { placeAround } from './place.js';

const NARROW = 700;
const LARGEST_SCALE = 1.3;
const READABLE = 0.65;
const PALE = 'rgba(27,39,51,.28)';
const stacked = window.matchMedia('(max-width: 960px)');
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

export function createPicture(data, element) {
  const { vis } = window;
  const isNarrow = () => element.clientWidth < NARROW;
  const spot = (node) => (isNarrow() ? { x: node.px, y: node.py } : { x: node.x, y: node.y });
  const forVis = (node) => ({ ...node, ...spot(node), font: { ...node.font } });
  const forEdge = (edge) => ({ ...edge, color: { ...edge.color } });

  const known = new Map(data.nodes.map((node) => [node.id, node]));
  const ties = new Map(data.edges.map((edge) => [edge.id, edge]));
  let narrow = isNarrow();
  const nodes = new vis.DataSet(data.nodes.map(forVis));
  const edges = new vis.DataSet(data.edges.map(forEdge));
  const hidden = new Set();
  const shown = new vis.DataView(nodes, { filter: (node) => !hidden.has(node.legend) });
  const net = new vis.Network(element, { nodes: shown, edges }, data.options);
  const listeners = {};
  const expanded = { frame: null };
  let chosen = null;

  // vis makes its own element focusable; the picture around it already is.
  element.querySelectorAll('[tabindex]').forEach((inner) => inner.setAttribute('tabindex', '-1'));
  createBackdrop(net, data.discs, (id) => shown.get(id));

  const emit = (name, value) => (listeners[name] || []).forEach((listener) => listener(value));
  const animation = () => (calm.matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' });

  function frame() {
    if (expanded.frame) return expanded.frame;
    const [width, height] = narrow ? data.portrait : data.frame;
    return { x: 0, y: 0, width, height };
  }

  function fit(animated = false) {
    if (!element.clientWidth || !element.clientHeight) return; // hidden behind the table
    const { x, y, width, height } = frame();
    const stage = element.parentElement;
    // Above the panel instead of beside it, the picture takes just the height it needs.
    stage.style.height = stacked.matches ? `${Math.round((height * element.clientWidth) / width) + 24}px` : '';
    const room = [element.clientWidth / (width + 24), element.clientHeight / (height + 24)];
    net.setSize('100%', '100%');
    net.redraw();
    net.moveTo({
      position: { x: x + width / 2, y: y + height / 2 },
      scale: Math.min(...room, LARGEST_SCALE),
      animation: animated ? animation() : false,
    });
  }

  function relayout() {
    if (isNarrow() !== narrow && !expanded.frame) {
      narrow = isNarrow();
      nodes.update([...known.values()].map((node) => ({ id: node.id, ...spot(node) })));
    }
    fit();
  }

  function paint() {
    const near = new Set();
    const lit = new Set();
    if (chosen && chosen.node) {
      near.add(chosen.node);
      net.getConnectedNodes(chosen.node).forEach((id) => near.add(id));
      net.getConnectedEdges(chosen.node).forEach((id) => lit.add(id));
    } else if (chosen) {
      const tie = ties.get(chosen.edge);
      near.add(tie.from).add(tie.to);
      lit.add(tie.id);
    }
    nodes.update([...known.values()].map((node) => {
      const pale = chosen !== null && !near.has(node.id);
      return { id: node.id, opacity: pale ? 0.18 : 1, font: { ...node.font, color: pale ? PALE : '#1b2733' } };
    }));
    edges.update([...ties.values()].map((edge) => {
      const pale = chosen !== null && !lit.has(edge.id);
      return { id: edge.id, color: { ...edge.color, opacity: pale ? 0.07 : edge.color.opacity } };
    }));
  }

  function select(id, { focus = false } = {}) {
    if (!shown.get(id)) return false;
    chosen = { node: id };
    net.selectNodes([id], false);
    paint();
    // All is in sight at a readable size: then the picture stays where it is.
    if (focus && net.getScale() < READABLE) net.moveTo({ position: net.getPosition(id), scale: READABLE, animation: animation() });
    emit('select', chosen);
    return true;
  }

  function selectEdge(id) {
    if (!ties.has(id)) return;
    chosen = { edge: id };
    net.setSelection({ nodes: [], edges: [id] });
    paint();
    emit('select', chosen);
  }

  function clear() {
    if (!chosen) return;
    chosen = null;
    net.unselectAll();
    paint();
    emit('clear');
  }

  function setHidden(keys) {
    hidden.clear();
    keys.forEach((key) => hidden.add(key));
    shown.refresh();
    if (chosen && chosen.node && !shown.get(chosen.node)) clear();
  }

  function add(newNodes, newEdges, around) {
    const fresh = newNodes.filter((node) => !known.has(node.id));
    const positions = net.getPositions();
    const placed = placeAround(positions[around], fresh, positions, known);
    placed.forEach((node) => { known.set(node.id, node); nodes.add(forVis(node)); });
    const freshEdges = newEdges.filter((edge) => !ties.has(edge.id) && known.has(edge.from) && known.has(edge.to));
    freshEdges.forEach((edge) => { ties.set(edge.id, edge); edges.add(forEdge(edge)); });
    if (placed.length) widen();
    paint();
    emit('added', { nodes: placed, edges: freshEdges });
    return { nodes: placed, edges: freshEdges };
  }

  // A node that stands for many says how many are left.
  function recount(id, left) {
    const node = known.get(id);
    const written = left.toLocaleString(data.lang);
    const swap = (text) => text.replace(/[\d.,]+/, written);
    const fresh = { ...node, degree: left, name: swap(node.name), label: swap(node.label), title: swap(node.title) };
    known.set(id, fresh);
    nodes.update({ id, label: fresh.label, title: fresh.title, name: fresh.name, degree: left });
  }

  function widen() {
    const spots = Object.entries(net.getPositions());
    const boxes = spots.map(([id, at]) => ({ ...at, box: known.get(id).box || [60, 20, 50] }));
    const x = Math.min(...boxes.map((entry) => entry.x - entry.box[0]));
    const y = Math.min(...boxes.map((entry) => entry.y - entry.box[1]));
    const right = Math.max(...boxes.map((entry) => entry.x + entry.box[0]));
    const bottom = Math.max(...boxes.map((entry) => entry.y + entry.box[2]));
    expanded.frame = { x, y, width: right - x, height: bottom - y };
    fit(true);
  }

  net.on('click', (event) => {
    if (event.nodes.length) select(event.nodes[0]);
    else if (event.edges.length) selectEdge(event.edges[0]);
    else clear();
  });
  net.on('doubleClick', (event) => { if (event.nodes.length) emit('open', event.nodes[0]); });
  net.on('hoverNode', () => element.classList.add('pointing'));
  net.on('blurNode', () => element.classList.remove('pointing'));
  new ResizeObserver(() => window.requestAnimationFrame(relayout)).observe(element);
  // Text is measured with the font that is there; draw again once it is.
  if (document.fonts) document.fonts.ready.then(() => net.redraw());
  fit();

  return {
    net,
    known,
    ties,
    hidden,
    fit,
    select,
    selectEdge,
    clear,
    setHidden,
    add,
    recount,
    isShown: (id) => Boolean(shown.get(id)),
    shownNodes: () => shown.get().map((node) => known.get(node.id)),
    chosen: () => chosen,
    zoom: (factor) => net.moveTo({ scale: net.getScale() * factor, animation: animation() }),
    canvas: () => element.querySelector('canvas'),
    on: (name, listener) => { (listeners[name] ||= []).push(listener); },
  };
}
