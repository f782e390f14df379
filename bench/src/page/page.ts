import type { Figure, Measurement } from '../measurement.js';
import type { Machine } from './machine.js';

/** What of a measurement the page shows. */
export interface Section extends Pick<Measurement, 'title' | 'how'> {
  readonly figures: readonly Figure[];
}

/** Between these lines of docs/performance.md stands what the benchmark wrote. */
export const markers = { begin: '<!-- figures: written by npm run bench -->', end: '<!-- end of figures -->' } as const;

const cell = (text: string): string => text.replaceAll('|', '\\|');

function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, beside = '', target }) => `| ${[what, measured, beside, target === undefined ? '' : `${target.text}: ${target.met ? 'met' : '**missed**'}`].map(cell).join(' | ')} |`);
  return ['| what | measured | beside it | target |', '|---|---|---|---|', ...rows].join('\n');
}

/** The figures as the page shows them: the machine, and a section for each measurement. */
export function figuresText(machine: Machine, sections: readonly Section[]): string {
  const on = `Measured on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.platform}, Node ${machine.node}.`;
  return [on, ...sections.map(({ title, how, figures }) => `## ${title}\n${how}\n\n${tableOf(figures)}`)].join('\n\n');
}

/** The page with other figures between its markers. @throws Error where it lacks them */
export function withFigures(page: string, figures: string): string {
  const [begin, end] = [page.indexOf(markers.begin), page.indexOf(markers.end)];
  if (begin === -1 || end < begin) throw new Error(`docs/performance.md needs the lines "${markers.begin}" and "${markers.end}": the figures go between them`);
  return `${page.slice(0, begin + markers.begin.length)}\n${figures}\n${page.slice(end)}`;
}

/** The figures as a terminal shows them: a line each, and what misses its target. */
export function figuresForTerminal({ title, figures }: Section): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return [title, ...figures.map(({ what, measured, beside, target }) => `  ${what.padEnd(width)}  ${measured}${beside === undefined ? '' : ` (${beside})`}${target === undefined ? '' : `  ${target.met ? 'within' : 'MISSES'}: ${target.text}`}`)].join('\n');
}
