import type { Preflight, PreflightCheck } from '../answers/preflight.js';
import { estimateRun } from '../estimate/estimateRun.js';
import { readLaunchHistory } from '../estimate/readLaunchHistory.js';
import type { Executions, StoredExecution } from '../execution/executions.js';
import { newExecution } from '../execution/newExecution.js';
import type { WaveRecord } from '../execution/records.js';
import type { LaunchQuotas } from '../launch/packing.js';
import type { ExecutionType, ProtectionGroup, StoredPlan } from '../plan/plan.js';
import { findGroups } from '../plan/plans.js';
import { groupIdsOf } from '../plan/protectionGroups.js';
import { unixSeconds } from '../ports/clock.js';
import type { Ports } from '../ports/index.js';
import { accessChecks } from './accessChecks.js';
import { unknownFor } from './check.js';
import { askDrsFacts, type DrsFacts } from './drsFacts.js';
import { limitProblems } from './limitProblems.js';
import { validateStoredPlan } from '../plan/validateStoredPlan.js';
import { planFree, planValid } from './planChecks.js';
import { quotaChecks } from './quotaChecks.js';
import { resolveServers } from './resolveServers.js';
import { rtoTarget } from './rtoTarget.js';
import { serverChecks } from './serverChecks.js';
import { serverProblems } from './serverProblems.js';
import { tagProblems } from './tagProblems.js';

/** How long DRS may take to answer all of a preflight's questions. Milliseconds; API Gateway gives a request 30 s. */
const patience = 22_000;

/** What a preflight works with. */
export interface PreflightContext extends Pick<Ports, 'clock' | 'items' | 'accounts' | 'logger'> {
  readonly executions: Executions;
  readonly quotas: LaunchQuotas;
  readonly sourceAccountId: string;
}

/** Checks that need a valid plan, and DRS. */
const beyondPlan = [
  'ROLE_ASSUMABLE', 'DRS_READY', 'SERVERS_KNOWN', 'SERVERS_REPLICATING', 'REPLICATION_LAG', 'NO_LIVE_INSTANCES', 'SERVERS_FREE', 'JOB_SLOTS', 'SERVERS_IN_JOBS', 'RTO_TARGET',
] as const;

/**
 * Whether a plan would run now, and how long that would take: what a start and PrepareExecution look at, and what would
 * delay the run. Nothing is written and nothing launched. What cannot be looked at is UNKNOWN, never an error.
 */
export async function preflightOf(context: PreflightContext, plan: StoredPlan, executionType: ExecutionType): Promise<Preflight> {
  const deadline = context.clock.now() + patience;
  const [groups, active] = await Promise.all([
    findGroups(context.items, groupIdsOf(plan)),
    plan.ActiveExecutionId === undefined ? undefined : context.executions.findHeader(plan.ActiveExecutionId),
  ]);
  const validation = validateStoredPlan(plan, groups, context.sourceAccountId);
  const free = planFree(plan, active);
  if (validation.faults !== undefined) {
    const invalid = unknownFor(beyondPlan, { known: false, reason: 'the plan is not valid.' });
    return answer(context, plan, executionType, [planValid(plan, validation, []), free, ...invalid]);
  }
  const { header, waves } = asStarted(context, plan, groups, executionType);
  const [facts, history] = await Promise.all([askDrsFacts(context, header, waves, deadline), readLaunchHistory(context, plan.PlanId, executionType)]);
  const { servers } = facts;
  const resolved = servers.known ? resolveServers(waves, servers.value) : waves;
  const problems = servers.known ? [...tagProblems(resolved), ...serverProblems(resolved, servers.value, header), ...limitProblems(resolved)] : [];
  const run = serversAreKnown(resolved, facts) ? estimateRun(resolved, executionType, history, context.quotas) : undefined;
  const checks = [
    planValid(plan, validation, problems),
    free,
    ...accessChecks(header, servers),
    ...serverChecks(header, resolved, problems, facts),
    ...quotaChecks(facts.jobs, run, context.quotas, executionType),
    rtoTarget(plan, run?.estimate),
  ];
  return { ...answer(context, plan, executionType, checks), ...(run === undefined ? {} : { Estimate: run.estimate }) };
}

/** The records that a start would write. */
function asStarted(context: PreflightContext, plan: StoredPlan, groups: readonly ProtectionGroup[], executionType: ExecutionType): StoredExecution {
  return newExecution({ executionId: 'preflight', plan, groups, executionType, initiatedBy: 'preflight', sourceAccountId: context.sourceAccountId, now: unixSeconds(context.clock) });
}

/** Whether it is known which servers each wave has; those that a plan lists are, whatever DRS says. */
function serversAreKnown(resolved: readonly WaveRecord[], { servers }: DrsFacts): boolean {
  return resolved.every((wave) => wave.Servers.length > 0 && (wave.Tags === undefined || servers.known));
}

function answer(context: PreflightContext, plan: StoredPlan, executionType: ExecutionType, checks: readonly PreflightCheck[]): Preflight {
  return {
    PlanId: plan.PlanId,
    PlanName: plan.PlanName,
    PlanVersion: plan.Version,
    ExecutionType: executionType,
    CheckedAt: unixSeconds(context.clock),
    Ready: checks.every(({ State }) => State === 'PASSED' || State === 'WARNING'),
    Checks: checks,
  };
}
