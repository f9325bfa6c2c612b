// Soft discs behind the nodes: the territory of each group, drawn once and blurred.
'use strict';

const SHARPNESS = 0.5;
const STRENGTH = 0.14;

export function createBackdrop(net, discs, shown) {
  if (!discs.length) return;
  let drawn = null;
  let state = '';

  function draw() {
    const spots = net.getPositions(discs.map(([id]) => id).filter(shown));
    const placed = discs.filter(([id]) => spots[id]).map(([id, fill, radius]) => ({ ...spots[id], fill, radius }));
    if (!placed.length) return null;
    const left = Math.min(...placed.map((disc) => disc.x - disc.radius)) - 30;
    const top = Math.min(...placed.map((disc) => disc.y - disc.radius)) - 30;
    const width = Math.max(...placed.map((disc) => disc.x + disc.radius)) + 30 - left;
    const height = Math.max(...placed.map((disc) => disc.y + disc.radius)) + 30 - top;
    const sharp = canvas(width, height);
    const pen = sharp.getContext('2d');
    pen.scale(SHARPNESS, SHARPNESS);
    pen.translate(-left, -top);
    for (const disc of placed) {
      pen.fillStyle = disc.fill;
      pen.beginPath();
      pen.arc(disc.x, disc.y, disc.radius, 0, 2 * Math.PI);
      pen.fill();
    }
    const soft = canvas(width, height);
    const brush = soft.getContext('2d');
    brush.filter = 'blur(9px)';
    brush.drawImage(sharp, 0, 0);
    return { image: soft, left, top, width, height };
  }

  net.on('beforeDrawing', (context) => {
    const spots = net.getPositions(discs.map(([id]) => id).filter(shown));
    const now = JSON.stringify(spots);
    if (now !== state) {
      state = now;
      drawn = draw();
    }
    if (!drawn) return;
    context.save();
    context.globalAlpha = STRENGTH;
    context.drawImage(drawn.image, drawn.left, drawn.top, drawn.width, drawn.height);
    context.restore();
  });
}

function canvas(width, height) {
  const made = document.createElement('canvas');
  made.width = Math.ceil(width * SHARPNESS);
  made.height = Math.ceil(height * SHARPNESS);
  return made;
}
