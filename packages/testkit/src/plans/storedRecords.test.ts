import { newExecution, type Item } from '@drs-orchestration/core';
import { systemIdentifiers } from '@drs-orchestration/core/aws';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executionHistory, type HistoryKind } from './executionHistories.js';
import { validPlanWithGroups } from './generators.js';
import { storedRecordFaults } from './storedRecords.js';

const asItem = (record: object): Item => record as Item;

describe('a stored record', () => {
  it('of any plan\'s new execution is sound: a UUID, PENDING, who, when, which accounts [P14] [P18] [R5.1] [R5.5]', () => {
    fc.assert(
      fc.property(validPlanWithGroups(), fc.constantFrom('DRILL' as const, 'RECOVERY' as const), fc.integer({ min: 1_500_000_000, max: 2_000_000_000 }), ({ plan, groups }, executionType, now) => {
        const executionId = systemIdentifiers.uuid();
        const { header, waves } = newExecution({ executionId, plan: { ...plan, Version: 1 }, groups, executionType, initiatedBy: 'arn:aws:iam::111111111111:user/ann', sourceAccountId: '111111111111', now });
        expect(header).toMatchObject({ ExecutionId: executionId, PlanId: plan.PlanId, Status: 'PENDING', StartTime: now, InitiatedBy: 'arn:aws:iam::111111111111:user/ann' });
        expect([header, ...waves].flatMap((record) => storedRecordFaults(asItem(record)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['POLLING', 'COMPLETED', 'FAILED', 'PARTIAL'] satisfies HistoryKind[])('of a %s history is sound [P18]', (kind) => {
    const { header, waves } = executionHistory(kind);
    expect([header, ...waves].flatMap((record) => storedRecordFaults(asItem(record)))).toEqual([]);
  });

  const { header, waves: [wave] } = executionHistory('PARTIAL');
  it.each(['ExecutionId', 'PlanId', 'Status', 'StartTime', 'InitiatedBy', 'SourceAccountId', 'TargetAccountId', 'EndTime', 'Errors'])('without its %s, or with null for it, is at fault [P18] [R5.5]', (name) => {
    const { [name]: _gone, ...rest } = asItem(header);
    expect(storedRecordFaults(rest).join()).toContain(`EXECUTION: ${name}`);
    expect(storedRecordFaults({ ...header, [name]: null }).join()).toContain(`EXECUTION: ${name}`);
  });

  it.each([
    ['an id that is no UUID', { ...header, ExecutionId: 'e-1' }, 'ExecutionId'],
    ['a time in milliseconds', { ...header, StartTime: 1_700_000_000_000 }, 'StartTime'],
    ['a time as a date', { ...header, EndTime: '2026-11-21' }, 'EndTime'],
    ['a word that is no status', { ...header, Status: 'DONE' }, 'Status'],
    ['an attribute nobody declared', { ...header, status: 'COMPLETED' }, 'status'],
    ['a wave that ended at no time', { ...wave, EndTime: undefined }, 'EndTime'],
    ['a wave whose servers are none', { ...wave, Servers: 'all' }, 'Servers'],
    ['a failed server without a reason', { ...wave, Servers: wave?.Servers.map((server) => ({ ...server, Status: 'FAILED', TransitionHistory: [] })) }, 'Error'],
    ['a history that ends elsewhere', { ...wave, Servers: wave?.Servers.map((server) => ({ ...server, TransitionHistory: server.TransitionHistory.slice(0, -1) })) }, 'TransitionHistory'],
  ])('with %s is at fault [P18]', (_title, item, name) => {
    expect(storedRecordFaults(asItem(item)).join()).toContain(name);
  });
});
