// The SPARQL editor: runs a query without leaving the page and shows the result as a table.
'use strict';

import { element, fill, link } from './text.js';

const SHOWN = 500;
const FORMATS = {
  rows: [['CSV', 'text/csv', 'csv'], ['JSON', 'application/sparql-results+json', 'json']],
  graph: [['Turtle', 'text/turtle', 'ttl'], ['JSON-LD', 'application/ld+json', 'jsonld']],
};
const data = JSON.parse(document.getElementById('sparql-data').textContent);
const { strings } = data;
const form = document.getElementById('editor');
const query = document.getElementById('query');
const section = document.getElementById('result');
const body = document.getElementById('result-body');
const status = document.getElementById('result-status');
const downloads = document.getElementById('result-downloads');

document.getElementById('examples').addEventListener('click', (event) => {
  const chosen = event.target.closest('[data-example]');
  if (!chosen || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  query.value = data.examples[chosen.dataset.example];
  query.focus();
  run();
});
form.addEventListener('submit', (event) => { event.preventDefault(); run(); });
query.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});

async function ask(accept) {
  return fetch(data.endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sparql-query', Accept: accept },
    body: query.value,
  });
}

async function run() {
  section.hidden = false;
  if (section.getBoundingClientRect().top > window.innerHeight * 0.6) section.scrollIntoView();
  downloads.hidden = true;
  body.replaceChildren();
  status.textContent = strings.running;
  const address = new URL(window.location.href);
  address.searchParams.set('query', query.value);
  address.searchParams.delete('format');
  window.history.replaceState(null, '', address.href.length < 8000 ? address.href : address.pathname);
  const begun = performance.now();
  try {
    const answer = await ask('application/sparql-results+json, text/turtle;q=0.8');
    if (!answer.ok) { fail(await answer.text()); return; }
    const type = answer.headers.get('Content-Type') || '';
    if (type.includes('json')) showResult(await answer.json(), Math.round(performance.now() - begun));
    else showGraph(await answer.text());
  } catch {
    fail(strings.failed);
  }
}

function fail(message) {
  status.textContent = '';
  const box = element('pre', message, 'error');
  box.setAttribute('role', 'alert');
  body.replaceChildren(box);
  markLine(message);
}

// Points the cursor to the line the message names, so the error is where the eye is.
function markLine(message) {
  const found = /(?:line|Zeile|error at)\s*(\d+)/i.exec(message);
  if (!found) return;
  const lines = query.value.split('\n');
  const line = Math.min(Number(found[1]), lines.length);
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  query.focus();
  query.setSelectionRange(start, start + (lines[line - 1] || '').length);
}

function showResult(result, ms) {
  if (typeof result.boolean === 'boolean') {
    status.textContent = result.boolean ? strings.yes : strings.no;
    return;
  }
  const rows = result.results.bindings;
  const cut = rows.length > SHOWN ? ` ${fill(strings.rows_cut, { shown: SHOWN, n: rows.length })}` : '';
  status.textContent = rows.length ? fill(strings.rows, { n: rows.length, ms }) + cut : strings.no_rows;
  if (rows.length) body.replaceChildren(tableOf(result.head.vars, rows.slice(0, SHOWN)));
  offer(FORMATS.rows);
}

function showGraph(turtle) {
  status.textContent = '';
  const block = element('pre', turtle.slice(0, 200000), 'block');
  block.tabIndex = 0;
  body.replaceChildren(block);
  offer(FORMATS.graph);
}

function tableOf(names, rows) {
  const scroll = element('div', '', 'scroll');
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-labelledby', 'result-head');
  const table = element('table', '', 'grid');
  const head = element('tr');
  names.forEach((name) => {
    const cell = element('th', name);
    cell.scope = 'col';
    head.append(cell);
  });
  table.append(element('thead'), element('tbody'));
  table.tHead.append(head);
  rows.forEach((row) => {
    const line = element('tr');
    names.forEach((name) => line.append(cellOf(row[name])));
    table.tBodies[0].append(line);
  });
  scroll.append(table);
  return scroll;
}

function cellOf(term) {
  const cell = element('td');
  if (!term) return cell;
  if (term.type === 'uri') cell.append(link(short(term.value), pageOf(term.value), data.carry));
  else cell.textContent = term.value;
  if (term['xml:lang']) cell.lang = term['xml:lang'];
  return cell;
}

const pageOf = (iri) => (data.base && iri.startsWith(`${data.base}/id/`) ? `/doc/${iri.slice(data.base.length + 4)}` : iri);
const short = (iri) => (data.base && iri.startsWith(`${data.base}/id/`) ? iri.slice(data.base.length + 4) : iri);

function offer(formats) {
  downloads.replaceChildren(element('span', strings.download, 'note'), ...formats.map(([label, type, ending]) => {
    const button = element('button', label, 'button');
    button.type = 'button';
    button.addEventListener('click', () => fetchFile(type, ending));
    return button;
  }));
  downloads.hidden = false;
}

async function fetchFile(type, ending) {
  try {
    const answer = await ask(type);
    if (!answer.ok) { fail(await answer.text()); return; }
    const anchor = element('a');
    anchor.href = URL.createObjectURL(await answer.blob());
    anchor.download = `querbezug.${ending}`;
    anchor.click();
    window.setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  } catch {
    fail(strings.failed);
  }
}
