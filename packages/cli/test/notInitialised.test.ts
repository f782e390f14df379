import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { aFolder } from './support/folder.js';
import { runDrsctl, type Said } from './support/targets.js';

/** A command on a plan of one server in a world, on this machine. */
async function inWorld(world: string, command: string, ...more: readonly string[]): Promise<Said> {
  const folder = aFolder();
  writeFileSync(join(folder, 'plan.yaml'), aPlan({ PlanName: 'Shop' }).withWave().yaml());
  writeFileSync(join(folder, 'world.yaml'), world);
  return runDrsctl([command, join(folder, 'plan.yaml'), '--local', '--data-dir', join(folder, 'records'), '--scenario', join(folder, 'world.yaml'), ...more]);
}

describe('an account in which DRS was never initialised (Initialized: false in the scenario)', () => {
  it('is told by a preflight, with what to do, exit status 14', async () => {
    const said = await inWorld('Initialized: false', 'preflight');
    expect(said).toMatchObject({ status: 14, err: '' });
    expect(said.out).toMatch(/ {2}✘ DRS is not initialised in account 111111111111, us-east-1[.] Initialise it there \(in its console, or by drs:InitializeService\)/);
  });

  it('fails a drill before anything is launched, which says what to do, exit status 11', async () => {
    const said = await inWorld('Initialized: false', 'drill', '--speed', 'max');
    expect(said).toMatchObject({ status: 11, err: '' });
    expect(said.out).toMatch(/✘ Drill FAILED: Shop[^]*! DRS DescribeSourceServers failed: UninitializedAccountException[^]* Initialize Elastic Disaster Recovery in this account and Region first[.]\n[^]*Nothing was left running\n[^]*Next: see to what is said above, then run again/);
    expect(said.out).not.toContain('LAUNCHING');
  });

  it('is the world of no other scenario', async () => {
    expect(await inWorld('Initialized: true', 'preflight')).toMatchObject({ status: 0, out: expect.stringContaining('✔ DRS answers in account 111111111111') });
  });

  it('is true or false: anything else is a fault with its line, exit status 2', async () => {
    const said = await inWorld('Seed: 1\nInitialized: no way\n', 'drill');
    expect(said).toMatchObject({ status: 2, out: '' });
    expect(said.err).toMatch(/world[.]yaml:2: {2}Initialized: must be true or false, but is the text "no way"/);
  });
});
