// Small helpers for text and links; everything is set as text, never as HTML.
'use strict';

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

export function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

export function localised(href, carry) {
  if (!carry || !href.startsWith('/') || href.startsWith('//')) return href;
  const address = new URL(href, window.location.origin);
  address.searchParams.set('lang', carry);
  return address.pathname + address.search + address.hash;
}

export function link(label, href, carry) {
  if (!/^(https?:\/\/|\/(?!\/))/.test(href || '')) return element('span', label);
  const made = element('a', label);
  made.href = localised(href, carry);
  if (!href.startsWith('/')) made.rel = 'noopener';
  return made;
}

export const kindOf = (node) => (node.details && node.details.kind) || '';
