import { createHash } from 'node:crypto';
import type { Report } from '../report.js';
import { utc } from '../times.js';
import { visibleLine } from '../visibleText.js';
import { closing } from './closing.js';
import { criticalPathSection } from './criticalPathSection.js';
import { decisions } from './decisions.js';
import { delaySection } from './delaySection.js';
import { Html, html } from './html.js';
import { kindOfRun, masthead } from './masthead.js';
import { particulars } from './particulars.js';
import { servers } from './servers.js';
import { style } from './style.js';
import { timeline } from './timeline.js';
import { troubles } from './troubles.js';
import { definitions } from './words.js';

/** Nothing but this very style sheet: no script, no image, no font, no connection. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** A report as one self-contained HTML file: no script, no network; by day and night, on a phone and on paper. */
export function reportHtml(report: Report): string {
  const page = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${kindOfRun(report)} ${report.Verdict.Status}: ${visibleLine(report.PlanName)}</title>
<style>${new Html(style)}</style>
</head>
<body>
${definitions}
<div class="sheet">
${masthead(report)}
<main>
${troubles(report)}
${particulars(report)}
${timeline(report)}
${criticalPathSection(report)}
${delaySection(report)}
${decisions(report)}
${servers(report)}
${closing(report)}
</main>
<footer>Made ${utc(report.MadeAt)} by drsctl report from the record of execution ${report.ExecutionId}. This file loads nothing and sends nothing.</footer>
</div>
</body>
</html>
`;
  return page.text;
}
