import { countsAsLaunched } from '@drs-orchestration/core';
import { counted } from '../../display/listing.js';
import { ownerNames, spanLooks, type SpanOwner } from '../spanLooks.js';
import { percent, span as duration } from '../times.js';
import type { Report, ReportServer, ReportWave } from '../report.js';
import type { Span, SpanKind } from '../spans.js';
import { band, bandSymbol, drawnServers } from './band.js';
import { axis, bars, grid, rtoTime, sign, spanClasses, underline } from './bars.js';
import { html, type Html } from './html.js';
import { name, status } from './words.js';

/** The most servers that a wave shows as rows of their own. */
export const mostRows = 12;

/** The least and the most that a band of servers is high. Pixels. */
const bandHeight = (servers: number): number => Math.min(72, Math.max(32, servers));

/** The chart of an execution: a row a wave, below it its servers; its text alternative is the table that follows it. */
export function gantt(report: Report): Html {
  const banded = report.Waves.filter((wave) => drawnServers(wave).length > mostRows);
  return html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>${banded.map((wave) => bandSymbol(wave, report.Chart))}</defs></svg>
<figure class="gantt" aria-label="Timeline as a chart; the table below says the same in words">
${grid(report)}
<div class="row head"><div class="lab">From the start</div><div class="cell">${axis(report)}</div></div>
${ownRow(report, 'Before the first wave', new Set(['PREPARE']))}
${report.Waves.map((wave) => waveRows(wave, report))}
${ownRow(report, 'After the last wave', new Set(['DRAIN', 'FINISH', 'CLEAN_UP']))}
</figure>
${legend(report)}`;
}

function ownRow(report: Report, label: string, kinds: ReadonlySet<SpanKind>): Html | undefined {
  const spans = report.Spans.filter((span) => kinds.has(span.Kind));
  if (spans.length === 0) return undefined;
  return html`<div class="row own"><div class="lab"><span class="quiet">${label}</span></div><div class="cell"><svg class="track" height="16" aria-hidden="true">${bars(spans, report.Chart, 3, 10)}</svg></div></div>`;
}

function waveRows(wave: ReportWave, report: Report): Html {
  const part = report.CriticalPath?.Waves.find((critical) => critical.WaveNumber === wave.WaveNumber);
  const [first, last] = [wave.Spans[0], wave.Spans.at(-1)];
  const marked = part !== undefined && first !== undefined && last !== undefined ? underline(first.From, last.To, report.Chart, 22) : undefined;
  const took = first === undefined ? 'never began' : duration((wave.EndTime ?? last?.To ?? first.From) - first.From);
  return html`<div class="row wave"><div class="lab"><span class="n">${wave.WaveNumber}</span> <b>${name(wave.WaveName)}</b> ${status(wave.Status)}<br><span class="quiet">${took}${part === undefined ? undefined : html` · <span class="critLabel">critical path, ${percent(part.Share)}</span>`}${notLaunched(wave)}</span></div>
<div class="cell"><svg class="track" height="27" aria-hidden="true">${bars(wave.Spans, report.Chart, 4, 16)}${marked}</svg></div></div>
${serverRows(wave, report)}`;
}

function notLaunched({ Counts: counts }: ReportWave): string | undefined {
  return counts.Failed === 0 ? undefined : ` · ${counts.Failed} of ${counted(counts.Total, 'server')} failed`;
}

function serverRows(wave: ReportWave, report: Report): Html | readonly Html[] | undefined {
  const servers = drawnServers(wave);
  if (servers.length > mostRows) return manyServers(wave, servers);
  return servers.map((server) => {
    const end = server.Spans.at(-1)?.To;
    const mark = end === undefined ? undefined : signOf(server);
    return html`<div class="row server"><div class="lab">${name(server.HostName ?? server.SourceServerId)}</div><div class="cell"><svg class="track" height="13" aria-hidden="true">${bars(server.Spans, report.Chart, 2, 9)}${mark === undefined || end === undefined ? undefined : sign(mark, end, report.Chart, 10)}</svg></div></div>`;
  });
}

function signOf(server: ReportServer): string | undefined {
  if (server.Status === 'FAILED') return '×';
  return countsAsLaunched(server.Status) && server.Error !== undefined ? '!' : undefined;
}

/** The rows of a large wave: a band, and the same drawn higher with the servers' names beside it where one opens it. */
function manyServers(wave: ReportWave, servers: readonly ReportServer[]): Html {
  const line = 14;
  return html`<div class="row server"><div class="lab">${counted(servers.length, 'server')}, one line each</div><div class="cell">${band(wave, bandHeight(servers.length))}</div></div>
<details class="lanes"><summary>Wave ${wave.WaveNumber}: the ${servers.length} servers by name</summary><div class="row server"><ol class="lab">${servers.map((server) => html`<li>${server.HostName ?? server.SourceServerId}${signOf(server) === undefined ? undefined : html` <b>${signOf(server)}</b>`}</li>`)}</ol><div class="cell">${band(wave, servers.length * line)}</div></div></details>`;
}

/** What the fills mean: those that the chart shows. */
function legend(report: Report): Html {
  const all: readonly Span[] = [...report.Spans, ...report.Waves.flatMap((wave) => [...wave.Spans, ...wave.Servers.flatMap((server) => server.Spans)])];
  const used = new Set(all.map((span) => span.Kind));
  const kinds = (Object.keys(spanLooks) as SpanKind[]).filter((kind) => used.has(kind));
  const owners = (Object.keys(ownerNames) as SpanOwner[]).filter((owner) => kinds.some((kind) => spanLooks[kind].owner === owner));
  const swatch = (kind: SpanKind): Html => html`<svg class="swatch" aria-hidden="true"><rect class="k-${spanClasses[kind]}" width="22" height="12"/></svg>`;
  return html`<div class="legend"><h3>What the chart shows</h3><dl>${owners.map(
    (owner) => html`<div><dt>${ownerNames[owner]}</dt>${kinds.filter((kind) => spanLooks[kind].owner === owner).map((kind) => html`<dd>${swatch(kind)}<span><b>${spanLooks[kind].label}</b>: ${spanLooks[kind].meaning}</span></dd>`)}</div>`,
  )}<div><dt>Marks</dt>${report.CriticalPath === undefined ? undefined : html`<dd><svg class="swatch" aria-hidden="true"><rect class="crit" y="5" width="22" height="3"/></svg><span><b>Critical path</b>: a line beneath the wave</span></dd>`}${rtoTime(report) === undefined ? undefined : html`<dd><svg class="swatch" aria-hidden="true"><line class="rto" x1="11" x2="11" y1="0" y2="12"/></svg><span><b>RTO target</b></span></dd>`}<dd><span class="key">×</span><span>failed</span></dd><dd><span class="key">!</span><span>launched, with a warning</span></dd></div></dl></div>`;
}
