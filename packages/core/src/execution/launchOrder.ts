import type { ServerRecord, WaveRecord } from './records.js';

/** A wave's servers in launch order: as listed, or as `ExecutionOrder` (1-based positions) says (R1.5). */
export function launchOrder(wave: Pick<WaveRecord, 'Servers' | 'ExecutionOrder'>): readonly ServerRecord[] {
  if (wave.ExecutionOrder === undefined) return wave.Servers;
  return wave.ExecutionOrder.flatMap((position) => wave.Servers[position - 1] ?? []);
}

/**
 * The servers that a Task is about: the one at a 1-based position of the launch order, or all of the wave.
 */
export function serversInScope(wave: Pick<WaveRecord, 'Servers' | 'ExecutionOrder'>, position: number | undefined): readonly ServerRecord[] {
  if (position === undefined) return wave.Servers;
  const server = launchOrder(wave)[position - 1];
  return server === undefined ? [] : [server];
}
