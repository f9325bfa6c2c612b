// Reviewing without a mouse: one key for each answer, and hits while one types. All of it works without this file, too.
'use strict';

import { element } from './text.js';

const REMEMBERED = 'querbezug-tasten';
const KEYS = { a: 'a', x: 'x', k: 'k', u: 'u', ArrowRight: '→' };
const keys = document.getElementById('keys');

if (keys) {
  keys.checked = localStorage.getItem(REMEMBERED) !== 'aus';
  keys.addEventListener('change', () => localStorage.setItem(REMEMBERED, keys.checked ? 'an' : 'aus'));
}

const writes = (target) => target.closest('input, textarea, select, [contenteditable]') !== null;
const acts = (target) => target.closest('a, button, summary') !== null;

let sent = false;
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || sent) return;
  if ((keys && !keys.checked) || writes(event.target)) return;
  const wanted = event.key === 'Enter' && !acts(event.target) ? 'a' : KEYS[event.key];
  const button = wanted && document.querySelector(`[data-key="${wanted}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
// A decision is sent once, however often a key is pressed.
document.addEventListener('submit', (event) => { if (event.target.method === 'post') sent = true; });
window.addEventListener('pageshow', () => { sent = false; });

const narrowings = document.getElementById('narrowings');
if (narrowings) narrowings.addEventListener('change', () => narrowings.requestSubmit());

const field = document.getElementById('meant-q');
const hits = document.getElementById('meant-hits');
let waiting = 0;
let asked = 0;

function show(things) {
  const rows = things.map((thing) => {
    const row = element('li');
    const button = element('button', thing.label, 'button');
    button.name = 'corrected_to';
    button.value = thing.iri;
    row.append(button, ' ', element('span', thing.where, 'note'));
    return row;
  });
  hits.replaceChildren(...(rows.length ? rows : [element('li', hits.dataset.none)]));
}

async function search() {
  const number = ++asked;
  const query = new URLSearchParams({ assessment: field.dataset.assessment, q: field.value, lang: document.documentElement.lang });
  const answer = await fetch(`/api/review/things?${query}`);
  if (answer.ok && number === asked) show((await answer.json()).things);
}

if (field) {
  field.focus();
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 180);
  });
} else if (new URLSearchParams(window.location.search).has('zuletzt')) {
  const claim = document.getElementById('claim');
  if (claim) claim.focus();
}
