import type { Report } from '../report.js';
import { span as duration } from '../times.js';
import { html, type Html } from './html.js';
import { id, name, status, time } from './words.js';

/** Who, what, when and where. */
export function particulars(report: Report): Html {
  const own = report.TargetAccountId === report.SourceAccountId;
  const facts: readonly (readonly [string, Html])[] = [
    ['Execution', id(report.ExecutionId)],
    ['Type and status', html`${report.ExecutionType} ${status(report.Verdict.Status)}`],
    ['Plan', html`${name(report.PlanName)}<br>${id(report.PlanId)}, ${report.PlanVersion === undefined ? 'version not on record' : `version ${report.PlanVersion}`}`],
    ['Started by', id(report.InitiatedBy)],
    ['Started', time(report.StartTime)],
    ['Ended', report.EndTime === undefined ? html`not yet` : html`${time(report.EndTime)}<br><span class="quiet">after ${duration(report.EndTime - report.StartTime)}</span>`],
    ['Region', name(report.Region)],
    ['Accounts', own ? html`${id(report.SourceAccountId)}, its own target` : html`from ${id(report.SourceAccountId)} to ${id(report.TargetAccountId)}`],
    ['Order of waves', html`${report.WaveOrdering === 'DEPENDENCIES' ? 'by their dependencies' : 'one after the other'} (${report.WaveOrdering})`],
    ['Software', html`DRS Orchestration ${name(report.SoftwareVersion ?? '(version not on record)')}`],
    ...(report.RetryOf === undefined ? [] : [['Retry of', html`execution ${id(report.RetryOf)}: only what did not succeed there was launched`] as const]),
  ];
  return html`<section aria-labelledby="h-facts"><h2 id="h-facts">Particulars</h2><dl class="facts">${facts.map(([term, fact]) => html`<div><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl></section>`;
}
