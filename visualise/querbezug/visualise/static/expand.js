// Widens a neighbourhood: asks for more around a node and adds it to picture, legend and tables.
'use strict';

import { element, fill, kindOf, link, localised } from './text.js';

const BUDGET = 12;
const MOST_KNOWN = 150;

export function createExpander(data, picture, panel) {
  const done = new Set();

  async function expand(id) {
    if (!data.expand || !picture.known.has(id)) return;
    panel.say(data.strings.expanding);
    let found;
    try {
      const separator = data.expand.includes('?') ? '&' : '?';
      const { more } = picture.known.get(id);
      const query = new URLSearchParams({ iri: more ? more.iri : id, budget: String(BUDGET), lang: data.lang });
      if (more) query.set('kind', more.kind);
      // What is shown already need not come again, so that all that comes is new.
      [...picture.known.values()].filter((node) => !node.more && (!more || node.legend === more.kind))
        .slice(0, MOST_KNOWN).forEach((node) => query.append('without', node.id));
      const answer = await fetch(`${data.expand}${separator}${query}`, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(String(answer.status));
      found = await answer.json();
    } catch {
      panel.say(data.strings.expand_failed);
      return;
    }
    done.add(id);
    addLegend(found.nodes);
    const added = picture.add(found.nodes, found.edges, id);
    const crowd = picture.known.get(id);
    if (crowd.more) picture.recount(id, found.near[crowd.more.kind] || 0);
    addRows(added);
    if (picture.chosen() && picture.chosen().node === id) panel.show({ node: id });
    else picture.select(id);
    panel.say(outcome(id, added.nodes.length));
  }

  function outcome(id, count) {
    const { strings } = data;
    const node = picture.known.get(id);
    const fresh = count ? fill(strings.added, { n: count }) : '';
    if (node.more) return `${fresh} ${node.degree ? '' : strings.all_shown}`.trim();
    const shown = [...picture.ties.values()].filter((tie) => tie.from === id || tie.to === id)
      .reduce((sum, tie) => sum + (tie.words || []).length, 0);
    const left = Math.max(0, node.degree - shown);
    const second = left ? fill(strings.more_remaining, { n: left }) : strings.all_shown;
    return `${fresh} ${second}`.trim();
  }

  // Keys for every kind wait in a template of the page.
  function addLegend(nodes) {
    const legend = document.getElementById('legend');
    const spare = document.getElementById('spare-keys').content;
    const have = new Set([...legend.querySelectorAll('button.key')].map((key) => key.dataset.key));
    const missing = new Set(nodes.map((node) => node.legend).filter((key) => !have.has(key)));
    missing.forEach((key) => {
      const button = spare.querySelector(`[data-key="${CSS.escape(key)}"]`);
      const last = [...legend.querySelectorAll('button.key')].pop();
      if (button) last.closest('li').after(button.closest('li').cloneNode(true));
    });
  }

  function addRows({ nodes, edges }) {
    const tables = document.querySelectorAll('#tables tbody');
    const name = (id) => cell(picture.known.get(id).name, picture.known.get(id).href);
    nodes.forEach((node) => tables[0].append(row(name(node.id), cell(kindOf(node)), cell(String(node.degree)))));
    edges.forEach((edge) => edge.words.forEach((word) => {
      const middle = cell(word.label);
      if (word.inferred) middle.append(' ', element('span', data.strings.inferred, 'tag'));
      tables[1].append(row(name(word.from), middle, name(word.to)));
    }));
  }

  function cell(text, href) {
    const made = element('td', href ? '' : text);
    if (href) made.append(link(text, localised(href, data.carry)));
    return made;
  }

  function row(...cells) {
    const made = element('tr');
    made.append(...cells);
    return made;
  }

  return { expand, done };
}
