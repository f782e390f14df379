import type { Report, ReportServer, ReportWave } from '../report.js';
import { place, spanClasses } from './bars.js';
import { Html, html } from './html.js';

/** The servers that a chart draws, in the order of their launch calls. */
export function drawnServers(wave: ReportWave): readonly ReportServer[] {
  return wave.Servers.filter((server) => server.Spans.length > 0).sort((a, b) => (a.LaunchTime ?? 0) - (b.LaunchTime ?? 0));
}

/** Parts of a chart's width, as whole numbers: a band of 300 servers is some 30 KB so, not 150. */
const parts = 2000;

/**
 * The servers of a large wave as one drawing, a line each, that scales to any height: one path for each kind of span.
 * It is referred to by `<use href="#band-N">`.
 */
export function bandSymbol(wave: ReportWave, chart: Report['Chart']): Html {
  const servers = drawnServers(wave);
  const paths = new Map<string, string[]>();
  servers.forEach((server, row) => {
    for (const span of server.Spans) {
      const x = Math.round((place(span.From, chart) / 100) * parts);
      const width = Math.max(1, Math.round((place(span.To, chart) / 100) * parts) - x);
      const kind = spanClasses[span.Kind];
      const path = paths.get(kind) ?? [];
      // The gap tells one server from the next where the drawing is high.
      path.push(`M${x} ${row}h${width}v.8h-${width}z`);
      paths.set(kind, path);
    }
  });
  // Numbers and our own class names only.
  const drawn = [...paths].map(([kind, path]) => new Html(`<path class="s-${kind}" d="${path.join('')}"/>`));
  return html`<symbol id="band-${wave.WaveNumber}" viewBox="0 0 ${parts} ${servers.length}" preserveAspectRatio="none">${drawn}</symbol>`;
}

/** A band as high as is asked for. */
export function band(wave: ReportWave, height: number): Html {
  return html`<svg class="track" height="${height}" aria-hidden="true"><use href="#grid"/><use href="#band-${wave.WaveNumber}" width="100%" height="${height}"/></svg>`;
}
