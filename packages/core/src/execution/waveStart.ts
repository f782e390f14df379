import type { WaveRecord } from './records.js';

/** The wave as LAUNCHING from now on, once. @param now Unix seconds. */
export function begun(wave: WaveRecord, now: number): WaveRecord {
  const mayBegin = wave.WaveStatus === 'PENDING' || (wave.WaveStatus === 'AWAITING_APPROVAL' && wave.Approval?.Decision === 'APPROVED');
  return mayBegin ? { ...wave, WaveStatus: 'LAUNCHING', StartTime: now } : wave;
}
