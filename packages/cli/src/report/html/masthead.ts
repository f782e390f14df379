import { counted } from '../../display/listing.js';
import { rtoWords } from '../rtoWords.js';
import type { Report, RtoComparison, Standing } from '../report.js';
import { span as duration } from '../times.js';
import { html, type Html } from './html.js';
import { id, name, time } from './words.js';

/** The sign of a standing. */
const standingSymbols: Readonly<Record<Standing, string>> = { GOOD: 'good', DOUBTFUL: 'doubtful', BAD: 'bad', OPEN: 'open' };

/** What a report is of: `Disaster recovery drill`. */
export function kindOfRun({ ExecutionType }: Pick<Report, 'ExecutionType'>): string {
  return ExecutionType === 'DRILL' ? 'Disaster recovery drill' : 'Disaster recovery';
}

/** Title, verdict and the figures that one looks for first. */
export function masthead(report: Report): Html {
  const symbol = standingSymbols[report.Verdict.Standing];
  return html`<header>
<p class="eyebrow">${kindOfRun(report)} · report</p>
<h1>${name(report.PlanName)}</h1>
<p class="meta">Execution ${id(report.ExecutionId)} · report made ${time(report.MadeAt)}</p>
${notFinal(report)}
<section class="verdict ${symbol}" aria-label="Verdict"><svg class="i" aria-hidden="true"><use href="#i-${symbol}"/></svg><div><span class="word">${report.Verdict.Status}</span><p>${report.Verdict.Sentence}</p></div></section>
<dl class="figures">
<div><dt>${report.EndTime === undefined ? 'Time so far' : 'Time from start to end'}</dt><dd><span class="v">${duration(report.DurationSeconds)}</span></dd></div>
<div><dt>RTO target</dt><dd>${rtoFigure(report.Rto)}</dd></div>
<div><dt>Servers recovered</dt><dd><span class="v">${report.Counts.Recovered} of ${report.Counts.Total}</span>${serverNote(report)}</dd></div>
<div><dt>Instances left running</dt><dd><span class="v">${report.Aftermath.Instances - report.Aftermath.Terminated}</span><small>of ${counted(report.Aftermath.Instances, 'instance')} launched${report.Aftermath.CleanUp?.Status === 'FAILED' ? html`<br>${badge('bad', 'clean-up failed')}` : undefined}</small></dd></div>
</dl>
</header>`;
}

function notFinal({ Finality: { Final, StillOpen } }: Report): Html | undefined {
  return Final ? undefined : html`<p class="notFinal" role="note"><strong>This report is not final.</strong> ${StillOpen.join(' ')} Make it again when that is over; until then the record, and its hash below, change.</p>`;
}

const rtoSymbols: Readonly<Record<RtoComparison['State'], string>> = { MET: 'good', MISSED: 'bad', NOT_RECOVERED: 'bad', OPEN: 'open' };

function rtoFigure(rto: RtoComparison | undefined): Html {
  if (rto === undefined) return html`<span class="v">–</span><small>The plan has none.</small>`;
  const part = rto.OfPart === true ? html`<br>by this retry’s part alone` : undefined;
  return html`<span class="v">${duration(rto.TargetSeconds)}</span><small>${badge(rtoSymbols[rto.State], rtoWords[rto.State])}${part}</small>`;
}

function badge(symbol: string, word: string): Html {
  return html`<span class="st ${symbol}"><svg class="i" aria-hidden="true"><use href="#i-${symbol}"/></svg>${word}</span>`;
}

function serverNote({ Counts: counts }: Report): Html | undefined {
  const parts = [
    counts.Failed > 0 ? `${counts.Failed} failed` : '',
    counts.NotLaunched > 0 ? `${counts.NotLaunched} not launched` : '',
    counts.Unsettled > 0 ? `${counts.Unsettled} not settled` : '',
    counts.WithWarning > 0 ? `${counts.WithWarning} with a warning` : '',
    counts.RecoveredEarlier > 0 ? `${counts.RecoveredEarlier} recovered earlier` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : html`<small>${parts.join(', ')}</small>`;
}
