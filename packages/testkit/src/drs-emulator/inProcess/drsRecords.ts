import type { DrsJob, DrsJobLogEvent, DrsParticipatingServer, DrsRecoveryInstance, DrsSourceServer } from '@drs-orchestration/core';
import { present, type WireMembers } from './wireMembers.js';

function participatingServer(wire: WireMembers): DrsParticipatingServer {
  const runs = wire.member('launchActionsStatus').list('runs').map((run) => ({
    status: run.needed('status'),
    ...present({ actionName: run.member('action').text('name'), failureReason: run.text('failureReason') }),
  }));
  return {
    sourceServerId: wire.needed('sourceServerID'),
    ...present({ launchStatus: wire.text('launchStatus'), recoveryInstanceId: wire.text('recoveryInstanceID') }),
    ...(runs.length === 0 ? {} : { launchActionRuns: runs }),
  };
}

/** A job, from its wire format. @throws ServiceError SERVER where what is needed of it is missing. */
export function drsJob(wire: WireMembers): DrsJob {
  return {
    jobId: wire.needed('jobID'),
    type: wire.text('type') ?? 'LAUNCH',
    status: wire.needed('status'),
    servers: wire.list('participatingServers').map(participatingServer),
    tags: wire.texts('tags'),
    ...present({ initiatedBy: wire.text('initiatedBy'), createdAt: wire.time('creationDateTime'), endedAt: wire.time('endDateTime') }),
  };
}

/** An event of a job's log, from its wire format. @throws ServiceError SERVER where it is no event. */
export function drsJobLogEvent(wire: WireMembers): DrsJobLogEvent {
  const data = wire.member('eventData');
  return {
    event: wire.needed('event'),
    ...present({ at: wire.time('logDateTime'), sourceServerId: data.text('sourceServerID'), targetInstanceId: data.text('targetInstanceID'), rawError: data.text('rawError') }),
  };
}

/** A source server, from its wire format. @throws ServiceError SERVER where its id is missing. */
export function drsSourceServer(wire: WireMembers): DrsSourceServer {
  const replication = wire.member('dataReplicationInfo');
  const lag = /^PT([\d.]+)S$/.exec(replication.text('lagDuration') ?? '')?.[1];
  return {
    sourceServerId: wire.needed('sourceServerID'),
    tags: wire.texts('tags'),
    ...present({
      hostName: wire.member('sourceProperties').member('identificationHints').text('hostname'),
      replicationState: replication.text('dataReplicationState'),
      lagSeconds: lag === undefined ? undefined : Number(lag),
      recoveryInstanceId: wire.text('recoveryInstanceId'),
    }),
  };
}

/** A recovery instance, from its wire format. @throws ServiceError SERVER where its ids, or whether it is a drill's, are missing. */
export function drsRecoveryInstance(wire: WireMembers): DrsRecoveryInstance {
  const recoveryInstanceId = wire.needed('recoveryInstanceID');
  return {
    recoveryInstanceId,
    sourceServerId: wire.needed('sourceServerID'),
    ec2InstanceId: wire.text('ec2InstanceID') ?? recoveryInstanceId,
    isDrill: wire.neededFlag('isDrill'),
    ...present({ ec2InstanceState: wire.text('ec2InstanceState'), jobId: wire.text('jobID') }),
  };
}
