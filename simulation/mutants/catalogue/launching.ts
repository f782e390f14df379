import type { Mutant } from '../mutant.js';
import { core, orchestrator } from './packages.js';

/** Faults in launching servers (design section 6). */
export const launching: readonly Mutant[] = [
  {
    name: 'refusal-overwrites-an-open-call',
    breaks: 'A run of the launch that gives up fails a server for which another run of it is calling DRS.',
    proves: ['P28'],
    patches: [{ file: 'packages/core/src/launch/calls.ts', replace: '!launchable.has(server.SourceServerId) ? server : fail', by: "server.Status !== 'NOT_STARTED' ? server : fail" }],
    caughtBy: orchestrator('test/tasks/exactlyOnce.test.ts'),
  },
  {
    name: 'server-of-an-open-call-is-launched-again',
    breaks: 'A server whose launch call is still open counts as launchable.',
    proves: ['P28', 'R9.3'],
    patches: [{ file: 'packages/core/src/launch/calls.ts', replace: ' && !inCalls.has(server.SourceServerId)', by: '' }],
    caughtBy: core('test/launch/calls.test.ts'),
  },
  {
    name: 'lost-answer-counts-as-a-refusal',
    breaks: 'A launch call whose answer was lost is taken back, so its servers are launched again.',
    proves: ['P28', 'R9.3'],
    patches: [{ file: 'packages/core/src/launch/startCall.ts', replace: "'THROTTLED', 'UNREACHABLE']", by: "'THROTTLED', 'UNREACHABLE', 'NETWORK', 'SERVER']" }],
    caughtBy: orchestrator('test/tasks/launchRefusals.test.ts', 'test/tasks/exactlyOnce.test.ts'),
  },
  {
    name: 'launches-are-retried-blindly',
    breaks: 'The client sends a launch again after a cut connection or a 5xx, although DRS may have acted.',
    proves: ['P28', 'R9.3'],
    patches: [{ file: 'packages/core/src/aws/retryStrategy.ts', replace: "LAUNCHES: new Set(['THROTTLED']),", by: "LAUNCHES: new Set(['THROTTLED', 'NETWORK', 'SERVER'])," }],
    caughtBy: core('src/aws/retryStrategy.test.ts'),
  },
  {
    name: 'call-is-void-at-its-deadline',
    breaks: 'A call that is not found is void as soon as its deadline has passed, before DRS can be expected to show its job.',
    proves: ['P28', 'R9.3'],
    patches: [{ file: 'packages/core/src/launch/calls.ts', replace: 'callVoidAfterSeconds = 120', by: 'callVoidAfterSeconds = 0' }],
    caughtBy: orchestrator('test/tasks/openCalls.test.ts'),
  },
  {
    name: 'latest-snapshot-goes-on-the-wire',
    breaks: 'A launch asks DRS for a snapshot of the name LATEST, which it does not have.',
    proves: ['R2.1', 'P6'],
    patches: [{ file: 'packages/core/src/aws/drs.ts', replace: 'recoverySnapshotId === undefined || recoverySnapshotId === latestSnapshot ?', by: 'recoverySnapshotId === undefined ?' }],
    caughtBy: core('src/aws/drs.test.ts'),
  },
  {
    name: 'chosen-snapshot-is-forgotten',
    breaks: 'A launch takes the latest data whatever snapshot the wave names.',
    proves: ['R2.1', 'P6'],
    patches: [{ file: 'packages/core/src/launch/startCall.ts', replace: '({ sourceServerId, recoverySnapshotId: wave.RecoverySnapshotId })', by: '({ sourceServerId })' }],
    caughtBy: core('test/launch/startCall.test.ts'),
  },
  {
    name: 'drill-is-launched-for-real',
    breaks: 'A drill is launched as a real recovery.',
    proves: ['R2.2'],
    patches: [{ file: 'packages/core/src/launch/startCall.ts', replace: "isDrill: header.ExecutionType === 'DRILL'", by: 'isDrill: false' }],
    caughtBy: core('test/launch/startCall.test.ts'),
  },
  {
    name: 'unknown-server-is-not-named',
    breaks: 'A server that DRS does not know is refused without its id.',
    proves: ['R2.5'],
    patches: [{ file: 'packages/core/src/preflight/serverProblems.ts', replace: 'DRS does not know server ${server} in', by: 'DRS does not know a server in' }],
    caughtBy: orchestrator('test/tasks/prepareExecution.test.ts'),
  },
  {
    name: 'parallel-wave-makes-a-job-a-server',
    breaks: 'Each server of a parallel wave gets a job of its own.',
    proves: ['R1.4', 'P4'],
    patches: [{ file: 'packages/core/src/launch/packing.ts', replace: 'const size = Math.min(quotas.serversPerJob, quotas.serversInJobs);', by: 'const size = 1;' }],
    caughtBy: orchestrator('test/tasks/launchWave.test.ts'),
  },
  {
    name: 'part-of-a-parallel-wave-goes-ahead',
    breaks: 'Where slots are short, those jobs of a parallel wave that fit are launched, and the others minutes later.',
    proves: ['P4'],
    patches: [{ file: 'packages/core/src/launch/packing.ts', replace: 'return now.length >= fitting({ jobs: 0, servers: 0 }).length ? now : [];', by: 'return now;' }],
    caughtBy: core('test/launch/packing.test.ts'),
  },
  {
    name: 'cancelled-run-launches-on',
    breaks: 'A Task that outlives the cancel of its execution still launches.',
    proves: ['R4.5'],
    patches: [{ file: 'packages/core/src/launch/launchServers.ts', replace: "if ((header.Status === 'RUNNING' || header.Status === 'POLLING') && header.Machine === undefined && header.WavesEndedAt === undefined) return;", by: 'if (header.Machine === undefined) return;' }],
    caughtBy: orchestrator('test/tasks/launchWave.test.ts'),
  },
];
