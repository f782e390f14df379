import { describe, expect, it } from 'vitest';
import { finderRun } from '../src/finder/finderRun.js';
import { runRandomPlan } from '../src/overhead/overhead.js';
import { criticalPath, randomPlan } from '../src/overhead/randomPlan.js';
import { pollsOf } from '../src/poller/onePoll.js';
import { bundleBytes, bundles, bytesByPackage, clientsIn, type BundleName } from '../src/startUp/bundles.js';

describe('one poll', () => {
  it.each([[6, 3], [50, 10], [300, 20]])('of %i servers in %i waves is one DRS call, four requests to DynamoDB, and writes the header alone when nothing changed [B3] [B5]', async (servers, waves) => {
    const { unchanged, changed } = await pollsOf(servers, waves);
    expect(unchanged).toMatchObject({ drsCalls: 1, otherCalls: 4, writes: 1 });
    expect(unchanged.bytesWritten).toBeLessThanOrEqual(2048);
    // All changed: each wave once, and the header's claim and phase.
    expect(changed).toMatchObject({ drsCalls: 1, writes: waves + 2 });
    expect(changed.bytesWritten).toBeLessThanOrEqual(servers * 500 + 2 * 2048);
  });
});

describe('the finder', () => {
  it('reads as many bytes an execution of four hundred as of one hundred, a few hundred, and calls each once [T1.1.1] [B2]', async () => {
    const [some, many] = [await finderRun(100), await finderRun(400)];
    // A poller and, every run being open, a repair.
    expect([some.invocations, many.invocations]).toEqual([200, 800]);
    expect([some.pages, many.pages]).toEqual([1, 1]);
    expect(some.bytesPerExecution).toBeLessThan(400);
    expect(Math.abs(many.bytesPerExecution / some.bytesPerExecution - 1)).toBeLessThan(0.05);
  });
});

describe('a plan of ten random waves', () => {
  it('is over within a hundredth of its critical path, in virtual time [R7.1]', async () => {
    const run = await runRandomPlan(1);
    expect(run.makespan).toBeGreaterThanOrEqual(run.criticalPath);
    expect(run.makespan / run.criticalPath).toBeLessThanOrEqual(1.01);
    expect(run.oneAfterTheOther).toBeGreaterThan(run.criticalPath);
  });

  it('has waves that depend on earlier ones alone, the same for the same seed, and a longest chain', () => {
    const plan = randomPlan(10, 4);
    expect(randomPlan(10, 4)).toEqual(plan);
    expect(randomPlan(10, 5)).not.toEqual(plan);
    for (const wave of plan.Waves) for (const parent of wave.Dependencies) expect(parent).toBeLessThan(wave.WaveNumber);
    const [first, second, third] = plan.Waves;
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few waves');
    const chain = { ...plan, Waves: [{ ...first, Dependencies: [] }, { ...second, Dependencies: [1] }, { ...third, Dependencies: [1] }] };
    expect(criticalPath(chain, new Map([[1, 10], [2, 5], [3, 7]]))).toBe(17);
  });
});

describe('a function\'s bundle', () => {
  const usedClients: Readonly<Record<BundleName, readonly string[]>> = {
    finder: ['dynamodb', 'lambda'],
    poller: ['drs', 'dynamodb', 'lambda', 'sfn'],
    orchestrator: ['drs', 'dynamodb', 'ec2', 'sfn', 'sns'],
    api: ['drs', 'dynamodb', 'ec2', 'sfn'],
  };

  it.each(bundles)('of the $name is under $mostBytes bytes', ({ name, mostBytes }) => {
    expect(bundleBytes(name)).toBeLessThan(mostBytes);
  });

  it.each(bundles)('of the $name holds the AWS clients it calls and no other, and nothing that Lambda never uses', ({ name }) => {
    expect(clientsIn(name)).toEqual(usedClients[name].map((client) => `@aws-sdk/client-${client}`));
    const packages = [...bytesByPackage(name).keys()];
    expect(packages.filter((key) => /credential-provider-(ini|sso|process|node|cognito)|token-providers|^(vitest|fast-check|yaml|@drs-orchestration\/testkit)/.test(key))).toEqual([]);
    expect(bytesByPackage(name).get('own sources')).toBeGreaterThan(10_000);
  });
});
