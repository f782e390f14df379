import stringWidth from 'string-width';
import { visibleLine } from '../visibleText.js';
import { spanLooks } from '../spanLooks.js';
import { tickLabel, ticks } from '../times.js';
import type { Report } from '../report.js';
import type { Span, SpanKind } from '../spans.js';

/** How many characters wide the bars are. */
const columns = 64;

/** The timeline as characters in a code block, a line a wave, with its key; undefined where no wave began. */
export function chart(report: Report): string | undefined {
  const { From, To } = report.Chart;
  const drawn = report.Waves.filter((wave) => wave.Spans.length > 0);
  if (To <= From || drawn.length === 0) return undefined;
  const lines = drawn.map((wave) => `|${line(wave.Spans, report)}| ${wave.OnCriticalPath ? '*' : ' '} ${wave.WaveNumber} ${shortName(wave.WaveName)}`);
  const used = new Set(drawn.flatMap((wave) => wave.Spans.map((span) => span.Kind)));
  const key = [...new Set((Object.keys(spanLooks) as SpanKind[]).filter((kind) => used.has(kind)).map((kind) => spanLooks[kind].letter))].map((letter) => {
    const labels = (Object.keys(spanLooks) as SpanKind[]).filter((kind) => used.has(kind) && spanLooks[kind].letter === letter).map((kind) => spanLooks[kind].label.toLowerCase().replace('drs', 'DRS'));
    return `${letter} ${labels.join(', ')}`;
  });
  return ['```text', axis(To - From), ...lines, '', `* critical path; ${key.join('; ')}`, '```'].join('\n');
}

/** Each column shows what most of it was spent on. */
function line(spans: readonly Span[], { Chart: { From, To } }: Report): string {
  const width = (To - From) / columns;
  return Array.from({ length: columns }, (_, column) => {
    const [from, to] = [From + column * width, From + (column + 1) * width];
    const overlap = (span: Span): number => Math.min(span.To, to) - Math.max(span.From, from);
    const most = spans.reduce<Span | undefined>((best, span) => (overlap(span) > (best === undefined ? 0 : overlap(best)) ? span : best), undefined);
    return most === undefined ? ' ' : spanLooks[most.Kind].letter;
  }).join('');
}

function axis(seconds: number): string {
  const characters = Array.from({ length: columns + 12 }, () => ' ');
  for (const tick of ticks(seconds, 6)) [...tickLabel(tick)].forEach((character, index) => (characters[1 + Math.floor((tick / seconds) * columns) + index] = character));
  return characters.join('').trimEnd();
}

/** In a code block nothing is markup but the fence itself. */
function shortName(name: string): string {
  const shown = visibleLine(name).replaceAll('`', 'ˋ');
  return stringWidth(shown) <= 40 ? shown : `${[...shown].slice(0, 39).join('')}…`;
}
