import type { Mutant } from '../mutant.js';
import { core, scripts, testkit } from './packages.js';

const fixtures = 'packages/testkit/src/plans/planFixtures.ts';

/** Faults in what tests rest on: emulator, fixtures, the network guard. */
export const standIns: readonly Mutant[] = [
  {
    name: 'stand-in-tells-no-instance-of-a-job',
    breaks: 'The stand-in of DRS in one process does not name the instances that a job launched, as the service does.',
    proves: ['R11.1'],
    patches: [{ file: 'packages/testkit/src/drs-emulator/inProcess/drsRecords.ts', replace: "launchStatus: wire.text('launchStatus'), recoveryInstanceId: wire.text('recoveryInstanceID')", by: "launchStatus: wire.text('launchStatus')" }],
    caughtBy: testkit('src/drs-emulator/inProcess/accountsContract.test.ts'),
  },
  {
    name: 'emulated-jobs-are-never-pending',
    breaks: 'Emulated jobs are STARTED at once, where the service leaves them PENDING for minutes.',
    proves: ['R11.2'],
    patches: [{ file: 'packages/testkit/src/drs-emulator/timing/profiles.ts', replace: 'measured: { JobPending: 808,', by: 'measured: { JobPending: 0,' }],
    caughtBy: testkit('src/drs-emulator/timing/profiles.test.ts'),
  },
  {
    name: 'emulator-does-not-throttle',
    breaks: 'A call that is to be throttled is answered.',
    proves: ['R11.3', 'R11.5'],
    patches: [{ file: 'packages/testkit/src/drs-emulator/faults/scriptedRefusal.ts', replace: "case 'THROTTLE':\n      return throttled(service);", by: "case 'THROTTLE':\n      return undefined;" }],
    caughtBy: testkit('src/drs-emulator/faults/callFaults.test.ts'),
  },
  {
    name: 'emulator-cuts-no-connection',
    breaks: 'A call whose connection is to be cut is answered.',
    proves: ['R11.3', 'R11.5'],
    patches: [{ file: 'packages/testkit/src/drs-emulator/answerCall.ts', replace: "if (fault?.Fault === 'CUT_CONNECTION') return { reply: { kind: 'CUT' }, struckBy: fault.Fault };", by: '' }],
    caughtBy: testkit('src/drs-emulator/faults/callFaults.test.ts'),
  },
  {
    name: 'network-guard-takes-strangers-for-this-machine',
    breaks: 'Names that only look like localhost, and IPv4 addresses in the clothes of IPv6, count as this machine.',
    proves: ['R11.4'],
    patches: [
      { file: 'scripts/vitest/loopback.ts', replace: "host.endsWith('.localhost')", by: "host.startsWith('localhost.')" },
      { file: 'scripts/vitest/loopback.ts', replace: "'::ffff:127.0.0.0', 104", by: "'::ffff:0.0.0.0', 96" },
    ],
    caughtBy: scripts('test/networkGuard.test.ts'),
  },
  {
    name: 'web-tier-has-one-server',
    breaks: 'A protection group of the test plans has one server.',
    proves: ['R12.1'],
    patches: [{ file: fixtures, replace: "Web: ['s-3578f52ef3bdd58b4', 's-3b9401c1cd270a7a8'],", by: "Web: ['s-3578f52ef3bdd58b4']," }],
    caughtBy: testkit('src/plans/plans.test.ts'),
  },
  {
    name: 'sequential-example-is-parallel',
    breaks: 'The example of a sequential wave launches its servers together.',
    proves: ['R12.2'],
    patches: [{ file: 'examples/sequential.yaml', replace: 'ExecutionType: SEQUENTIAL', by: 'ExecutionType: PARALLEL' }],
    caughtBy: testkit('src/scenario/examples.test.ts'),
  },
  {
    name: 'invalid-plan-has-no-cycle',
    breaks: 'The invalid test plan has no cycle any more.',
    proves: ['R12.3'],
    patches: [{ file: fixtures, replace: '.withWave({ ServerIds: [serverId(3)], Dependencies: [4] })', by: '.withWave({ ServerIds: [serverId(3)], Dependencies: [] })' }],
    caughtBy: testkit('src/plans/plans.test.ts'),
  },
  {
    name: 'cycles-are-accepted',
    breaks: 'A plan whose waves wait for each other is valid.',
    proves: ['R12.3'],
    patches: [{ file: 'packages/core/src/plan/dependencyFaults.ts', replace: "if (plan.ordering === 'DEPENDENCIES') faults.push(...cycleFaults(numbered));", by: '' }],
    caughtBy: core('src/plan/validatePlan.test.ts'),
  },
  {
    name: 'test-data-has-a-camel-case-attribute',
    breaks: 'The standard test plan has an attribute that no table has.',
    proves: ['R12.4'],
    patches: [{ file: fixtures, replace: 'return Object.entries(testServers)\n    .reduce(', by: 'return Object.assign({ planOwner: 1 }, Object.entries(testServers)\n    .reduce(' }, { file: fixtures, replace: "aPlan({ PlanName: 'Standard' }))\n    .build();", by: "aPlan({ PlanName: 'Standard' }))\n    .build());" }],
    caughtBy: testkit('src/plans/plans.test.ts'),
  },
  {
    name: 'local-system-leaves-its-schedule-running',
    breaks: 'The schedule of a local system goes on after the system was stopped.',
    proves: ['R12.5'],
    patches: [{ file: 'packages/testkit/src/local-system/startLocalSystem.ts', replace: 'closers.push(() => schedule.stop());', by: '' }],
    caughtBy: testkit('src/local-system/startLocalSystem.test.ts'),
  },
];
