import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Preflight, PreflightCheck } from '@drs-orchestration/core';
import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { preflightLines } from '../src/commands/preflight.js';
import { noPaint } from '../src/display/paint.js';
import { aFolder } from './support/folder.js';
import { runDrsctl, type Said } from './support/targets.js';

const check = (State: PreflightCheck['State'], fields: Partial<PreflightCheck> = {}): PreflightCheck => ({ Check: 'SERVERS_KNOWN', State, Message: 'Seen.', Findings: [], ...fields });
const found = (...Checks: readonly PreflightCheck[]): Preflight => ({
  PlanId: 'plan-shop', PlanName: 'Shop', PlanVersion: 1, ExecutionType: 'DRILL', CheckedAt: 1000, Ready: Checks.every(({ State }) => State === 'PASSED' || State === 'WARNING'), Checks,
});
const conclusion = (...checks: readonly PreflightCheck[]): string | undefined => preflightLines(found(...checks), noPaint).at(-1);

/** A preflight of a plan of one server on this machine, in a world. */
async function preflightIn(world: string): Promise<Said> {
  const folder = aFolder();
  writeFileSync(join(folder, 'plan.yaml'), aPlan({ PlanName: 'Shop' }).withWave().yaml());
  writeFileSync(join(folder, 'world.yaml'), world);
  return runDrsctl(['preflight', join(folder, 'plan.yaml'), '--local', '--data-dir', join(folder, 'records'), '--scenario', join(folder, 'world.yaml')]);
}

describe('the last line of a preflight', () => {
  it('says that all is well only where every check passed', () => {
    expect(conclusion(check('PASSED'))).toBe('✔ Ready: the drill would run now.');
    expect(conclusion(check('PASSED'), check('WARNING'), check('WARNING'))).toBe('! Ready, with 2 warnings: the drill would start now, but what is marked ! above may delay or degrade it.');
    expect(conclusion(check('WARNING'), check('UNKNOWN'))).toBe('✘ Not ready: see to what is marked ✘ or ? above, then run this again.');
  });

  it('warns where job slots are short: the run would start, and wait; the exit status stays that of ready', async () => {
    const said = await preflightIn('OtherJobs: [{ Count: 19 }]');
    expect(said.status).toBe(0);
    expect(said.out).toContain('  ! 19 of the account\'s 20 job slots are taken now');
    expect(said.out.trimEnd().split('\n').at(-1)).toMatch(/^! Ready, with 1 warning: the drill would start now, but .* may delay/);
  });
});

describe('a preflight\'s findings', () => {
  const findings = (count: number): PreflightCheck['Findings'] => Array.from({ length: count }, (_, index) => ({ Message: `Finding ${index}.` }));
  const last = (one: PreflightCheck): string | undefined => preflightLines(found(one), noPaint).find((line) => line.includes('…'));

  it('are ten of each check, and how many more there are, those that the API left out included', () => {
    expect(last(check('FAILED', { Findings: findings(10) }))).toBeUndefined();
    expect(last(check('FAILED', { Findings: findings(12) }))).toBe('      … and 2 more (--json has them all)');
    expect(last(check('FAILED', { Findings: findings(500), FindingsLeftOut: 2500 }))).toBe('      … and 2990 more (--json has the first 500)');
  });
});
