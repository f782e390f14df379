import { describe, expect, it } from 'vitest';
import type { DrsJobLogEvent } from '../ports/drs.js';
import { drsPhases } from './drsPhases.js';

const event = (name: string, second: number, sourceServerId: string | undefined = 's-1'): DrsJobLogEvent => ({ event: name, at: second * 1000 + 400, ...(sourceServerId === undefined ? {} : { sourceServerId }) });

describe('the parts of a launch, as the job log tells', () => {
  it('are a server\'s own, in whole seconds, in the order in which they began', () => {
    const log = [
      event('JOB_START', 0, undefined), event('SNAPSHOT_START', 1), event('SNAPSHOT_START', 1, 's-2'), event('SNAPSHOT_END', 2), event('CONVERSION_START', 52),
      event('CONVERSION_END', 240), event('LAUNCH_START', 241), event('LAUNCH_END', 530), event('LAUNCH_END', 600, 's-2'), event('JOB_END', 601, undefined),
    ];
    expect(drsPhases(log, 's-1')).toEqual([
      { Phase: 'SNAPSHOT', StartTime: 1, EndTime: 2 },
      { Phase: 'CONVERSION', StartTime: 52, EndTime: 240 },
      { Phase: 'LAUNCH', StartTime: 241, EndTime: 530 },
    ]);
  });

  it('last from their first start to their last end where DRS tried again, and have failed only where the last word is so', () => {
    const log = [event('CONVERSION_START', 10), event('CONVERSION_FAIL', 20), event('CONVERSION_START', 25), event('CONVERSION_END', 60), event('LAUNCH_START', 61), event('LAUNCH_FAILED', 90)];
    expect(drsPhases(log, 's-1')).toEqual([
      { Phase: 'CONVERSION', StartTime: 10, EndTime: 60 },
      { Phase: 'LAUNCH', StartTime: 61, EndTime: 90, Failed: true },
    ]);
  });

  it('have no end where the log tells none: AWS\'s model has no LAUNCH_END', () => {
    expect(drsPhases([event('LAUNCH_START', 5)], 's-1')).toEqual([{ Phase: 'LAUNCH', StartTime: 5 }]);
  });

  it('begin at the latest when they end: an event may be missing, or its clock be behind', () => {
    expect(drsPhases([event('SNAPSHOT_END', 7)], 's-1')).toEqual([{ Phase: 'SNAPSHOT', StartTime: 7, EndTime: 7 }]);
    expect(drsPhases([event('LAUNCH_START', 9), event('LAUNCH_END', 8)], 's-1')).toEqual([{ Phase: 'LAUNCH', StartTime: 9, EndTime: 9 }]);
  });

  it('are unknown where the log says nothing of the server, nothing known, or no time', () => {
    expect(drsPhases([event('LAUNCH_START', 5, 's-2'), event('NETWORK_RECOVERY_START', 6), { event: 'SNAPSHOT_START', sourceServerId: 's-1' }], 's-1')).toBeUndefined();
  });
});
