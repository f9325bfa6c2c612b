// Taking a view along: a link that restores it, a picture file, paper.
'use strict';

const MARGIN = 28;

export function setUpSharing(data, picture, controls, expander) {
  const status = document.getElementById('status');
  let restoring = false;
  let quiet = null;

  function say(text) {
    status.textContent = text;
    window.clearTimeout(quiet);
    quiet = window.setTimeout(() => { status.textContent = ''; }, 4000);
  }

  // The state stands behind the #, so the server never needs to know it.
  function remember() {
    if (restoring) return;
    const state = new URLSearchParams();
    const chosen = picture.chosen();
    if (chosen && chosen.node) state.set('auswahl', chosen.node);
    if (chosen && chosen.edge) state.set('linie', chosen.edge);
    if (picture.hidden.size) state.set('ohne', [...picture.hidden].sort().join(','));
    if (controls.isTable()) state.set('tabelle', '1');
    expander.done.forEach((id) => state.append('dazu', id));
    const hash = state.toString();
    window.history.replaceState(null, '', hash ? `#${hash}` : window.location.pathname + window.location.search);
  }

  async function restore() {
    const state = new URLSearchParams(window.location.hash.slice(1));
    restoring = true;
    for (const id of state.getAll('dazu')) await expander.expand(id);
    if (state.get('ohne')) controls.hideKinds(state.get('ohne').split(','));
    if (state.get('linie')) picture.selectEdge(state.get('linie'));
    else if (state.get('auswahl')) picture.select(state.get('auswahl'));
    else if (state.has('dazu')) picture.clear();
    if (state.get('tabelle')) controls.showTable(true);
    restoring = false;
  }

  document.getElementById('copy-link').addEventListener('click', async () => {
    remember();
    try {
      await navigator.clipboard.writeText(window.location.href);
      say(data.strings.link_copied);
    } catch {
      say(data.strings.link_shown);
    }
  });
  document.getElementById('print').addEventListener('click', () => window.print());
  document.getElementById('save-png').addEventListener('click', () => {
    if (controls.isTable()) controls.showTable(false);
    window.requestAnimationFrame(() => paper(data, picture.canvas()).toBlob((blob) => save(blob, `querbezug-${data.key}.png`)));
  });
  window.addEventListener('hashchange', restore);
  return { remember, restore };
}

// The picture on white, with its heading above and its small print below.
function paper(data, canvas) {
  const scale = canvas.width / canvas.clientWidth;
  const head = 64 * scale;
  const foot = 44 * scale;
  const sheet = document.createElement('canvas');
  sheet.width = canvas.width;
  sheet.height = canvas.height + head + foot;
  const pen = sheet.getContext('2d');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, head);
  const face = getComputedStyle(document.body).fontFamily;
  const width = sheet.width - 2 * MARGIN * scale;
  pen.fillStyle = '#1b2733';
  pen.font = `650 ${22 * scale}px ${face}`;
  pen.fillText(data.title, MARGIN * scale, 40 * scale, width);
  pen.fillStyle = '#50606f';
  pen.font = `${12.5 * scale}px ${face}`;
  pen.fillText(`Querbezug · ${data.foot}`, MARGIN * scale, sheet.height - 18 * scale, width);
  return sheet;
}

function save(blob, name) {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  window.setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}
