import { parsePlanFile, validatePlan, type Fault } from '@drs-orchestration/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { aPlan } from '../../src/plans/planBuilder.js';
import { spoiltInput, spoiltText } from '../../src/plans/generators.js';
import { serverIds } from '../../src/plans/serverIds.js';
import { parseScenarioFile } from '../../src/scenario/scenarioFile.js';
import { validateScenario } from '../../src/scenario/validateScenario.js';
import { completeScenario } from '../completeScenario.js';

const seeded = { numRuns: 1_000, seed: 20_261_121 };

/** A plan with every key that a plan file may have. */
const plan = aPlan({ PlanId: 'plan-1', Description: 'Everything', WaveOrdering: 'DEPENDENCIES', TargetAccountId: '222222222222', AssumeRoleName: 'Recovery', ExternalId: 'external', Notifications: { SnsTopicArn: 'arn:aws:sns:us-east-1:111111111111:dr' }, RtoTargetSeconds: 900, TerminateAfterDrill: true })
  .withGroup({ GroupId: 'pg-web', Tags: { Tier: 'web' } })
  .withWave({ ServerIds: serverIds(3), ExecutionType: 'SEQUENTIAL', ExecutionOrder: [3, 1, 2], WaitTimeSeconds: 30, HealthCheck: { Enabled: true, OnTimeout: 'WARN' } })
  .withWave({ ProtectionGroupId: 'pg-web', Dependencies: ['Wave-1'], PauseBefore: true, ApprovalTimeoutSeconds: 600, LaunchActions: 'OPTIONAL', OnPartialFailure: 'CONTINUE', TimeoutSeconds: 900, RecoverySnapshotId: 'pit-0123456789abcdef0' });

interface Reading {
  readonly faults?: readonly Fault[] | undefined;
}

/** Reads 1,000 spoilt inputs: each is sound after all, or has faults in words, in its lines where it is a text. How many were refused. */
function refusedOf<Input>(inputs: fc.Arbitrary<Input>, read: (input: Input) => Reading, linesOf?: (input: Input) => number): number {
  const counts = { read: 0, refused: 0 };
  fc.assert(
    fc.property(inputs, (input) => {
      const { faults } = read(input);
      counts.read += 1;
      if (faults === undefined) return;
      counts.refused += 1;
      expect(faults.length).toBeGreaterThan(0);
      expect(new Set(faults.map(({ path, line, message }) => `${path} ${String(line)} ${message}`)).size).toBe(faults.length);
      expect(faults.filter(({ message }) => !/\S{2}/.test(message) || /undefined is not|is not a function|Cannot read|\[object Object\]/.test(message))).toEqual([]);
      if (linesOf === undefined) return;
      const last = linesOf(input);
      expect(faults.filter(({ line = 0 }) => line < 1 || line > last)).toEqual([]);
    }),
    seeded,
  );
  expect(counts.read).toBe(1_000);
  return counts.refused;
}

const lines = (text: string): number => text.split(/\r\n|[\r\n]/).length;

describe('1,000 inputs with something wrong in them, each read to the end or refused in words', () => {
  it('plan files: parsed [R12.3]', () => {
    expect(refusedOf(spoiltInput(plan.input()), ({ input }) => validatePlan(input))).toBeGreaterThan(700);
  });

  it('plan files: as text [R12.3]', () => {
    expect(refusedOf(spoiltText(plan.yaml()), (text) => parsePlanFile(text, 'plan.yaml'), lines)).toBeGreaterThan(700);
  });

  it('scenario files: parsed', () => {
    expect(refusedOf(spoiltInput(parse(completeScenario)), ({ input }) => validateScenario(input))).toBeGreaterThan(600);
  });

  it('scenario files: as text, for a plan', () => {
    const against = { plan: plan.build(), groups: [] };
    expect(refusedOf(spoiltText(completeScenario), (text) => parseScenarioFile(text, 'world.yaml', against), lines)).toBeGreaterThan(600);
  });

  it('the sound ones are read without a fault, so that the others are refused for what was done to them', () => {
    expect(parsePlanFile(plan.yaml(), 'plan.yaml').faults).toBeUndefined();
    expect(parseScenarioFile(completeScenario, 'world.yaml').faults).toBeUndefined();
  });
});
