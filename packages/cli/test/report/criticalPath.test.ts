import type { ExecutionView } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { criticalPath } from '../../src/report/criticalPath.js';
import { report } from '../../src/report/index.js';
import { aServer, aView, aWave } from '../support/views.js';
import { completedWave, diamond, launched, start } from './recordedRuns.js';

const pathOf = (view: ExecutionView) => report(view, start + 9000).CriticalPath;

describe('the critical path', () => {
  it('goes back from the wave that ended last, each time to the parent whose end and wait let it go', () => {
    expect(pathOf(diamond())?.Waves.map((wave) => wave.WaveNumber)).toEqual([1, 3, 4]);
  });

  it('goes by a wait, not by an end alone: the parent that ended first may be the one that was waited for', () => {
    const early = completedWave(1, start, [launched('s-1', start)], { WaitTimeSeconds: 900 });
    const late = completedWave(2, start, [launched('s-2', start, 100)]);
    const last = completedWave(3, early.ReleasedAt!, [launched('s-3', early.ReleasedAt!)], { DependsOn: [1, 2] });
    const path = pathOf(aView([early, late, last], { Status: 'COMPLETED', StartTime: start, EndTime: last.EndTime! }));
    expect(path?.Waves.map((wave) => wave.WaveNumber)).toEqual([1, 3]);
    expect(path?.Steps.filter((step) => step.Kind === 'WAIT').map((step) => step.To - step.From)).toEqual([900]);
  });

  it('is told step by step, from the start to the end, with whose time each step was', () => {
    const path = pathOf(diamond());
    const steps = path?.Steps.map(({ Kind, From, To, WaveNumber }) => [WaveNumber ?? 0, Kind, To - From]);
    expect(steps).toEqual([
      [0, 'PREPARE', 3],
      [1, 'DRS_QUEUED', 5], [1, 'SNAPSHOT', 5], [1, 'CONVERSION', 50], [1, 'LAUNCH', 240], [1, 'DETECT', 12], [1, 'HEALTH', 2],
      [3, 'START', 2], [3, 'DRS_QUEUED', 5], [3, 'SNAPSHOT', 5], [3, 'CONVERSION', 50], [3, 'LAUNCH', 240], [3, 'DETECT', 40], [3, 'HEALTH', 2], [3, 'WAIT', 60],
      [4, 'START', 1], [4, 'DRS_QUEUED', 5], [4, 'SNAPSHOT', 5], [4, 'CONVERSION', 50], [4, 'LAUNCH', 240], [4, 'DETECT', 12], [4, 'HEALTH', 2],
      // Wave 4's job was seen to have ended 3 s after the wave had: the end waited for it.
      [0, 'DRAIN', 5],
    ]);
    expect(path?.OwnSeconds).toBe(3 + 12 + 2 + 40 + 1 + 12);
    expect(path?.Waves.find((wave) => wave.WaveNumber === 3)?.Seconds).toBe(2 + 300 + 40 + 2 + 60);
  });

  it('of a sequential wave holds each server in turn', () => {
    const first = launched('s-1', start);
    const second = launched('s-2', first.LaunchedTime! + 4);
    const wave = completedWave(1, start, [first, second], { ExecutionType: 'SEQUENTIAL' });
    const path = pathOf(aView([wave], { Status: 'COMPLETED', StartTime: start, EndTime: wave.EndTime! }));
    expect(path?.Steps.map((step) => step.Kind)).toEqual(['DRS_QUEUED', 'SNAPSHOT', 'CONVERSION', 'LAUNCH', 'DETECT', 'HEALTH', 'DRS_QUEUED', 'SNAPSHOT', 'CONVERSION', 'LAUNCH', 'DETECT', 'HEALTH']);
  });

  it('of a recovery holds its launch actions; of a wave that queued, the queue; of one that was approved, the approval', () => {
    const server = launched('s-1', start + 700, 12, { PostLaunchActionsStatus: 'SUCCEEDED', LastPolledTime: start + 1600 });
    const wave = completedWave(1, start + 600, [server], { EndTime: start + 1602, Approval: { RequestedAt: start, ExpiresAt: start + 900, Decision: 'APPROVED', By: 'ann', At: start + 600 } });
    const path = pathOf(aView([wave], { ExecutionType: 'RECOVERY', Status: 'COMPLETED', StartTime: start, EndTime: start + 1602 }));
    const seconds = Object.fromEntries(path?.Steps.map((step) => [step.Kind, step.To - step.From]) ?? []);
    expect(seconds).toMatchObject({ APPROVAL: 600, QUEUE: 100, DETECT: 12, ACTIONS: 1600 - 1012, HEALTH: 2 });
  });

  it('of records without a job log goes by what polls saw, and claims no detection delay', () => {
    const { DrsPhases: _phases, ...server } = launched('s-1', start);
    const wave = completedWave(1, start, [server]);
    const path = pathOf(aView([wave], { Status: 'COMPLETED', StartTime: start, EndTime: wave.EndTime! }));
    expect(path?.Steps.map(({ Kind, From, To }) => [Kind, To - From])).toEqual([['SEEN_PENDING', 75], ['SEEN_IN_PROGRESS', 237], ['HEALTH', 2]]);
    expect(path?.OwnSeconds).toBe(0);
  });

  it('is there while the run goes on, up to what is known, and absent where no wave began', () => {
    const running = aWave(1, [launched('s-1', start)], { Status: 'LAUNCHING', StartTime: start });
    expect(report(aView([running], { StartTime: start }), start + 500).CriticalPath?.Seconds).toBe(500);
    expect(pathOf(aView([aWave(1, [aServer('s-1')], { Status: 'SKIPPED', EndTime: start })], { Status: 'FAILED', StartTime: start, EndTime: start }))).toBeUndefined();
  });

  it('does not hang on a record whose waves wait for each other', () => {
    const one = completedWave(1, start, [launched('s-1', start)], { DependsOn: [2] });
    const two = completedWave(2, start, [launched('s-2', start)], { DependsOn: [1] });
    const view = aView([one, two], { Status: 'COMPLETED', StartTime: start, EndTime: start + 400 });
    expect(criticalPath(view, { executionType: 'DRILL', until: start + 400 })?.Waves).toHaveLength(2);
  });
});
