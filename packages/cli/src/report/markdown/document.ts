import { counted } from '../../display/listing.js';
import { errorGroups, type ErrorGroup } from '../errorGroups.js';
import type { Report, ReportWave } from '../report.js';
import { rtoWords } from '../rtoWords.js';
import { spanLooks } from '../spanLooks.js';
import { offset, percent, span as duration, utc, utcBeside } from '../times.js';
import type { Span, SpanKind } from '../spans.js';
import { chart } from './chart.js';
import { facts, id, table, text } from './text.js';

/** A report as Markdown of GitHub's flavour. */
export function reportMarkdown(report: Report): string {
  const parts = [
    `# ${report.ExecutionType === 'DRILL' ? 'Disaster recovery drill' : 'Disaster recovery'}: ${text(report.PlanName)}`,
    ...(report.Finality.Final ? [] : [`> **This report is not final.** ${text(report.Finality.StillOpen.join(' '))}`]),
    `**${report.Verdict.Status}.** ${text(report.Verdict.Sentence)}`,
    particulars(report),
    ...troubles(report),
    ...timeline(report),
    ...criticalPath(report),
    ...delays(report),
    ...decisions(report),
    ...servers(report),
    ...afterTheEnd(report),
    ...integrity(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function at(time: number | undefined, report: Report): string {
  return time === undefined ? '–' : `${utcBeside(time, report.StartTime)} (${offset(time - report.StartTime)})`;
}

function wave(one: { readonly WaveNumber: number; readonly WaveName: string }): string {
  return `${one.WaveNumber} ${text(one.WaveName)}`;
}

function particulars(report: Report): string {
  const own = report.TargetAccountId === report.SourceAccountId;
  const { Counts: counts, Rto: rto } = report;
  return facts([
    ['Execution', id(report.ExecutionId)],
    ['Type, status', `${report.ExecutionType}, ${report.Verdict.Status}`],
    ['Plan', `${text(report.PlanName)} (${id(report.PlanId)}, ${report.PlanVersion === undefined ? 'version not on record' : `version ${report.PlanVersion}`})`],
    ['Started by', id(report.InitiatedBy)],
    ['Started', utc(report.StartTime)],
    ['Ended', report.EndTime === undefined ? 'not yet' : `${utc(report.EndTime)}, after ${duration(report.EndTime - report.StartTime)}`],
    ['RTO target', rto === undefined ? 'none' : `${duration(rto.TargetSeconds)}; actual ${duration(rto.ActualSeconds)}: ${rtoWords[rto.State]}${rto.OfPart === true ? ', by this retry’s part alone' : ''}`],
    ['Servers recovered', `${counts.Recovered} of ${counts.Total}${counts.Failed > 0 ? `, ${counts.Failed} failed` : ''}${counts.NotLaunched > 0 ? `, ${counts.NotLaunched} not launched` : ''}${counts.RecoveredEarlier > 0 ? `, ${counts.RecoveredEarlier} recovered earlier` : ''}`],
    ['Region, accounts', `${text(report.Region)}, ${own ? id(report.SourceAccountId) : `${id(report.SourceAccountId)} to ${id(report.TargetAccountId)}`}`],
    ['Order of waves', report.WaveOrdering],
    ['Software', `DRS Orchestration ${text(report.SoftwareVersion ?? '(version not on record)')}`],
    ...(report.RetryOf === undefined ? [] : [['Retry of', id(report.RetryOf)] as const]),
    ['Report made', utc(report.MadeAt)],
  ]);
}

function troubles(report: Report): readonly string[] {
  const item = (group: ErrorGroup): string => {
    const place = group.WaveNumber === undefined ? 'The execution' : `Wave ${group.WaveNumber}`;
    const who = group.Servers.map((server) => `${id(server.SourceServerId)}${server.RecoveryJobId === undefined ? '' : ` (job ${id(server.RecoveryJobId)})`}`);
    return `- **${place}**, ${id(group.Code)}, ${at(group.At, report)}: ${text(group.Message)}${who.length === 0 ? '' : ` (${counted(who.length, 'server')}: ${who.join(', ')})`}`;
  };
  const items = [...errorGroups(report.Errors).map(item), ...(report.Aftermath.CleanUp?.Status === 'FAILED' ? [`- **Clean-up**: ${text(report.Aftermath.Sentence)}`] : [])];
  return items.length === 0 ? [] : ['## What went wrong, and why', items.join('\n')];
}

function spentOn(spans: readonly Span[]): string {
  const seconds = new Map<SpanKind, number>();
  for (const { Kind, From, To } of spans) seconds.set(Kind, (seconds.get(Kind) ?? 0) + To - From);
  return [...seconds].map(([kind, total]) => `${spanLooks[kind].label} ${duration(total)}`).join(', ');
}

function timeline(report: Report): readonly string[] {
  const drawn = chart(report);
  const rows = report.Waves.map((one) => {
    const took = one.StartTime === undefined || one.EndTime === undefined ? '–' : duration(one.EndTime - one.StartTime);
    const spent = [spentOn(one.Spans), one.Because === undefined ? '' : text(one.Because)].filter((part) => part !== '').join('; ');
    return [wave(one), one.Status, one.DependsOn.join(', ') || '–', at(one.Spans[0]?.From, report), at(one.EndTime, report), took, one.ExpectedSeconds === undefined ? '–' : duration(one.ExpectedSeconds), spent];
  });
  const seen = report.Waves.flatMap((one) => one.Servers).filter((server) => server.PhasesFrom === 'SEEN').length;
  return [
    '## Timeline',
    `Times are UTC, with the offset from the start.${seen === 0 ? '' : ` Of ${counted(seen, 'server')} DRS's job log is not in the record: their phases are as polls saw them, our own detection delay included.`}`,
    ...(drawn === undefined ? [] : [drawn]),
    table(['Wave', 'Status', 'After', 'Began', 'Ended', 'Took', 'Expected', 'Spent on'], rows),
  ];
}

function criticalPath({ CriticalPath: path }: Report): readonly string[] {
  if (path === undefined || path.Seconds <= 0) return [];
  const outside = path.Steps.filter((step) => step.WaveNumber === undefined);
  const rows = path.Waves.map((one) => [wave(one), duration(one.Seconds), percent(one.Share), spentOn(path.Steps.filter((step) => step.WaveNumber === one.WaveNumber))]);
  const rest = outside.length === 0 ? [] : [['Before and after the waves', duration(outside.reduce((sum, step) => sum + step.To - step.From, 0)), percent(path.ShareOutsideWaves), spentOn(outside)]];
  return ['## Critical path', `Of ${duration(path.Seconds)}, ${duration(path.OwnSeconds)} (${percent(path.OwnSeconds / path.Seconds)}) were this system's own: preparing, noticing, settling and handing over.`, table(['Wave', 'Time', 'Share', 'Spent on'], [...rows, ...rest])];
}

function delays(report: Report): readonly string[] {
  const rows = report.Waves.flatMap((one) => one.Jobs.map((job) => [wave(one), id(job.RecoveryJobId), String(job.ServerCount), at(job.At, report), job.EndedAt === undefined ? 'not seen' : at(job.EndedAt, report), job.EndSeenAfterSeconds === undefined ? 'not known' : duration(job.EndSeenAfterSeconds)]));
  const delay = report.DetectionDelay;
  const sentence = delay === undefined ? "DRS's job log does not tell when servers were launched, so the detection delay is not known." : `Detection delay of ${delay.Count} launched: ${duration(delay.Median)} (median), ${duration(delay.Longest)} (longest), from the end of the launch in DRS's job log until it was seen.`;
  return rows.length === 0 ? [] : ['## Detection delay and DRS jobs', sentence, table(['Wave', 'Job', 'Servers', 'Called', 'Seen to have ended', 'After its last phase'], rows)];
}

function decisions(report: Report): readonly string[] {
  const approvals = report.Approvals.map((one) => `- Wave ${wave(one)}: asked ${at(one.RequestedAt, report)}, **${one.Outcome}**${one.By === undefined ? '' : ` by ${id(one.By)}`}${one.At === undefined ? '' : ` ${at(one.At, report)}`}, after ${duration(one.WaitedSeconds)}${one.Reason === undefined ? '' : `: ${text(one.Reason)}`}`);
  const cancel = report.Cancel === undefined ? [] : [`- **Cancelled** by ${id(report.Cancel.By)} ${at(report.Cancel.At, report)}${report.Cancel.Reason === undefined ? '' : `: ${text(report.Cancel.Reason)}`}`];
  const reconciled = report.Reconciliations.map((one) => `- **Reconciled** by ${id(one.By)} ${at(one.At, report)}: ${one.Before} to ${one.After}; waves that left TIMEOUT: ${one.Waves.join(', ') || 'none'}`);
  const all = [...approvals, ...cancel, ...reconciled];
  return ['## Approvals and interventions', all.length === 0 ? 'No approval was asked for, and nobody intervened.' : all.join('\n')];
}

function servers(report: Report): readonly string[] {
  const of = (one: ReportWave): readonly string[] => {
    const rows = one.Servers.map((server) => {
      const ended = server.InstanceId === undefined ? '–' : server.TerminatedTime === undefined ? 'no' : at(server.TerminatedTime, report);
      const delay = server.DetectionDelaySeconds === undefined ? '–' : duration(server.DetectionDelaySeconds);
      return [`${server.HostName === undefined ? '' : `${text(server.HostName)} `}${id(server.SourceServerId)}`, `${server.Status}${server.Error === undefined ? '' : `: ${text(server.Error)}`}`, server.InstanceId === undefined ? '–' : id(server.InstanceId), server.PrivateIpAddress === undefined ? '–' : text(server.PrivateIpAddress), server.RecoveryJobId === undefined ? '–' : id(server.RecoveryJobId), at(server.LaunchTime, report), at(server.LaunchedTime, report), delay, ended];
    });
    const earlier = one.RecoveredEarlier.map((server) => `- ${id(server.SourceServerId)} was recovered by execution ${id(server.ExecutionId)}, and not launched again`);
    return [
      `### Wave ${wave(one)}: ${one.Counts.Recovered} of ${counted(one.Counts.Total, 'server')} recovered`,
      ...(rows.length === 0 ? [] : [table(['Server', 'Status', 'Instance', 'Private IP', 'DRS job', 'Launch called', 'Seen launched', 'Delay', 'Terminated'], rows)]),
      ...(earlier.length === 0 ? [] : [earlier.join('\n')]),
    ];
  };
  return ['## Servers and instances', ...report.Waves.flatMap(of)];
}

function afterTheEnd({ Aftermath: after, ...report }: Report): readonly string[] {
  const { CleanUp: cleanUp } = after;
  const ended = cleanUp?.EndedAt === undefined ? '' : ` It ended ${utcBeside(cleanUp.EndedAt, report.StartTime)} (${offset(cleanUp.EndedAt - report.StartTime)}).`;
  const left = cleanUp === undefined || cleanUp.Remaining.length === 0 ? '' : ` Still there: ${cleanUp.Remaining.map(id).join(', ')}.`;
  return ['## After the end', `- ${text(after.Sentence)}${ended}${left}\n- ${after.Notification}`];
}

function integrity({ RecordHash: hash, MadeAt }: Report): readonly string[] {
  const check = hash.Command === undefined ? 'Bring what `drsctl executions show` with `--json` prints into that form and hash it; jq would write this record in another way.' : `To check it:\n\n\`\`\`sh\n${hash.Command}\n\`\`\``;
  return ['## Integrity of the record', `${hash.Algorithm} of the record as it stood at ${utc(MadeAt)}: \`${hash.Value}\``, `Hashed is ${hash.Of}.`, check];
}
