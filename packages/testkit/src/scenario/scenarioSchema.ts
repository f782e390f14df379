import { accountIdSchema, serverIdSchema, waveNumberSchema } from '@drs-orchestration/core';
import * as z from 'zod';
import { timingProfiles } from '../drs-emulator/timing/profiles.js';
import type { TimingProfile, WorldFault, WorldServer } from '../drs-emulator/world.js';
import type { Scenario } from './scenario.js';

const seconds = (description: string): z.ZodInt => z.int().min(0).max(1_209_600).meta({ description });

const text = (longest: number, description: string): z.ZodString => z.string().min(1).max(longest).meta({ description });

/** DRS's replication states (drs-api.md, Enums). */
export const replicationStates = [
  'STOPPED', 'INITIATING', 'INITIAL_SYNC', 'BACKLOG', 'CREATING_SNAPSHOT', 'CONTINUOUS', 'PAUSED', 'RESCAN', 'STALLED', 'DISCONNECTED',
] as const;

const { measured } = timingProfiles;

const timingTableSchema: z.ZodType<TimingProfile> = z
  .strictObject({
    JobPending: seconds('Seconds a job is PENDING').default(measured.JobPending),
    JobStarted: seconds('Seconds of snapshot and conversion, before a server is IN_PROGRESS').default(measured.JobStarted),
    Launching: seconds('Seconds a server is IN_PROGRESS').default(measured.Launching),
    LaunchActions: seconds('Seconds of launch actions, in a recovery').default(measured.LaunchActions),
    SpreadPercent: z.number().min(0).max(100).default(measured.SpreadPercent).meta({ description: 'Seeded spread of each duration, in per cent' }),
  })
  .meta({ id: 'TimingTable', description: 'How long DRS takes, in seconds; what is left out is as measured' });

const serverSchema: z.ZodType<WorldServer> = z
  .strictObject({
    SourceServerId: serverIdSchema,
    HostName: text(255, 'Its host name').exactOptional(),
    ReplicationState: z.enum(replicationStates).default('CONTINUOUS').meta({ description: 'How its replication is' }),
    LagSeconds: seconds('Replication lag').default(0),
    Tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}).meta({ description: 'Its tags in DRS' }),
    Exists: z.boolean().default(true).meta({ description: 'false: DRS does not know it' }),
    RecoveryInstance: z
      .strictObject({ IsDrill: z.boolean().meta({ description: "false: it is not a drill's, the server runs for real" }) })
      .exactOptional()
      .meta({ description: 'An instance of it that runs already' }),
  })
  .meta({ id: 'Server', description: "A source server: adds to, or overrides, the plan's" });

const serviceFaultSchema = z
  .strictObject({
    Service: z.enum(['drs', 'ec2', 'sts', 'sns']).meta({ description: 'The service whose calls go wrong' }),
    Operation: text(64, 'The operation, e.g. StartRecovery; * for all of the service'),
    Attempt: z.int().min(1).max(1_000_000).exactOptional().meta({ description: 'The call of that operation that goes wrong, from 1' }),
    FromSecond: seconds("Seconds since the drill's start, from which all calls go wrong").exactOptional(),
    ToSecond: seconds("Seconds since the drill's start, from which they go well again").exactOptional(),
    Fields: z.array(text(64, 'A field')).min(1).exactOptional().meta({ description: 'DROP_FIELDS: the fields that the answer lacks; by default those that vanish in the field' }),
    Fault: z
      .enum(['LOSE_ANSWER', 'THROTTLE', 'INTERNAL_ERROR', 'CUT_CONNECTION', 'TIMEOUT', 'CONFLICT', 'QUOTA', 'DROP_FIELDS'])
      .meta({ description: 'LOSE_ANSWER: the service acts, the caller hears nothing' }),
  })
  .meta({ id: 'ServiceFault', description: 'Calls to a service that go wrong: one Attempt, all in a time, or all' });

const serverFaultSchema = z
  .strictObject({
    Server: serverIdSchema,
    Phase: z.enum(['SNAPSHOT', 'CONVERSION', 'LAUNCH', 'LAUNCH_ACTIONS', 'BOOT', 'TERMINATION']).default('LAUNCH').meta({ description: 'Where it goes wrong; BOOT is of the launched instance, TERMINATION of the clean-up' }),
    Fault: z.enum(['FAIL', 'STALL', 'NEVER_LAUNCHED']).meta({ description: 'NEVER_LAUNCHED: the job COMPLETES without it' }),
    RawError: text(1_000, "What the job's log says of a FAIL").exactOptional(),
  })
  .meta({ id: 'ServerFault', description: 'A server whose launch goes wrong' });

const scheduleFaultSchema = z
  .strictObject({
    Schedule: z.enum(['finder']).meta({ description: 'The schedule that does not fire' }),
    FromSecond: seconds("Seconds since the drill's start"),
    ToSecond: seconds("Seconds since the drill's start"),
    Fault: z.enum(['OFF']).meta({ description: 'OFF' }),
  })
  .meta({ id: 'ScheduleFault', description: 'A schedule that does not fire for a time' });

const faultSchema: z.ZodType<WorldFault> = z.union([serviceFaultSchema, serverFaultSchema, scheduleFaultSchema]);

const quotasSchema = z
  .strictObject({
    ConcurrentJobs: z.int().min(1).max(10_000).default(20).meta({ description: 'Jobs at a time in the account (L-D88FAC3A)' }),
    ServersPerJob: z.int().min(1).max(10_000).default(100).meta({ description: 'Servers in one job (L-B827C881)' }),
    ServersInJobs: z.int().min(1).max(100_000).default(500).meta({ description: 'Servers in all jobs (L-05AFA8C6)' }),
  })
  .meta({ description: "DRS's quotas in the account and Region" });

/** The schema of a scenario file: each value by itself; every key is optional. */
export const scenarioSchema: z.ZodType<Scenario> = z
  .strictObject({
    Seed: z.int().min(0).max(4_294_967_295).default(42).meta({ description: 'All that is random comes from it' }),
    Profile: z
      .union([z.enum(['measured', 'recorded']), timingTableSchema])
      .default('measured')
      .meta({ description: 'How long DRS takes: measured, recorded, or a table of phases in seconds' }),
    Account: accountIdSchema.default('111111111111'),
    Initialized: z.boolean().default(true).meta({ description: 'false: DRS was never initialised in the account and Region' }),
    Quotas: quotasSchema.prefault({}),
    Servers: z.array(serverSchema).default([]),
    OtherJobs: z
      .array(
        z.strictObject({
          Count: z.int().min(1).max(1_000).meta({ description: 'How many jobs' }),
          EndsAfterSeconds: seconds("Seconds since the drill's start until they end; never by default").exactOptional(),
        }),
      )
      .default([])
      .meta({ description: "Strangers' jobs that hold slots" }),
    Faults: z.array(faultSchema).default([]).meta({ description: 'What goes wrong, and when' }),
    Approvals: z
      .array(
        z.strictObject({
          WaveNumber: waveNumberSchema,
          AfterSeconds: seconds('Seconds after the wave began to pause').default(0),
          Decision: z.enum(['APPROVE', 'REJECT']).meta({ description: 'The answer' }),
          By: text(200, 'Who answers').default('scenario'),
          Reason: text(1_000, 'Why').exactOptional(),
        }),
      )
      .default([])
      .meta({ description: 'Answers for waves that pause, when nobody sits at the terminal' }),
  })
  .meta({ title: 'DRS Orchestration drill scenario' });
