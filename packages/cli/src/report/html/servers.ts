import { counted } from '../../display/listing.js';
import type { Report, ReportServer, ReportWave } from '../report.js';
import { span as duration } from '../times.js';
import { mostRows } from './gantt.js';
import { html, type Html, type HtmlPart } from './html.js';
import { table } from './table.js';
import { id, moment, name, status } from './words.js';

/** Every server with its instance, wave by wave. */
export function servers(report: Report): Html {
  return html`<section aria-labelledby="h-servers"><h2 id="h-servers">Servers and instances</h2>
<p>Times are UTC, with the offset from the start beneath; a date is given where it is not the start's. Delay: from the end of the launch in DRS's job log until this system saw it.</p>
${report.Waves.map((wave) => waveServers(wave, report))}</section>`;
}

function waveServers(wave: ReportWave, report: Report): Html {
  const title = html`Wave ${wave.WaveNumber} ${name(wave.WaveName)}: ${wave.Counts.Recovered} of ${counted(wave.Counts.Total, 'server')} recovered`;
  const earlier = wave.RecoveredEarlier.length === 0 ? undefined : earlierServers(wave);
  if (wave.Servers.length === 0) return html`<h3>${title}</h3>${earlier ?? html`<p class="quiet">Its servers were never resolved.</p>`}`;
  const listed = html`${table('servers', `Servers of wave ${wave.WaveNumber}`, wave.Servers.map((server) => row(server, report)))}${earlier}`;
  if (wave.Servers.length <= mostRows) return html`<h3>${title}</h3>${listed}`;
  return html`<h3>${title}</h3><details><summary>Show the ${wave.Servers.length} servers</summary>${listed}</details>`;
}

function row(server: ReportServer, report: Report): readonly HtmlPart[] {
  const at = (time: number | undefined): Html => moment(time, report.StartTime);
  const delay = server.DetectionDelaySeconds;
  return [
    html`${server.HostName === undefined ? undefined : html`${name(server.HostName)}<br>`}${id(server.SourceServerId)}`,
    statusOf(server),
    server.InstanceId === undefined ? '–' : html`<div>${id(server.InstanceId)}${server.PrivateIpAddress === undefined ? undefined : html`<br>${server.PrivateIpAddress}`}</div>`,
    server.RecoveryJobId === undefined ? '–' : id(server.RecoveryJobId),
    at(server.LaunchTime),
    at(server.LaunchedTime),
    delay === undefined ? '–' : duration(delay),
    checks(server),
    server.InstanceId === undefined ? '–' : server.TerminatedTime === undefined ? 'no' : at(server.TerminatedTime),
  ];
}

function statusOf(server: ReportServer): Html {
  const late = server.TimeoutDetected === true;
  if (!late && server.Error === undefined) return status(server.Status);
  return html`<div>${status(server.Status)}${late ? html`<br><small>past its TimeoutSeconds</small>` : undefined}${server.Error === undefined ? undefined : html`<br><span class="err said" dir="auto">${server.Error}</span>`}</div>`;
}

function checks({ HealthStatus: health, PostLaunchActionsStatus: actions }: ReportServer): string {
  const parts = [health === undefined ? '' : `health ${health}`, actions === undefined ? '' : `launch actions ${actions}`].filter((part) => part !== '');
  return parts.length === 0 ? '–' : parts.join(', ');
}

function earlierServers({ RecoveredEarlier: earlier }: ReportWave): Html {
  const list = html`<ul class="plain">${earlier.map((one) => html`<li>${id(one.SourceServerId)} by execution ${id(one.ExecutionId)}</li>`)}</ul>`;
  const heading = `${counted(earlier.length, 'server')} ${earlier.length === 1 ? 'was' : 'were'} recovered by an earlier execution and not launched again:`;
  return earlier.length <= mostRows ? html`<p>${heading}</p>${list}` : html`<details><summary>${heading}</summary>${list}</details>`;
}
