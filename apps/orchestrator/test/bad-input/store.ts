import { storedRecordFaults } from '@drs-orchestration/testkit';
import type { Item } from '@drs-orchestration/core';
import { executionId, type World } from '../tasks/world/world.js';

/** All that is stored of the world's execution and its plan. */
export async function stored(world: World): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of world.items.query({ table: 'executions', partition: { attribute: 'ExecutionId', equals: executionId } })) items.push(...page);
  const plan = await world.items.get('plans', { PlanId: 'plan-1' });
  return plan === undefined ? items : [...items, plan];
}

/** What is wrong with the stored records of the world's execution. */
export async function recordFaults(world: World): Promise<readonly string[]> {
  return (await stored(world)).filter((item) => item['Item'] !== undefined).flatMap(storedRecordFaults);
}

/** Counts what is written to a world's store from now on. */
export function countWrites(world: World): { readonly writes: number } {
  const counted = { writes: 0 };
  world.hooks = {
    after: (operation) => {
      if (operation.kind === 'write') counted.writes += operation.writes.filter((write) => write.kind !== 'check').length;
    },
  };
  return counted;
}
