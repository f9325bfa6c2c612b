// Places new nodes around one that is there, where neither node nor label covers another.
'use strict';

const RING = 46;
const FIRST_RING = 150;
const DEFAULT_BOX = [60, 20, 50];

const boxOf = (node) => (node && node.box) || DEFAULT_BOX;

function covers(a, boxA, b, boxB) {
  const beside = Math.abs(a.x - b.x) >= boxA[0] + boxB[0];
  const stacked = a.y + boxA[2] <= b.y - boxB[1] || b.y + boxB[2] <= a.y - boxA[1];
  return !(beside || stacked);
}

function freeSpot(center, box, taken, turn) {
  for (let ring = 0; ring < 60; ring += 1) {
    const radius = FIRST_RING + ring * RING;
    const steps = Math.max(10, Math.round(radius / 18));
    for (let step = 0; step < steps; step += 1) {
      const angle = (2 * Math.PI * step) / steps + turn;
      const at = { x: center.x + radius * 1.25 * Math.cos(angle), y: center.y + radius * Math.sin(angle) };
      if (!taken.some((other) => covers(at, box, other, other.box))) return at;
    }
  }
  return { x: center.x, y: center.y + FIRST_RING + 60 * RING };
}

export function placeAround(center, fresh, positions, known) {
  const taken = Object.entries(positions).map(([id, at]) => ({ ...at, box: boxOf(known.get(id)) }));
  // Start on the side away from the middle of all: that is where there is room.
  const middle = taken.reduce((sum, at) => ({ x: sum.x + at.x / taken.length, y: sum.y + at.y / taken.length }), { x: 0, y: 0 });
  const turn = Math.atan2(center.y - middle.y, center.x - middle.x);
  return fresh.map((node) => {
    const box = boxOf(node);
    const at = freeSpot(center, box, taken, turn);
    taken.push({ ...at, box });
    return { ...node, x: at.x, y: at.y, px: at.x, py: at.y };
  });
}
