// The page of a view: brings picture, panel, controls, expansion and sharing together.
'use strict';

import { setUpControls } from './controls.js';
import { createExpander } from './expand.js';
import { setUpSharing } from './export.js';
import { createPanel } from './panel.js';
import { createPicture } from './picture.js';

const data = JSON.parse(document.getElementById('view-data').textContent);
const body = document.getElementById('view-body');
document.documentElement.classList.add('scripted');

const picture = createPicture(data, document.getElementById('picture'));
const panel = createPanel(data, picture);
const expander = createExpander(data, picture, panel);
const controls = setUpControls(data, picture, panel, body);
const sharing = setUpSharing(data, picture, controls, expander);

panel.onExpand = (id) => expander.expand(id);
picture.on('select', (choice) => { panel.show(choice); sharing.remember(); });
picture.on('clear', () => { panel.clear(); sharing.remember(); });
picture.on('open', (id) => expander.expand(id));
picture.on('added', () => { controls.refresh(); sharing.remember(); });
controls.onChange = () => sharing.remember();

sharing.restore();
