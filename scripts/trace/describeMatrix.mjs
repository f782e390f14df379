import Table from 'cli-table3';

/** @typedef {import('./matrix.mjs').Row} Row */

/** @type {readonly import('./matrix.mjs').State[]} */
const states = ['PROVEN', 'ON_AWS', 'DUE', 'UNPROVEN', 'FAILED'];
const frame = 3;

/** @param {Row} row */
function stateText(row) {
  if (row.state === 'DUE') return `DUE ${row.due}`;
  return row.state === 'ON_AWS' ? `ON AWS (stands in: ${row.onAws})` : row.state;
}

/**
 * The matrix as a table, statements and stand-ins shortened so that it fits.
 * @param {readonly Row[]} rows
 * @param {number} width columns of the terminal, 80 at least
 * @returns {string}
 */
export function describeMatrix(rows, width) {
  const mutants = rows.some(({ mutant }) => mutant !== undefined);
  const head = ['id', 'tests', 'state', ...(mutants ? ['mutant'] : []), 'says'];
  const cells = rows.map((row) => [row.id, String(row.passed), stateText(row), ...(mutants ? [row.mutant ?? ''] : []), row.says]);
  // What is said last gets what the others leave, and they no more than they need or their share.
  const shares = [width, width, Math.max(10, Math.floor(width * 0.25)), Math.max(10, Math.floor(width * 0.2))];
  const widths = head.slice(0, -1).map((title, column) => Math.min(shares[column] ?? 0, Math.max(title.length, ...cells.map((cell) => (cell[column] ?? '').length))));
  const rest = width - 1 - frame - widths.reduce((sum, each) => sum + each + frame, 0);
  const table = new Table({ head, colWidths: [...widths, rest].map((each) => each + 2), style: { head: [], border: [], compact: true } });
  table.push(...cells);
  return table.toString();
}

/**
 * How many requirements stand how, in one line.
 * @param {readonly Row[]} rows
 * @returns {string}
 */
export function summarize(rows) {
  const count = (/** @type {string} */ state) => rows.filter((row) => row.state === state).length;
  const counts = states.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state.replace('_', ' ')}`);
  return `${rows.length} requirements: ${counts.join(', ')}`;
}

/**
 * One requirement with its tests, each with its file.
 * @param {Row} row
 * @returns {string[]} lines
 */
export function describeRow(row) {
  return [
    `${row.id}  ${stateText(row)}`,
    row.says,
    ...(row.decided === undefined ? [] : [`Decided: ${row.decided}`]),
    ...(row.mutant === undefined ? [] : [`Mutant: ${row.mutant}`]),
    ...row.tests.map((test) => `  ${test.state.padEnd(7)} ${test.package} ${test.file}: ${test.title}`),
  ];
}
