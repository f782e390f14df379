/** A scenario file with every key that one may have. */
export const completeScenario: string = `
Seed: 7
Profile: { JobPending: 2, JobStarted: 1, Launching: 3, LaunchActions: 1, SpreadPercent: 0 }
Account: "333333333333"
Initialized: false
Quotas: { ConcurrentJobs: 5, ServersPerJob: 10, ServersInJobs: 50 }
Servers:
  - { SourceServerId: s-3d75cdc0d9a28a725, HostName: db-1, ReplicationState: STALLED, LagSeconds: 12, Tags: { Tier: database } }
  - { SourceServerId: s-0123456789abcdef0, Exists: false }
  - { SourceServerId: s-3afa164776f93ce4f, RecoveryInstance: { IsDrill: false } }
OtherJobs:
  - { Count: 18, EndsAfterSeconds: 600 }
  - { Count: 1 }
Faults:
  - { Service: drs, Operation: StartRecovery, Attempt: 1, Fault: LOSE_ANSWER }
  - { Service: drs, Operation: DescribeJobs, FromSecond: 60, ToSecond: 120, Fault: THROTTLE }
  - { Server: s-3c63bb8be30d7d071, Phase: CONVERSION, Fault: FAIL, RawError: "Insufficient capacity" }
  - { Server: s-3c1730a9e0771ea14, Phase: LAUNCH, Fault: STALL }
  - { Schedule: finder, FromSecond: 300, ToSecond: 420, Fault: OFF }
Approvals:
  - { WaveNumber: 2, AfterSeconds: 30, Decision: APPROVE, By: dr-lead, Reason: "smoke test green" }
`;
