import type { ExecutionView } from '@drs-orchestration/core';
import type { RunEventDetail } from './events.js';

/** Tells of waves that wait until DRS has a free job slot, once each time. */
export class SlotWaits {
  readonly #told = new Set<number>();

  /** Waves that wait now and did not at the last look. */
  news(view: ExecutionView): readonly RunEventDetail[] {
    const events: RunEventDetail[] = [];
    for (const { WaveNumber, WaveName, Status, SlotWaitSince } of view.Waves) {
      if (SlotWaitSince === undefined || Status !== 'LAUNCHING') this.#told.delete(WaveNumber);
      else if (!this.#told.has(WaveNumber)) {
        this.#told.add(WaveNumber);
        events.push({ Type: 'WaveWaitingForSlot', WaveNumber, WaveName, Since: SlotWaitSince });
      }
    }
    return events;
  }
}
