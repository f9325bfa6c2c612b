// What a reader can do: legend, search with suggestions, keyboard, zoom, table.
'use strict';

import { element, kindOf } from './text.js';

const SUGGESTIONS = 9;
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export function setUpControls(data, picture, panel, body) {
  const controls = { onChange: () => {}, refresh, hideKinds, showTable, isTable: () => body.classList.contains('show-table') };
  const legend = document.getElementById('legend');

  function keys() {
    return [...legend.querySelectorAll('button.key')];
  }

  function hideKinds(names) {
    keys().forEach((key) => key.setAttribute('aria-pressed', String(!names.includes(key.dataset.key))));
    picture.setHidden(names);
  }

  legend.addEventListener('click', (event) => {
    const key = event.target.closest('button.key');
    if (!key) return;
    key.setAttribute('aria-pressed', String(key.getAttribute('aria-pressed') === 'false'));
    picture.setHidden(keys().filter((entry) => entry.getAttribute('aria-pressed') === 'false').map((entry) => entry.dataset.key));
    controls.onChange();
  });

  function refresh() {
    const counts = new Map();
    picture.known.forEach((node) => counts.set(node.legend, (counts.get(node.legend) || 0) + 1));
    keys().forEach((key) => { key.querySelector('b').textContent = String(counts.get(key.dataset.key) || 0); });
  }

  function showTable(on) {
    body.classList.toggle('show-table', on);
    document.getElementById('table-toggle').setAttribute('aria-pressed', String(on));
    if (!on) picture.fit();
  }

  document.getElementById('table-toggle').addEventListener('click', () => {
    showTable(!controls.isTable());
    controls.onChange();
  });
  document.getElementById('zoom-in').addEventListener('click', () => picture.zoom(1.3));
  document.getElementById('zoom-out').addEventListener('click', () => picture.zoom(1 / 1.3));
  document.getElementById('zoom-fit').addEventListener('click', () => picture.fit(true));
  setUpKeyboard(data, picture, panel);
  setUpSearch(data, picture, panel);
  return controls;
}

function setUpKeyboard(data, picture, panel) {
  const stage = document.getElementById('picture');
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && picture.chosen()) {
      const inside = document.getElementById('details').contains(document.activeElement);
      picture.clear();
      if (inside) stage.focus();
    }
  });
  stage.addEventListener('keydown', (event) => {
    const chosen = picture.chosen();
    const acts = {
      Home: () => first(),
      Enter: () => (chosen ? panel.reveal() : first()),
      '+': () => picture.zoom(1.3),
      '-': () => picture.zoom(1 / 1.3),
      0: () => picture.fit(true),
    };
    const act = DIRECTIONS[event.key] ? () => step(DIRECTIONS[event.key]) : acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });

  function first() {
    const start = data.center && picture.isShown(data.center) ? data.center : (picture.shownNodes()[0] || {}).id;
    if (start) picture.select(start);
  }

  // The nearest node in the direction of the arrow; what lies off the axis counts double.
  function step([dx, dy]) {
    const chosen = picture.chosen();
    if (!chosen || !chosen.node) { first(); return; }
    const spots = picture.net.getPositions();
    const here = spots[chosen.node];
    let best = null;
    picture.shownNodes().forEach((node) => {
      const ahead = (spots[node.id].x - here.x) * dx + (spots[node.id].y - here.y) * dy;
      const aside = Math.abs((spots[node.id].x - here.x) * dy) + Math.abs((spots[node.id].y - here.y) * dx);
      if (ahead <= 1 || node.id === chosen.node) return;
      const cost = ahead + 2 * aside;
      if (!best || cost < best.cost) best = { id: node.id, cost };
    });
    if (best) picture.select(best.id);
  }
}

function setUpSearch(data, picture, panel) {
  const form = document.getElementById('search');
  const field = document.getElementById('search-field');
  const list = document.getElementById('suggestions');
  let found = [];
  let active = -1;

  const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  }

  function suggest() {
    const wanted = plain(field.value.trim());
    if (!wanted) { close(); return; }
    const rank = (node) => (plain(node.name).startsWith(wanted) ? 0 : 1);
    found = [...picture.known.values()].filter((node) => plain(node.name).includes(wanted))
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, data.lang)).slice(0, SUGGESTIONS);
    list.replaceChildren(...(found.length ? found.map(optionOf) : [nothing()]));
    active = -1;
    list.hidden = false;
    field.setAttribute('aria-expanded', 'true');
  }

  function nothing() {
    const option = element('li', data.strings.not_found);
    option.setAttribute('role', 'option');
    option.setAttribute('aria-disabled', 'true');
    return option;
  }

  function optionOf(node, place) {
    const option = element('li');
    option.id = `suggestion-${place}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.append(element('span', node.name), element('small', kindOf(node)));
    option.addEventListener('mousedown', (event) => { event.preventDefault(); choose(node); });
    return option;
  }

  function choose(node) {
    field.value = node.name;
    close();
    if (!picture.isShown(node.id)) document.querySelector(`button.key[aria-pressed="false"][data-key="${CSS.escape(node.legend)}"]`)?.click();
    if (picture.select(node.id, { focus: true })) panel.reveal();
  }

  function mark(place) {
    active = (place + found.length) % found.length;
    [...list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === active)));
    field.setAttribute('aria-activedescendant', `suggestion-${active}`);
    list.children[active].scrollIntoView({ block: 'nearest' });
  }

  field.addEventListener('input', suggest);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { close(); event.stopPropagation(); }
    if (list.hidden || !found.length) return;
    if (event.key === 'ArrowDown') { event.preventDefault(); mark(active + 1); }
    if (event.key === 'ArrowUp') { event.preventDefault(); mark(active < 0 ? -1 : active - 1); }
  });
  // What is not in the picture is looked for in the whole graph: then the form goes its way.
  form.addEventListener('submit', (event) => {
    if (!found.length || !field.value.trim()) return;
    event.preventDefault();
    choose(found[Math.max(active, 0)]);
  });
}
