import { Html, html, type HtmlPart } from './html.js';

/** A table's class. */
export type TableName = 'waves' | 'path' | 'steps' | 'jobs' | 'approvals' | 'reconciled' | 'servers';

/** The columns of each table, by its class. An empty name is a column that needs none. */
const tableColumns: Readonly<Record<TableName, readonly string[]>> = {
  waves: ['Wave', 'Status', 'After', 'Began', 'Ended', 'Took', 'Expected', 'Spent on'],
  path: ['Wave', 'Time', 'Share', '', 'Spent on'],
  steps: ['From', 'To', 'Time', 'Wave', 'Step'],
  jobs: ['Wave', 'Job', 'Servers', 'Called', 'Seen to have ended', 'After its last phase', 'Detection delay: median', 'Longest'],
  approvals: ['Wave', 'Asked', 'Answer', 'By', 'When', 'Waited', 'Why'],
  reconciled: ['By', 'When', 'From', 'To', 'Waves that left TIMEOUT'],
  servers: ['Server', 'Status', 'Instance, private IP', 'DRS job', 'Launch called', 'Seen launched', 'Delay', 'Checks', 'Terminated'],
};

/** Columns whose values are compared: set to the right. */
const figures: ReadonlySet<string> = new Set(['Took', 'Expected', 'Time', 'Share', 'Servers', 'After its last phase', 'Detection delay: median', 'Longest', 'Waited', 'Delay']);

/** A table that scrolls in itself where it is too wide, and whose rows become lists on a phone. @param label what it is of, for those who hear it. */
export function table(kind: TableName, label: string, rows: readonly (readonly HtmlPart[])[]): Html {
  const columns = tableColumns[kind];
  const head = columns.map((column) => (column === '' ? html`<td></td>` : html`<th scope="col"${figure(column)}>${column}</th>`));
  const cell = (part: HtmlPart, index: number): Html => (index === 0 ? html`<th scope="row">${part}</th>` : html`<td${figure(columns[index] ?? '')}>${part}</td>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table class="${kind}"><thead><tr>${head}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>`;
}

function figure(column: string): Html | undefined {
  return figures.has(column) ? new Html(' class="r"') : undefined;
}

/** The columns' names before the values, for where a row is shown as a list: CSS, so that 12,000 rows do not repeat them. */
export const listedColumns: string = Object.entries(tableColumns)
  .flatMap(([kind, columns]) => columns.map((column, index) => (index === 0 || column === '' ? '' : `.${kind} td:nth-child(${index + 1})::before{content:"${column}"}`)))
  .join('');
