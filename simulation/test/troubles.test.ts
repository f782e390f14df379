import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Invariant } from '../src/invariants/invariant.js';
import { runScript, type RunOutcome } from '../src/runs/runScript.js';
import { standardScript } from '../src/runs/standardScript.js';
import type { Action, Script } from '../src/script/script.js';

const definition = readFileSync(new URL('../../apps/orchestrator/state-machine/recovery.asl.json', import.meta.url), 'utf8');

function disturbedBy(...actions: readonly Action[]): Script {
  return { ...standardScript(1), actions };
}

/** The standard drill, of servers in another account. */
function elsewhere(...actions: readonly Action[]): Script {
  const script = disturbedBy(...actions);
  const [TargetAccountId, AssumeRoleName] = ['222222222222', 'drs-orchestration'];
  const Roles = [{ Arn: `arn:aws:iam::${TargetAccountId}:role/${AssumeRoleName}` }];
  return { ...script, plan: { ...script.plan, plan: { ...script.plan.plan, TargetAccountId, AssumeRoleName } }, world: { ...script.world, TargetAccount: TargetAccountId, Roles } };
}

/** The second at which something is noted first. */
function secondOf({ happenings, startedAt }: RunOutcome, what: RegExp): number {
  const found = happenings.find((happening) => what.test(happening.what));
  if (found === undefined) throw new Error(`nothing like ${what} happens`);
  return (found.at - startedAt) / 1000;
}

describe('what a script asks for does happen:', () => {
  it('a role that is withdrawn is refused, and entered again afterwards', async () => {
    const outcome = await runScript(elsewhere({ atSecond: 300, does: 'WITHDRAW_ROLE', forSeconds: 600 }), definition);
    expect(outcome.violations).toEqual([]);
    const { calls } = outcome.system.emulator;
    const between = (from: number, to: number) => calls.filter(({ at }) => at >= outcome.startedAt + from * 1000 && at < outcome.startedAt + to * 1000);
    const outcomes = (service: string, of: typeof calls): readonly string[] => [...new Set(of.filter((call) => call.service === service).map((call) => call.outcome))].sort();
    expect(outcomes('drs', between(0, 300))).toEqual(['200', '202']);
    expect(outcomes('drs', between(300, 900))).toEqual(['403']);
    // Keys that were refused are forgotten: the role is asked for again, in vain until it is given back.
    expect(outcomes('sts', between(300, 900))).toEqual(['403']);
    expect(outcomes('sts', between(900, Infinity))).toEqual(['200']);
    expect(outcomes('drs', between(900, Infinity))).toContain('200');
    expect(outcome.executions.map(({ header }) => [header.Status, header.CleanUp?.Status])).toEqual([['COMPLETED', 'COMPLETED']]);
  });

  it('a function that freezes after its intent makes its call when it goes on, or not at all where the deadline has passed [R9.3]', async () => {
    const soon = await runScript(disturbedBy({ does: 'FREEZE_AT_INTENT', nth: 1, seconds: 20 }), definition);
    const late = await runScript(disturbedBy({ does: 'FREEZE_AT_INTENT', nth: 1, seconds: 100 }), definition);
    expect([soon.violations, late.violations]).toEqual([[], []]);
    expect(secondOf(soon, /^DRS begins/) - secondOf(soon, /stands still/)).toBeGreaterThanOrEqual(20);
    expect(soon.executions.map(({ intents }) => intents.size)).toEqual([3]);
    // The first call was never sent, so its servers were launched by another.
    expect(late.executions.map(({ intents }) => intents.size)).toEqual([4]);
    expect(secondOf(late, /^DRS begins/) - secondOf(late, /stands still/)).toBeGreaterThanOrEqual(100);
    expect(late.system.emulator.jobs().filter(({ type }) => type === 'LAUNCH')).toHaveLength(3);
  });

  it('a cancel in the moment of a job kills the function that asked for it, where it is to', async () => {
    const outcome = await runScript(disturbedBy({ does: 'CANCEL_AT_JOB', nth: 1, andKill: true }), definition);
    expect(outcome.violations).toEqual([]);
    expect(outcome.happenings.filter(({ what }) => what.includes('orchestrator was killed after DRS StartRecovery'))).toHaveLength(1);
    expect(outcome.executions.map(({ header }) => header.Status)).toEqual(['CANCELLED']);
  });

  it('another plan starts beside the script\'s own, and a drill of it yields to a server that it runs', async () => {
    const outcome = await runScript(disturbedBy({ atSecond: 60, does: 'START_ANOTHER_PLAN', wave: 2, executionType: 'RECOVERY' }), definition);
    expect(outcome.violations).toEqual([]);
    const [own, other] = outcome.executions;
    expect([own?.header.PlanName, other?.header.PlanName]).toEqual([standardScript(1).plan.plan.PlanName, 'Beside']);
    expect(other?.header.Status).toBe('COMPLETED');
    expect([...(own?.waves.get(3)?.Servers ?? [])].map(({ Error }) => Error)).toEqual([expect.stringMatching(/runs for real/), expect.stringMatching(/runs for real/)]);
  });
});

describe('a machine that DescribeExecution does not know yet', () => {
  const late: Script = { ...standardScript(1), startsAtSecond: 50, storms: [{ kind: 'MACHINE_UNKNOWN_YET', fromSecond: 0, toSecond: 7200, percent: 100 }] };

  it('is unknown to the repair of the minute in which it was started, and the run goes on', async () => {
    const outcome = await runScript(late, definition);
    expect(outcome.violations).toEqual([]);
    expect(outcome.strikes.get('MACHINE_UNKNOWN_YET')).toBe(1);
    expect(outcome.executions.map(({ header }) => header.Status)).toEqual(['COMPLETED']);
  });

  it('is known 20 s after its start', async () => {
    const outcome = await runScript({ ...late, startsAtSecond: 30 }, definition);
    expect(outcome.strikes.has('MACHINE_UNKNOWN_YET')).toBe(false);
  });
});

describe('what operators ask for', () => {
  const askedAfterEnd = (...asks: readonly ('RECONCILE' | 'RETRY' | 'CLEAN_UP' | 'START_AGAIN')[]): readonly Action[] => asks.map((ask, index) => ({ does: 'ASK_AFTER_END', nth: 1, ask, afterSeconds: 60 * (index + 1) }));
  const answers = ({ happenings }: RunOutcome): readonly string[] => happenings.flatMap(({ what }) => /^([A-Z_]+) of \S+ is answered (\d+)/.exec(what)?.slice(1, 3).join(' ') ?? []);

  it('of a run that goes on is refused, and strikes nothing', async () => {
    const outcome = await runScript(disturbedBy({ atSecond: 300, does: 'RECONCILE' }, { atSecond: 310, does: 'RETRY' }, { atSecond: 320, does: 'CLEAN_UP' }), definition);
    expect(outcome.violations).toEqual([]);
    expect(answers(outcome)).toEqual(['RECONCILE 409', 'RETRY 409', 'CLEAN_UP 409']);
    expect([...outcome.strikes]).toEqual([]);
  });

  it('soon after its end is done: a reconcile of what timed out, a clean-up, and a retry that starts another run', async () => {
    const script = disturbedBy(...askedAfterEnd('RECONCILE', 'CLEAN_UP', 'RETRY'));
    const [server] = script.plan.plan.Waves[0]?.ServerIds ?? [];
    const stalls = [{ Server: server ?? '', Phase: 'LAUNCH' as const, Fault: 'STALL' as const }];
    const outcome = await runScript({ ...script, world: { ...script.world, Faults: stalls } }, definition);
    expect(outcome.violations).toEqual([]);
    // Of what still runs nobody knows whether it will be launched: it is not retried.
    expect(answers(outcome)).toEqual(['RECONCILE 200', 'CLEAN_UP 202', 'RETRY 409']);
    expect(Object.fromEntries(outcome.strikes)).toEqual({ RECONCILE: 1, CLEAN_UP: 1, 'server STALL': 1 });
  });

  it('a retry of a run that failed, and a start after an end, are runs of their own', async () => {
    const script = disturbedBy(...askedAfterEnd('RETRY'), { does: 'ASK_AFTER_END', nth: 2, ask: 'START_AGAIN', afterSeconds: 700 });
    const [server] = script.plan.plan.Waves[0]?.ServerIds ?? [];
    const fails = [{ Server: server ?? '', Phase: 'LAUNCH' as const, Fault: 'FAIL' as const, RawError: 'scripted failure' }];
    const outcome = await runScript({ ...script, world: { ...script.world, Faults: fails } }, definition);
    expect(outcome.violations).toEqual([]);
    const [first, retry, third] = outcome.executions.map(({ header }) => header);
    expect([retry?.RetryOf, third?.RetryOf]).toEqual([first?.ExecutionId, undefined]);
    expect([...outcome.strikes.keys()].sort()).toEqual(['ASK_AFTER_END', 'RETRY', 'server FAIL']);
  });
});

describe('a call that is long on its way', () => {
  it('is counted by a wave that looks for slots meanwhile: the drill leaves its five free', async () => {
    const script = standardScript(7);
    const [first, second] = script.plan.plan.Waves.map((wave) => ({ ...wave, ServerIds: wave.ServerIds?.slice(0, 1) ?? [] }));
    const plan = { ...script.plan.plan, WaveOrdering: 'DEPENDENCIES' as const, Waves: [first!, { ...second!, Dependencies: [] }] };
    const throttled = [1, 2, 3].map((Attempt) => ({ Service: 'drs' as const, Operation: 'StartRecovery', Attempt, Fault: 'THROTTLE' as const }));
    const outcome = await runScript({ ...script, plan: { ...script.plan, plan }, world: { ...script.world, OtherJobs: [{ Count: 14, EndsAfterSeconds: 3000 }], Faults: throttled } }, definition);
    expect(outcome.violations).toEqual([]);
    expect(outcome.executions.map(({ header }) => header.Status)).toEqual(['COMPLETED']);
  });
});

describe('a check that throws', () => {
  it.each(['atHeader', 'atWave', 'atLaunch', 'atEnd'] as const)('%s is a violation of its own, and nothing the functions ever see', async (when) => {
    const faulty: Invariant = { name: 'faulty', ids: [], [when]: () => { throw new Error(`thrown ${when}`); } };
    const { violations, executions, happenings } = await runScript(standardScript(1), definition, [faulty]);
    expect(violations.length).toBeGreaterThan(0);
    for (const { invariant, found } of violations) expect([invariant, found]).toEqual(['the simulation itself does not crash', expect.stringContaining(`thrown ${when}`)]);
    expect(executions.map(({ header }) => header.Status)).toEqual(['COMPLETED']);
    expect(happenings.filter(({ what }) => what.includes(' failed on '))).toEqual([]);
  });
});
