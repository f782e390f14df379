import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import { fit } from './fit.js';
import { printable } from './printable.js';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Colours the text once it has its width. */
  readonly paint?: (text: string, row: Row) => string;
  /** May be cut to this width where the terminal is narrow; absent: it is whole, always. */
  readonly least?: number;
  /** Left out where there is no room; the higher, the sooner. */
  readonly leftOut?: number;
}

const gap = 2;
const bare = Object.fromEntries(['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'].map((part) => [part, '']));

/**
 * Rows as a table, a line each, headings first.
 * @param width columns of the terminal: columns are cut or left out until it fits; absent: everything is whole
 */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width?: number): readonly string[] {
  const cells = rows.map((row) => new Map(columns.map((column) => [column, printable(column.text(row)).replace(/\s+/gu, ' ')])));
  const natural = new Map(columns.map((column) => [column, Math.max(stringWidth(column.title), ...cells.map((texts) => stringWidth(texts.get(column) ?? '')))]));
  const widths = fitted(columns, natural, width);
  const shown = columns.filter((column) => widths.has(column));
  const drawn = new CliTable({ head: shown.map((column) => fit(column.title, widths.get(column) ?? 0)), chars: { ...bare, middle: ' '.repeat(gap) }, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  for (const [index, row] of rows.entries()) {
    drawn.push(
      shown.map((column) => {
        const text = fit(cells[index]?.get(column) ?? '', widths.get(column) ?? 0);
        return column.paint === undefined ? text : column.paint(text, row);
      }),
    );
  }
  return drawn.toString().split('\n').map((line) => line.trimEnd());
}

function fitted<Row>(columns: readonly Column<Row>[], natural: ReadonlyMap<Column<Row>, number>, width: number | undefined): ReadonlyMap<Column<Row>, number> {
  const widths = new Map(natural);
  if (width === undefined) return widths;
  const over = (): number => [...widths.values()].reduce((sum, one) => sum + one + gap, -gap) - width;
  const optional = columns.filter((column) => column.leftOut !== undefined).sort((a, b) => (b.leftOut ?? 0) - (a.leftOut ?? 0));
  const cuttable = columns.filter((column) => column.least !== undefined);
  const canCut = (): number => cuttable.reduce((sum, column) => sum + Math.max(0, (widths.get(column) ?? 0) - (column.least ?? 0)), 0);
  for (const column of optional) if (over() > canCut()) widths.delete(column);
  for (const column of [...cuttable].reverse()) {
    const now = widths.get(column);
    if (now !== undefined && over() > 0) widths.set(column, Math.max(column.least ?? 0, now - over()));
  }
  return widths;
}
