import type { DelayFigures, Report, ReportJob, ReportWave } from '../report.js';
import { span as duration } from '../times.js';
import { html, type Html, type HtmlPart } from './html.js';
import { table } from './table.js';
import { id, moment, name } from './words.js';

/** How late this system noticed what DRS had done, and its jobs; undefined where nothing was launched. */
export function delaySection(report: Report): Html | undefined {
  const waves = report.Waves.filter((wave) => wave.Jobs.length > 0);
  if (waves.length === 0) return undefined;
  return html`<section aria-labelledby="h-delay"><h2 id="h-delay">Detection delay and DRS jobs</h2>
<p>${sentence(report.DetectionDelay)} A job's end is seen after DRS has closed it, so that figure holds DRS's own work after the last phase as well.</p>
${table('jobs', 'DRS jobs', waves.flatMap((wave) => wave.Jobs.map((job, index) => row(wave, job, index, report))))}</section>`;
}

function sentence(delay: DelayFigures | undefined): string {
  if (delay === undefined) return "DRS's job log does not tell when servers were launched, so the detection delay is not known.";
  if (delay.Count === 1) return `One launch was noticed ${duration(delay.Longest)} after DRS's job log says that it was over.`;
  return `${delay.Count} launches were noticed ${duration(delay.Median)} (median) and at most ${duration(delay.Longest)} after DRS's job log says that they were over.`;
}

/** A wave's delays stand beside its first job. */
function row(wave: ReportWave, job: ReportJob, index: number, report: Report): readonly HtmlPart[] {
  const { Median, Longest } = wave.DetectionDelay ?? {};
  const figure = (seconds: number | undefined): string => (index > 0 ? '' : seconds === undefined ? 'not known' : duration(seconds));
  return [
    html`${wave.WaveNumber} ${name(wave.WaveName)}`,
    id(job.RecoveryJobId),
    job.ServerCount,
    moment(job.At, report.StartTime),
    job.EndedAt === undefined ? 'not seen' : moment(job.EndedAt, report.StartTime),
    job.EndSeenAfterSeconds === undefined ? 'not known' : duration(job.EndSeenAfterSeconds),
    figure(Median),
    figure(Longest),
  ];
}
