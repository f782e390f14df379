import type { World } from '../drs-emulator/world.js';

/**
 * Whether a schedule of a world fires at a time; false while a fault of the world has it off.
 * @param milliseconds since the world's start.
 */
export function scheduleIsUp(world: World, schedule: string, milliseconds: number): boolean {
  const second = milliseconds / 1000;
  return !(world.Faults ?? []).some((fault) => 'Schedule' in fault && fault.Schedule === schedule && second >= fault.FromSecond && second < fault.ToSecond);
}
