import { hasEnded } from './design.js';
import type { Invariant } from './invariant.js';
import { isAbandoned } from './reading.js';

/** Design section 8: a drill ends what it launched, and nothing else. */
export const drillsLeaveNothing: Invariant = {
  name: 'a drill leaves no instance running unless its plan or its record says so; nothing else is ever terminated',
  ids: ['R10.3', 'R12.5'],
  atEnd: (execution, { system, cleaned }) => {
    const { header } = execution;
    if (!hasEnded(header.Status)) return [];
    const ours = new Set(system.witness.launches.filter((launch) => launch.executionId === header.ExecutionId).map((launch) => launch.job.id));
    const isToEnd = header.ExecutionType === 'DRILL' && header.TerminateAfterDrill;
    // An operator may have a drill cleaned up whose plan says that it stays.
    const mayEnd = isToEnd || (header.ExecutionType === 'DRILL' && cleaned.has(header.ExecutionId));
    return system.emulator.everyInstance().flatMap((instance) => {
      const isOurs = instance.jobId !== undefined && ours.has(instance.jobId);
      if (isOurs && !mayEnd && instance.termination !== undefined) return [`${instance.id} of ${instance.server} was terminated, though it is to stay`];
      if (!isOurs || !isToEnd || system.emulator.ec2State(instance) === 'terminated') return [];
      const named = header.CleanUp?.Remaining.includes(instance.id) === true || isAbandoned(execution, instance.jobId ?? '');
      return named ? [] : [`${instance.id} of ${instance.server} still runs, and the record does not say so (clean-up ${header.CleanUp?.Status})`];
    });
  },
};

/** What DRS was asked to end shuts down for a while; only EC2 knows when it is gone (design section 6). */
export const terminatedIsGone: Invariant = {
  name: 'no server is on record as terminated while its instance runs or shuts down',
  ids: ['R10.3'],
  atWave: ({ before, after }, _execution, { system }) => {
    const known = new Set(before?.Servers.filter((server) => server.TerminatedTime !== undefined).map((server) => server.SourceServerId));
    const news = after.Servers.filter((server) => server.TerminatedTime !== undefined && !known.has(server.SourceServerId));
    // Each write of a wave comes here, and few tell of an end.
    if (news.length === 0) return [];
    const alive = new Set(system.emulator.everyInstance().filter((instance) => system.emulator.ec2State(instance) !== 'terminated').map((instance) => instance.id));
    return news.filter((server) => alive.has(server.InstanceId ?? '')).map((server) => `${server.SourceServerId} is on record as terminated, and its instance ${server.InstanceId} is there`);
  },
};

/** Strangers' instances, and those of other runs, are nobody's to terminate. */
export const strangersAreLeftAlone: Invariant = {
  name: 'no instance is terminated that no drill of ours launched',
  ids: ['R10.3'],
  atEnd: (_execution, { system }) => {
    const ours = new Set(system.witness.launches.filter((launch) => launch.executionId !== undefined).map((launch) => launch.job.id));
    return system.emulator.everyInstance().flatMap((instance) => (instance.termination !== undefined && !(instance.isDrill && instance.jobId !== undefined && ours.has(instance.jobId)) ? [`${instance.id} of ${instance.server}, which was not a drill of ours, was terminated`] : []));
  },
};
