import type { ValidPlan, Wave } from '@drs-orchestration/core';
import type { CallFault, CallFaultKind, TimingProfile, World, WorldFault } from '@drs-orchestration/testkit';
import * as fc from 'fast-check';
import { targetOf } from './crossAccount.js';
import { serversOf } from './drawWorld.js';
import type { Action, Script, Storm, TroubleKind } from './script.js';

/** What a profile makes of a script. */
export type Correlated = (script: Script) => Script;

/** So many waves at the most: what belongs together is met in the first ones, and long runs cost time. */
const mostWaves = 5;

function storm(kind: TroubleKind, percent: number, fromSecond: number, lasts: number): Storm {
  return { kind, percent, fromSecond, toSecond: fromSecond + lasts };
}

/** The script with more trouble, of which it keeps only the first storm that was drawn for it: too many hide what one leads to. */
function troubled(script: Script, more: { readonly storms?: readonly Storm[]; readonly actions?: readonly Action[]; readonly faults?: readonly WorldFault[]; readonly world?: Partial<World> }): Script {
  const { storms = [], actions = [], faults = [], world = {} } = more;
  return {
    ...script,
    storms: [...storms, ...script.storms.slice(0, 1)],
    actions: [...script.actions, ...actions],
    world: { ...script.world, ...world, Faults: [...faults, ...(script.world.Faults ?? [])] },
  };
}

/** The script with its plan's waves changed, the n-th counted from 0. */
function withWaves(script: Script, change: (wave: Wave, nth: number) => Wave): Script {
  return { ...script, plan: { ...script.plan, plan: { ...script.plan.plan, Waves: script.plan.plan.Waves.map(change) } } };
}

/** The script with the first waves of its plan. */
function withFewWaves(script: Script, most: number = mostWaves): Script {
  const Waves = script.plan.plan.Waves.slice(0, most);
  const kept = new Set(Waves.map(({ WaveNumber }) => WaveNumber));
  const groups = script.plan.groups.filter(({ GroupId }) => Waves.some(({ ProtectionGroupId }) => ProtectionGroupId === GroupId));
  const plan: ValidPlan = { ...script.plan, groups, plan: { ...script.plan.plan, Waves: Waves.map((wave) => ({ ...wave, Dependencies: wave.Dependencies.filter((number) => kept.has(number)) })) } };
  return { ...script, plan };
}

const seconds = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const anyServer = fc.nat({ max: 39 });

/** Some of a service's calls fail, counted per operation: however rarely it is called, they are struck. */
function failingCalls(Service: CallFault['Service'], Operation: string, kinds: readonly CallFaultKind[]): fc.Arbitrary<readonly CallFault[]> {
  return fc.array(fc.tuple(fc.constantFrom(...kinds), seconds(1, 8)), { minLength: 2, maxLength: 6 }).map((drawn) => drawn.map(([Fault, Attempt]) => ({ Service, Operation, Fault, Attempt })));
}

const answerless: readonly CallFaultKind[] = ['THROTTLE', 'INTERNAL_ERROR', 'CUT_CONNECTION', 'TIMEOUT'];

function stalled(servers: readonly number[]): (script: Script) => readonly WorldFault[] {
  return ({ plan }) => {
    const known = serversOf(plan);
    return servers.map((nth, index) => ({ Server: known[nth % known.length] ?? '', Phase: index % 2 === 0 ? 'CONVERSION' : 'LAUNCH', Fault: 'STALL', RawError: 'scripted stall' }));
  };
}

const operatorRequest = fc.constantFrom('RECONCILE' as const, 'RETRY' as const, 'CLEAN_UP' as const);

/** Of the runs that end in a script, mostly the first. */
const mostlyFirst = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(2) });

/** What operators ask at any moment, and soon after a run has got its final status. */
const anyRequest: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ atSecond: seconds(0, 7200), does: operatorRequest }),
  fc.record({ does: fc.constant('ASK_AFTER_END' as const), nth: mostlyFirst, ask: operatorRequest, afterSeconds: fc.oneof(seconds(0, 120), seconds(0, 1200)) }),
);

const startAfterEnd: fc.Arbitrary<Action> = fc.record({ does: fc.constant('ASK_AFTER_END' as const), nth: mostlyFirst, ask: fc.constant('START_AGAIN' as const), afterSeconds: seconds(0, 90) });

/** A DRS whose launches are over while a process stands still. */
const hasty: TimingProfile = { JobPending: 15, JobStarted: 5, Launching: 25, LaunchActions: 20, SpreadPercent: 15 };

/** Tasks that run twice, and processes that stand still: what one of the two knows is old when it acts. */
const tasksTwice = fc
  .record({ frozen: seconds(10, 30), lasts: seconds(600, 2400) })
  .map(({ frozen, lasts }): Correlated => (script) => troubled(script, { storms: [storm('TASK_TWICE', 100, 0, lasts), storm('FROZEN', frozen, 0, lasts)], world: { Profile: hasty } }));

/** Approvals around the end of their time, and callbacks that are refused. */
const approvals = fc
  .record({ timeout: seconds(60, 600), early: fc.oneof(seconds(20, 40), seconds(30, 600)), refused: fc.constantFrom(60, 80), lasts: seconds(1200, 5400) })
  .map(({ timeout, early, refused, lasts }): Correlated => (script) => {
    const paused = withWaves(script, (wave) => ({ ...wave, PauseBefore: true, ApprovalTimeoutSeconds: timeout }));
    return troubled({ ...paused, approver: { answer: 'APPROVE', afterSeconds: Math.max(0, timeout - early) } }, { storms: [storm('MACHINE_REFUSED', refused, 0, lasts)] });
  });

/** How long whoever is to approve has in a run that is cancelled meanwhile: longer than any drain. Seconds. */
const patientApproval = 40_000;

/** A cancel whose stop of the machine is refused, while the machine waits for an answer that nobody gives. */
const stopRefused = fc
  .record({ at: seconds(5, 400), lasts: seconds(30, 400) })
  .map(({ at, lasts }): Correlated => (script) => {
    const paused = withWaves(script, (wave, nth) => ({ ...wave, PauseBefore: nth === 0, ...(nth === 0 ? { ApprovalTimeoutSeconds: patientApproval } : {}) }));
    return troubled({ ...paused, approver: { answer: 'NONE', afterSeconds: 0 } }, { storms: [storm('MACHINE_REFUSED', 100, Math.max(0, at - 2), lasts)], actions: [{ does: 'CANCEL', atSecond: at }] });
  });

/** Starts right after an end, while the store's answers are lost and whatever closes a run does it twice, and late. */
const startsAgain = fc
  .record({ lost: seconds(10, 40), frozen: seconds(5, 20), starts: fc.array(startAfterEnd, { minLength: 1, maxLength: 3 }), at: seconds(0, 3600), lasts: seconds(1800, 5400) })
  .map(({ lost, frozen, starts, at, lasts }): Correlated => (script) =>
    troubled(withFewWaves(script, 2), { storms: [storm('STORE_ANSWER_LOST', lost, 0, lasts), storm('INVOCATION_TWICE', 100, 0, lasts), storm('TASK_TWICE', 60, 0, lasts), storm('FROZEN', frozen, 0, lasts)], actions: [...starts, { does: 'START_AGAIN', atSecond: at }] }),
  );

/** Followed jobs of which DRS tells nothing for a while, by functions that are slow and run twice. */
const silentDrs = fc
  .record({ from: seconds(0, 300), lasts: seconds(60, 600), slow: fc.constantFrom(10, 30, 60), twice: fc.constantFrom(30, 100) })
  .map(({ from, lasts, slow, twice }): Correlated => (script) =>
    troubled(script, { storms: [storm('SLOW', slow, from, lasts), storm('TASK_TWICE', twice, 0, 1800)], faults: [{ Service: 'drs', Operation: 'DescribeJobs', Fault: 'THROTTLE', FromSecond: from, ToSecond: from + lasts }] }),
  );

/** Hardly a job slot, and jobs that never end. */
const scarceSlots = fc
  .record({ slots: seconds(6, 8), others: seconds(0, 7), until: seconds(60, 3000), stalls: fc.array(anyServer, { minLength: 1, maxLength: 2 }), requests: fc.array(anyRequest, { minLength: 1, maxLength: 2 }) })
  .map(({ slots, others, until, stalls, requests }): Correlated => (script) =>
    troubled(withFewWaves(script, 2), { storms: [storm('TASK_TWICE', 30, 0, 1800)], actions: requests, faults: stalled(stalls)(script), world: { Quotas: { ...script.world.Quotas, ConcurrentJobs: slots }, OtherJobs: [{ Count: Math.min(others, slots), EndsAfterSeconds: until }] } }),
  );

/** Instances that EC2 does not know, that are long in starting, and EC2 failing when it is asked about them. */
const failingEc2 = fc
  .record({ unknown: seconds(0, 90), pending: seconds(0, 400), faults: failingCalls('ec2', '*', answerless), slow: fc.constantFrom(0, 10, 30) })
  .map(({ unknown, pending, faults, slow }): Correlated => (script) =>
    troubled(withWaves(script, (wave) => ({ ...wave, HealthCheck: { ...wave.HealthCheck, Enabled: true } })), { storms: [storm('SLOW', slow, 0, 1800)].filter(({ percent }) => percent > 0), faults, world: { Ec2: { UnknownSeconds: unknown, PendingSeconds: pending } } }),
  );

/** Another account's role, for which STS throttles and fails, and which its owner withdraws. */
const failingSts = fc
  .record({ faults: failingCalls('sts', 'AssumeRole', answerless), at: seconds(0, 1200), lasts: seconds(10, 600), withdrawn: fc.boolean() })
  .map(({ faults, at, lasts, withdrawn }): Correlated => (script) => {
    const plan = { ...script.plan.plan, TargetAccountId: '222222222222', AssumeRoleName: 'drs-orchestration', ExternalId: 'a-secret-word' };
    return troubled({ ...script, plan: { ...script.plan, plan } }, { faults, world: targetOf(plan), actions: withdrawn ? [{ does: 'WITHDRAW_ROLE', atSecond: at, forSeconds: lasts }] : [] });
  });

/** Machines that DescribeExecution does not know yet: the finder's minute begins, or a cancel comes, right after the start. */
const unknownMachines = fc
  .record({ startsAt: seconds(41, 59), cancelAfter: fc.option(seconds(0, 20), { nil: undefined }), again: startAfterEnd, lost: fc.constantFrom(0, 30), request: anyRequest })
  .map(({ startsAt, cancelAfter, again, lost, request }): Correlated => (script) =>
    troubled({ ...script, startsAtSecond: startsAt }, {
      storms: [storm('MACHINE_UNKNOWN_YET', 100, 0, 7200), ...(lost === 0 ? [] : [storm('MACHINE_ANSWER_LOST', lost, 0, 900)])],
      actions: [again, request, ...(cancelAfter === undefined ? [] : [{ does: 'CANCEL' as const, atSecond: startsAt + cancelAfter }])],
    }),
  );

/** Waves that time out, and operators who ask at any moment what became of them. */
const operators = fc
  .record({ timeout: seconds(60, 240), reconcileAfter: seconds(0, 900), requests: fc.array(anyRequest, { minLength: 2, maxLength: 5 }), stalls: fc.array(anyServer, { minLength: 0, maxLength: 2 }), refused: fc.constantFrom(0, 30) })
  .map(({ timeout, reconcileAfter, requests, stalls, refused }): Correlated => (script) =>
    troubled(withWaves(script, (wave) => ({ ...wave, TimeoutSeconds: timeout })), { storms: [storm('INVOCATION_REFUSED', refused, 0, 3600)].filter(({ percent }) => percent > 0), actions: [{ does: 'ASK_AFTER_END', nth: 1, ask: 'RECONCILE', afterSeconds: reconcileAfter }, ...requests], faults: stalled(stalls)(script) }),
  );

/** A run's end of which nobody hears at once: events lost or twice, messages that fail, a machine that is aborted. */
const spoiltEnds = fc
  .record({ event: fc.constantFrom('EVENT_LOST' as const, 'EVENT_TWICE' as const), faults: failingCalls('sns', 'Publish', answerless), abortAt: fc.option(seconds(5, 1200), { nil: undefined }), request: anyRequest })
  .map(({ event, faults, abortAt, request }): Correlated => (script) => {
    const plan = { ...script.plan.plan, Notifications: { SnsTopicArn: 'arn:aws:sns:us-east-1:111111111111:dr' } };
    return troubled({ ...script, plan: { ...script.plan, plan } }, { storms: [storm(event, 60, 0, 7200)], faults, actions: [request, ...(abortAt === undefined ? [] : [{ does: 'ABORT_MACHINE' as const, atSecond: abortAt }])] });
  });

/** The profiles by their names. */
const profiles = { tasksTwice, approvals, stopRefused, startsAgain, silentDrs, scarceSlots, failingEc2, failingSts, unknownMachines, operators, spoiltEnds };

/** Trouble that comes together, in one script of three: what a lone fault never leads to. */
export const anyProfile: fc.Arbitrary<Correlated> = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: fc.constant<Correlated>((script) => script) },
  { weight: 1, arbitrary: fc.oneof(...Object.entries(profiles).map(([profile, drawn]) => ({ weight: profile === 'operators' ? 2 : 1, arbitrary: drawn.map((correlated): Correlated => (script) => ({ ...correlated(withFewWaves(script)), profile })) }))) },
);
