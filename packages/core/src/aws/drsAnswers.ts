import * as z from 'zod';
import { ServiceError } from '../errors.js';
import type { DrsJob, DrsJobLogEvent, DrsLaunchActionRun, DrsParticipatingServer, DrsRecoveryInstance, DrsSourceServer } from '../ports/index.js';
import { durationSeconds } from './durations.js';

// Only what we read is checked (P30). Words of an enum are strings: DRS adds some, and real traces hold ones that
// the model lacks. Optional fields may be missing, null, blank, or vanish from one answer to the next.
const text = z.string().nullish().transform((value) => (value?.trim() ? value : undefined));
/** What names a thing: without it an answer says nothing of it. */
const id = z.string().min(1);
const tags = z.record(z.string(), z.string()).nullish().transform((value) => value ?? {});
/** A date: real traces end in `+00:00` where the model says `Z`. */
const time = z.string().nullish().transform((value) => {
  const milliseconds = Date.parse(value ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
});

/** The fields that are there: absent ones must not be `undefined` ones. */
type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };
const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

const actionRun = z
  .object({ status: z.string(), action: z.object({ name: text, actionCode: text }).nullish(), failureReason: text })
  .transform(({ status, action, failureReason }): DrsLaunchActionRun => ({
    status,
    ...present({ actionName: action?.name ?? action?.actionCode, failureReason }),
  }));

// `postLaunchActionsDeployment` is the seeds' name for launch actions (design section 15), COMPLETED their SUCCEEDED.
const deployment = z.object({ status: z.string(), failureReason: text }).transform(({ status, failureReason }): DrsLaunchActionRun => ({
  status: status === 'COMPLETED' ? 'SUCCEEDED' : status,
  ...present({ failureReason }),
}));

const participatingServer = z
  .object({
    sourceServerID: id,
    launchStatus: text,
    recoveryInstanceID: text,
    launchActionsStatus: z.object({ runs: z.array(actionRun).nullish() }).nullish(),
    postLaunchActionsDeployment: deployment.nullish(),
  })
  .transform((server): DrsParticipatingServer => {
    const runs = server.launchActionsStatus?.runs ?? (server.postLaunchActionsDeployment ? [server.postLaunchActionsDeployment] : []);
    return {
      sourceServerId: server.sourceServerID,
      ...present({ launchStatus: server.launchStatus, recoveryInstanceId: server.recoveryInstanceID }),
      ...(runs.length === 0 ? {} : { launchActionRuns: runs }),
    };
  });

/** A job. */
export const job: z.ZodType<DrsJob> = z
  .object({
    jobID: id,
    type: text,
    status: z.string(),
    initiatedBy: text,
    creationDateTime: time,
    endDateTime: time,
    participatingServers: z.array(participatingServer).nullish(),
    tags,
  })
  .transform((answer) => ({
    jobId: answer.jobID,
    type: answer.type ?? 'LAUNCH',
    status: answer.status,
    servers: answer.participatingServers ?? [],
    tags: answer.tags,
    ...present({ initiatedBy: answer.initiatedBy, createdAt: answer.creationDateTime, endedAt: answer.endDateTime }),
  }));

/** An event of a job's log. */
export const jobLogEvent: z.ZodType<DrsJobLogEvent> = z
  .object({
    logDateTime: time,
    event: z.string(),
    eventData: z.object({ sourceServerID: text, targetInstanceID: text, rawError: text }).nullish(),
  })
  .transform(({ event, logDateTime, eventData }) => ({
    event,
    ...present({
      at: logDateTime,
      sourceServerId: eventData?.sourceServerID,
      targetInstanceId: eventData?.targetInstanceID,
      rawError: eventData?.rawError,
    }),
  }));

/** A source server. */
export const sourceServer: z.ZodType<DrsSourceServer> = z
  .object({
    sourceServerID: id,
    recoveryInstanceId: text,
    tags,
    dataReplicationInfo: z.object({ dataReplicationState: text, lagDuration: text }).nullish(),
    sourceProperties: z.object({ identificationHints: z.object({ hostname: text, fqdn: text }).nullish() }).nullish(),
  })
  .transform((answer) => {
    const hints = answer.sourceProperties?.identificationHints;
    return {
      sourceServerId: answer.sourceServerID,
      tags: answer.tags,
      ...present({
        hostName: hints?.hostname ?? hints?.fqdn,
        replicationState: answer.dataReplicationInfo?.dataReplicationState,
        lagSeconds: durationSeconds(answer.dataReplicationInfo?.lagDuration ?? ''),
        recoveryInstanceId: answer.recoveryInstanceId,
      }),
    };
  });

/** A recovery instance; its id equals its EC2 instance's. */
export const recoveryInstance: z.ZodType<DrsRecoveryInstance> = z
  .object({
    recoveryInstanceID: id,
    sourceServerID: id,
    ec2InstanceID: text,
    ec2InstanceState: text,
    jobID: text,
    // Required: what is not surely a drill's must not be terminated as one.
    isDrill: z.boolean(),
  })
  .transform((answer) => ({
    recoveryInstanceId: answer.recoveryInstanceID,
    sourceServerId: answer.sourceServerID,
    ec2InstanceId: answer.ec2InstanceID ?? answer.recoveryInstanceID,
    isDrill: answer.isDrill,
    ...present({ ec2InstanceState: answer.ec2InstanceState, jobId: answer.jobID }),
  }));

/** A page of a list. */
export function pageOf<Item>(item: z.ZodType<Item>): z.ZodType<{ readonly items: Item[]; readonly nextToken: string | undefined }> {
  return z.object({ items: z.array(item), nextToken: text });
}

/** The answer of a call that starts a job. */
export const startedJob: z.ZodType<{ readonly job: DrsJob }> = z.object({ job });

/**
 * Checks an answer of DRS (P30).
 * @throws ServiceError (SERVER: what was done is not known) that names the operation and every field that is wrong.
 */
export function parseAnswer<Answer>(operation: string, schema: z.ZodType<Answer>, answer: unknown): Answer {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const message =
    `DRS answered ${operation} with something unexpected (${faults}). ` +
    'Look in DRS for what happened; if this goes on, its API has changed.';
  throw new ServiceError({ service: 'DRS', operation, kind: 'SERVER', message }, { cause: parsed.error });
}
