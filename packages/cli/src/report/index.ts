export { buildReport as report } from './buildReport.js';
export { reportHtml } from './html/page.js';
export { reportMarkdown } from './markdown/document.js';
export { recordHash } from './recordHash.js';
export type { Report } from './report.js';
