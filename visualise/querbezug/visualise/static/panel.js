// The panel beside the picture: what was chosen, in words and with links.
'use strict';

import { element, fill, link } from './text.js';

const LONGEST = 70;

// A comment is called by its words; in a sentence about it the first of them will do.
function shortened(name) {
  return name.length > LONGEST ? `${name.slice(0, LONGEST).replace(/\s+\S*$/, '')} …` : name;
}

export function createPanel(data, picture) {
  const section = document.getElementById('details');
  const aside = section.closest('.panel');
  const facts = document.getElementById('facts');
  const head = document.getElementById('details-head');
  const body = document.getElementById('details-body');
  const { strings, carry } = data;
  const panel = { onExpand: null, show, clear, say, reveal };
  let message = null;

  function show(choice) {
    const thing = choice.node ? picture.known.get(choice.node) : picture.ties.get(choice.edge);
    const details = choice.node ? thing.details : thing.details || wordsOf(thing);
    head.textContent = details.title || thing.name || '';
    const parts = [element('p', details.kind, 'details-kind')];
    (details.lines || []).forEach((line) => parts.push(element('p', line)));
    parts.push(actions(details, thing));
    message = element('p', '', 'note');
    parts.push(message);
    (details.sections || []).forEach((entry) => parts.push(...sectionOf(entry)));
    if (details.links) parts.push(...sectionsOfLinks(thing));
    if (!choice.node) parts.push(grounds(thing));
    body.replaceChildren(...parts);
    facts.hidden = true;
    section.hidden = false;
    aside.scrollTop = 0;
    // On narrow screens the panel lies below the picture: let the reader see that it spoke.
    if (aside.offsetTop > window.innerHeight / 2) section.scrollIntoView({ block: 'nearest' });
  }

  // Links that were found in texts say on what they rest; those that a source states have nothing to add.
  function grounds(tie) {
    const place = element('div', '', 'grounds');
    const query = new URLSearchParams({ a: tie.from, b: tie.to, lang: data.lang });
    fetch(`/api/why?${query}`)
      .then((answer) => (answer.ok ? answer.json() : { items: [] }))
      .then(({ items }) => {
        if (!items.length) return;
        const list = element('ul', '', 'why-list');
        items.forEach((item) => list.append(groundOf(item)));
        place.replaceChildren(element('h3', strings.why), list);
      })
      .catch(() => {});
    return place;
  }

  function groundOf(item) {
    const row = element('li', '', 'why-box');
    const words = element('p', item.before, 'why-words');
    words.lang = 'de';
    words.append(element('mark', item.quote), item.after);
    row.append(element('p', item.says, 'why-says'), words);
    if (item.cues.length) {
      const cues = element('ul', '', 'why-cues');
      item.cues.forEach((cue) => cues.append(element('li', cue)));
      row.append(cues);
    } else row.append(element('p', item.rule));
    row.append(element('p', item.summary, 'detail-note'));
    const decide = element('p', '', 'actions');
    const anchor = link(strings.decide, item.decide, carry);
    anchor.classList.add('button');
    decide.append(anchor, ' ', link(strings.open_text, item.unit, carry));
    row.append(decide);
    return row;
  }

  function clear() {
    section.hidden = true;
    facts.hidden = false;
    body.replaceChildren();
  }

  function say(text) {
    if (message) message.textContent = text;
  }

  function reveal() {
    section.focus({ preventScroll: false });
  }

  function wordsOf(tie) {
    const name = (id) => shortened(picture.known.get(id).name);
    return {
      title: `${name(tie.from)} – ${name(tie.to)}`,
      lines: [],
      sections: [{
        heading: strings.links,
        items: tie.words.map((word) => ({ text: `${name(word.from)} – ${word.label} – ${name(word.to)}`, inferred: word.inferred })),
      }],
    };
  }

  function actions(details, thing) {
    const row = element('div', '', 'actions');
    if (details.expand && data.expand) {
      const button = element('button', strings.expand, 'button');
      button.type = 'button';
      button.addEventListener('click', () => panel.onExpand(thing.id));
      row.append(button);
    }
    (details.actions || []).filter((action) => action.href).forEach((action) => {
      const anchor = link(action.label, action.href, carry);
      anchor.classList.add('button');
      row.append(anchor);
    });
    return row;
  }

  function sectionOf(entry) {
    const heading = element('h3', entry.heading);
    if (!entry.items.length) return entry.empty ? [heading, element('p', entry.empty)] : [];
    const list = element(entry.ordered ? 'ol' : 'ul');
    entry.items.forEach((item) => list.append(itemOf(item)));
    return entry.more ? [heading, list, element('p', entry.more, 'note')] : [heading, list];
  }

  function itemOf(item) {
    const row = element('li');
    row.append(item.node ? pick(item.node, item.text) : link(item.text, item.href, carry));
    if (item.inferred) row.append(' ', element('span', strings.inferred, 'tag'));
    if (item.note) row.append(element('span', item.note, 'detail-note'));
    (item.lines || []).forEach((line) => row.append(element('span', `· ${line}`, 'detail-lines')));
    if (item.sources && item.sources.length) {
      const small = element('span', `${strings.source}: `, 'detail-note');
      item.sources.forEach((source, place) => {
        if (place) small.append(', ');
        small.append(link(source.label, source.href, carry));
      });
      row.append(small);
    }
    if (item.link) {
      const small = element('span', '', 'detail-note');
      small.append(link(item.link.label, item.link.href, carry));
      row.append(small);
    }
    return row;
  }

  function pick(id, label) {
    const button = element('button', label, 'as-link');
    button.type = 'button';
    button.title = fill(strings.select, { name: label });
    button.addEventListener('click', () => { picture.select(id, { focus: true }); reveal(); });
    return button;
  }

  function sectionsOfLinks(node) {
    const groups = new Map();
    for (const tie of picture.ties.values()) {
      if (tie.from !== node.id && tie.to !== node.id) continue;
      for (const word of tie.words || []) {
        const outgoing = word.from === node.id;
        const key = `${outgoing ? '→' : '←'} ${word.label}`;
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push({ other: outgoing ? word.to : word.from, inferred: word.inferred });
      }
    }
    return [...groups].flatMap(([heading, entries]) => sectionOf({
      heading,
      items: entries.map((entry) => ({
        text: picture.known.get(entry.other).name,
        node: entry.other,
        inferred: entry.inferred,
        note: picture.known.get(entry.other).details.kind,
      })),
    }));
  }

  document.getElementById('details-close').addEventListener('click', () => {
    picture.clear();
    document.getElementById('picture').focus();
  });
  return panel;
}
