import type { ReconcileResult } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { reconcileText } from '../src/display/reconcileText.js';

const result = (fields: Partial<ReconcileResult>): ReconcileResult => ({
  ExecutionId: 'e-1', Status: 'COMPLETED', Before: 'TIMEOUT', Waves: [{ WaveNumber: 1, WaveName: 'Database', Before: 'TIMEOUT', After: 'COMPLETED' }], StillRunning: [], LateInstances: [], ...fields,
});
const cleanUp = (Status: NonNullable<ReconcileResult['CleanUp']>['Status']): Partial<ReconcileResult> => ({ CleanUp: { Status, Run: 1, TerminatedCount: 0, Remaining: [] } });

describe('what a reconcile found, for people', () => {
  it('is what became of the execution and its waves, and nothing of instances where none came late', () => {
    expect(reconcileText(result({}), ' --local')).toEqual(['Execution e-1: TIMEOUT → COMPLETED.', '  Wave 1 (Database): TIMEOUT → COMPLETED']);
  });

  it('names the instances that launched late, and the clean-up that terminates them', () => {
    for (const status of ['PENDING', 'IN_PROGRESS'] as const) {
      expect(reconcileText(result({ LateInstances: ['i-1', 'i-2'], ...cleanUp(status) }), ' --local').at(-1)).toBe(`  2 instances launched late and still there (i-1, i-2): the drill's clean-up is ${status} and terminates them: drsctl executions watch e-1 --local`);
    }
  });

  it('where no clean-up is due, says that nothing terminates them, and what does', () => {
    for (const fields of [cleanUp('NOT_NEEDED'), cleanUp('COMPLETED'), cleanUp('FAILED'), {}]) {
      expect(reconcileText(result({ LateInstances: ['i-1'], ...fields }), '').at(-1)).toBe('  1 instance launched late and still there (i-1): nothing terminates them by itself: drsctl executions cleanup e-1');
    }
  });

  it('names twenty of many, and counts the rest', () => {
    const line = reconcileText(result({ LateInstances: Array.from({ length: 300 }, (_, index) => `i-${index}`) }), '').at(-1);
    expect(line).toContain('300 instances launched late');
    expect(line).toContain('i-19 and 280 more');
  });
});
