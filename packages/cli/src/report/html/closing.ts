import type { Report } from '../report.js';
import { html, type Html } from './html.js';
import { id, moment, status, time } from './words.js';

/** What became of the instances and of the message, and how the record is checked. */
export function closing(report: Report): Html {
  return html`${afterTheEnd(report)}${integrity(report)}`;
}

function afterTheEnd({ Aftermath: after, StartTime: start }: Report): Html {
  const { CleanUp: cleanUp } = after;
  const facts: readonly (readonly [string, Html])[] = [
    ['Instances', html`${after.Sentence}`],
    ...(cleanUp === undefined ? [] : [['Clean-up', html`${status(cleanUp.Status)}${cleanUp.Run > 0 ? ` after ${cleanUp.Run === 1 ? 'one repeat' : `${cleanUp.Run} repeats`}` : undefined}`] as const]),
    ...(cleanUp?.StartedAt === undefined ? [] : [['Clean-up began', moment(cleanUp.StartedAt, start)] as const]),
    ...(cleanUp?.EndedAt === undefined ? [] : [['Clean-up ended', moment(cleanUp.EndedAt, start)] as const]),
    ...(cleanUp === undefined || cleanUp.Remaining.length === 0 ? [] : [['Still there', html`${cleanUp.Remaining.map((instance, index) => html`${index === 0 ? undefined : ', '}${id(instance)}`)}`] as const]),
    ['Message', html`${after.Notification}`],
  ];
  return html`<section aria-labelledby="h-after"><h2 id="h-after">After the end</h2><dl class="facts">${facts.map(([term, fact]) => html`<div><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl></section>`;
}

function integrity({ RecordHash: hash, MadeAt, Finality }: Report): Html {
  const check = hash.Command === undefined
    ? html`<p>To check it, bring what <code>drsctl executions show</code> with <code>--json</code> prints into that form and hash it; jq would write this record in another way.</p>`
    : html`<p>To check it:</p><code>${hash.Command}</code>`;
  return html`<section aria-labelledby="h-hash"><h2 id="h-hash">Integrity of the record</h2><div class="hash"><p>${hash.Algorithm} of the record this report was made from, as it stood at ${time(MadeAt)}:</p><code class="value">${hash.Value}</code><p>Hashed is ${hash.Of}.</p>${check}<p>${Finality.Final ? 'Equal: the record is what this report was made from. It changes only where somebody reconciles the execution, or cleans up after it again.' : 'The execution is not over, so its record still changes, and its hash with it.'}</p></div></section>`;
}
