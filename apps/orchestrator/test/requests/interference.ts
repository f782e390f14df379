import type { World } from '../tasks/world/world.js';

/** Loses the answer of the next write, as a cut line does: the SDK sends it again, and its own write is in the way. */
export function loseNextAnswer(world: World): void {
  let lost = false;
  world.hooks = {
    before: async (operation) => {
      if (operation.kind !== 'write' || lost) return undefined;
      lost = true;
      await world.items.write(...operation.writes);
      return 'CONFLICT';
    },
  };
}

/** Somebody else does something right before the next write. */
export function meanwhile(world: World, act: () => Promise<unknown>): void {
  world.hooks = {
    before: async ({ kind }) => {
      if (kind !== 'write') return;
      world.hooks = {};
      await act();
    },
  };
}
