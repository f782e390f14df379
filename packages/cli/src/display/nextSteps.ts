import { countsAsLaunched, isFinal, isOutstanding, type ExecutionView } from '@drs-orchestration/core';

const byCode: Readonly<Record<string, string>> = {
  NoServerMatches: 'a local run knows only the servers that the plan lists; give those that carry the tags in a scenario (--scenario FILE, Servers with Tags)',
  ServerUnknown: "correct the server ids in the plan, or the scenario's Servers, then run again",
  ServerNotReplicating: 'see to its replication (in the scenario: ReplicationState), then run again',
  ApprovalRejected: 'run it again when the wave that was rejected may launch',
  ApprovalTimedOut: "run it again with somebody at the terminal, or with the scenario's Approvals",
  ServerRunning: 'terminate that instance if nobody needs it (in the scenario: RecoveryInstance), then run again',
};

const byCodeElsewhere: Readonly<Record<string, string>> = {
  NoServerMatches: 'correct the tags of the protection group, or tag the servers in DRS, then run again',
  ServerUnknown: 'correct the server ids in the plan, then run again',
  ServerNotReplicating: 'see to its replication in DRS, then run again',
  ApprovalRejected: 'run it again when the wave that was rejected may launch',
  ApprovalTimedOut: 'run it again with somebody there to approve',
  ServerRunning: 'terminate that instance if nobody needs it, then run again',
};

/**
 * What to do after a run, in a few words each.
 * @param flags the target's, in commands that are proposed; absent: this process ran it, in a world of a scenario
 */
export function nextSteps(view: ExecutionView, flags?: string): readonly string[] {
  return flags === undefined ? stepsHere(view) : stepsElsewhere(view, flags);
}

function stepsElsewhere(view: ExecutionView, flags: string): readonly string[] {
  const id = view.ExecutionId;
  if (view.CleanUp?.Status === 'FAILED') return [`drsctl executions cleanup ${id}${flags} terminates what was left`];
  const codes = new Set(view.Errors.map((error) => error.Code));
  const known = Object.entries(byCodeElsewhere).flatMap(([code, step]) => (codes.has(code) ? [step] : []));
  const retry = leftUndone(view) ? [`drsctl executions retry ${id}${flags} launches only what did not succeed`] : [];
  // What a local run left in the air ended with its world: there is nobody to ask.
  const undecided = view.Status === 'TIMEOUT' || view.Waves.some(({ Servers }) => Servers.some((server) => isOutstanding(server.Status)));
  const reconcile = undecided && !flags.includes('--local') ? [`drsctl executions reconcile ${id}${flags} asks DRS how the late jobs ended`] : [];
  return view.Status === 'COMPLETED' || !isFinal(view.Status) ? known : [...reconcile, ...known, ...retry];
}

function leftUndone({ Waves }: ExecutionView): boolean {
  return Waves.some(({ Servers }) => Servers.length === 0 || Servers.some((server) => !countsAsLaunched(server.Status)));
}

function stepsHere(view: ExecutionView): readonly string[] {
  if (view.CleanUp?.Status === 'FAILED') return [`terminate what the clean-up left (${view.CleanUp.Remaining.slice(0, 3).join(', ')}${view.CleanUp.Remaining.length > 3 ? ' …' : ''}) in the DRS console`];
  const codes = new Set(view.Errors.map((error) => error.Code));
  const known = Object.entries(byCode).flatMap(([code, step]) => (codes.has(code) ? [step] : []));
  if (known.length > 0) return known;
  switch (view.Status) {
    case 'COMPLETED':
      return view.ExecutionType === 'DRILL' ? ['rehearse what can go wrong: give a world with faults by --scenario FILE'] : [];
    case 'PARTIAL':
    case 'FAILED':
      return [`see to ${view.Errors.some((error) => error.SourceServerId !== undefined) ? 'the servers named' : 'what is said'} above, then run again; the logs tell each step`];
    case 'TIMEOUT':
      return ["raise the wave's TimeoutSeconds if DRS needs longer, or see to the servers named above, then run again"];
    default:
      return [];
  }
}
