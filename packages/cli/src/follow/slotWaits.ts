import { waveItem, type ExecutionView, type ItemStore } from '@drs-orchestration/core';
import type { RunEventDetail } from './events.js';

/** Tells of waves that wait until DRS has a free job slot; the assembled record does not show that, its items do. */
export class SlotWaits {
  readonly #items: ItemStore;
  readonly #told = new Set<number>();

  constructor(items: ItemStore) {
    this.#items = items;
  }

  /** Waves that wait now and did not at the last look. */
  async news(view: ExecutionView): Promise<readonly RunEventDetail[]> {
    const events: RunEventDetail[] = [];
    for (const wave of view.Waves) {
      const { WaveNumber, WaveName } = wave;
      const mayWait = wave.Status === 'LAUNCHING' && wave.Servers.some((server) => server.Status === 'NOT_STARTED');
      const since = mayWait ? (await this.#items.get('executions', { ExecutionId: view.ExecutionId, Item: waveItem(WaveNumber) }))?.['SlotWaitSince'] : undefined;
      if (typeof since !== 'number') this.#told.delete(WaveNumber);
      else if (!this.#told.has(WaveNumber)) {
        this.#told.add(WaveNumber);
        events.push({ Type: 'WaveWaitingForSlot', WaveNumber, WaveName, Since: since });
      }
    }
    return events;
  }
}
