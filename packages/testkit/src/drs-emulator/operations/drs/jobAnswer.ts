import type { DrsEmulator } from '../../drsEmulator.js';
import type { Job, JobServer } from '../../jobs/job.js';
import { endOf, failsIn, launchedAt } from '../../timing/course.js';
import { uuidOf } from '../../timing/seededDraw.js';
import { resourceArn } from './resourceArn.js';
import { wireDate } from './wireDate.js';

function initiatedBy({ type, isDrill }: Job): string {
  if (type === 'TERMINATE') return 'TERMINATE_RECOVERY_INSTANCES';
  return isDrill ? 'START_DRILL' : 'START_RECOVERY';
}

/** What the model allows in a reason why a launch action failed. Characters. */
const longestReason = 256;

/** A reason as the model allows it: a scenario's RawError may say anything. */
const failureReason = (rawError: string): string => rawError.replace(/[^0-9a-zA-Z ():/.,'-_#*;]/g, ' ').slice(0, longestReason);

function launchActions(emulator: DrsEmulator, { course, instanceId }: JobServer): object {
  const over = endOf(course, 'LAUNCH_ACTIONS') <= emulator.clock.now();
  const failed = over && failsIn(course, 'LAUNCH_ACTIONS');
  const run = {
    action: { name: 'AWS default', type: 'SSM_AUTOMATION' },
    runId: uuidOf(0, `run/${instanceId}`),
    status: failed ? 'FAILED' : over ? 'SUCCEEDED' : 'IN_PROGRESS',
    ...(failed ? { failureReason: failureReason(course.fault?.rawError ?? '') } : {}),
  };
  return { launchActionsStatus: { ssmAgentDiscoveryDatetime: wireDate(launchedAt(course)), runs: [run] } };
}

function participant(emulator: DrsEmulator, job: Job, server: JobServer): object {
  const launched = launchedAt(server.course) <= emulator.clock.now();
  return {
    sourceServerID: server.id,
    launchStatus: emulator.launchStatus(server),
    ...(launched || job.type === 'TERMINATE' ? { recoveryInstanceID: server.instanceId } : {}),
    ...(launched && server.course.ends.some((end) => end.phase === 'LAUNCH_ACTIONS') ? launchActions(emulator, server) : {}),
  };
}

/** A job as DRS shows it now. */
export function jobAnswer(emulator: DrsEmulator, job: Job): object {
  const status = emulator.status(job);
  return {
    jobID: job.id,
    arn: resourceArn(emulator, 'job', job.id),
    type: job.type,
    initiatedBy: initiatedBy(job),
    creationDateTime: wireDate(job.createdAt),
    ...(status === 'COMPLETED' ? { endDateTime: wireDate(emulator.endOf(job)) } : {}),
    status,
    participatingServers: job.servers.map((server) => participant(emulator, job, server)),
    tags: { ...job.tags },
  };
}
