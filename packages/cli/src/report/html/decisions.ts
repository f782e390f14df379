import type { Reconciliation } from '@drs-orchestration/core';
import type { Report, ReportApproval } from '../report.js';
import { span as duration } from '../times.js';
import { html, type Html } from './html.js';
import { table } from './table.js';
import { id, moment, name, status } from './words.js';

/** What people decided: approvals, a cancellation, reconciliations. */
export function decisions(report: Report): Html {
  const { Approvals: approvals, Cancel: cancel, Reconciliations: reconciliations } = report;
  const none = approvals.length === 0 && cancel === undefined && reconciliations.length === 0;
  return html`<section aria-labelledby="h-people"><h2 id="h-people">Approvals and interventions</h2>
${none ? html`<p>No approval was asked for, and nobody intervened.</p>` : undefined}
${approvals.length === 0 ? undefined : approvalTable(approvals, report)}
${cancel === undefined ? undefined : html`<h3>Cancelled</h3><p>By ${id(cancel.By)}, ${moment(cancel.At, report.StartTime)}: ${said(cancel.Reason)}</p>`}
${reconciliations.length === 0 ? undefined : reconciliationTable(reconciliations, report)}</section>`;
}

function said(reason: string | undefined): Html {
  return reason === undefined ? html`<span class="quiet">no reason given</span>` : html`<span class="said" dir="auto">${reason}</span>`;
}

const outcomes: Readonly<Record<ReportApproval['Outcome'], string>> = { APPROVED: 'APPROVED', REJECTED: 'REJECTED', UNANSWERED: 'UNANSWERED', WAITING: 'AWAITING_APPROVAL' };

function approvalTable(approvals: readonly ReportApproval[], report: Report): Html {
  const rows = approvals.map((approval) => [
    html`${approval.WaveNumber} ${name(approval.WaveName)}`,
    html`<div>${moment(approval.RequestedAt, report.StartTime)}${approval.NotifiedAt === undefined ? html`<small>without a message</small>` : undefined}</div>`,
    status(outcomes[approval.Outcome]),
    approval.By === undefined ? '–' : id(approval.By),
    approval.At === undefined ? html`<div>none until ${moment(approval.ExpiresAt, report.StartTime)}</div>` : moment(approval.At, report.StartTime),
    duration(approval.WaitedSeconds),
    approval.By === undefined ? '–' : said(approval.Reason),
  ]);
  return table('approvals', 'Approvals', rows);
}

function reconciliationTable(reconciliations: readonly Reconciliation[], report: Report): Html {
  const rows = reconciliations.map((one) => [id(one.By), moment(one.At, report.StartTime), status(one.Before), status(one.After), one.Waves.length === 0 ? 'none' : one.Waves.join(', ')]);
  return html`<h3>Reconciled</h3>${table('reconciled', 'Reconciliations', rows)}`;
}
