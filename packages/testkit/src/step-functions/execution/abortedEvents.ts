import type { Frame } from './frame.js';

/** Records that what runs in a line was given up: its state, and first what runs inside that. */
export function recordAborted(frame: Frame): void {
  const { type, name } = frame.state;
  if (type === 'Map' || type === 'Parallel') {
    for (const inner of frame.inner) {
      if (type === 'Map') inner.record('MapIterationAborted', { name, index: inner.item?.index ?? 0 });
      recordAborted(inner);
      frame.lastEvent = inner.lastEvent;
    }
  }
  if (type === 'Task' || type === 'Wait' || type === 'Map' || type === 'Parallel') frame.record(`${type}StateAborted`);
}
