import { toneOf } from '../../display/paint.js';
import { iso, offset, utc, utcBeside } from '../times.js';
import { Html, html } from './html.js';

/** Somebody's name for something, apart from the direction of the text around it. */
export function name(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** An id, an address, an ARN: what is compared letter by letter. */
export function id(text: string): Html {
  return html`<code>${text}</code>`;
}

/** A time in UTC. @param at Unix seconds. */
export function time(at: number): Html {
  const machine = iso(at);
  return machine === undefined ? html`${utc(at)}` : html`<time datetime="${machine}">${utc(at)}</time>`;
}

/** A time of a run: of the day in UTC, and as an offset from the start. Unix seconds. */
export function moment(at: number | undefined, start: number): Html {
  return at === undefined ? html`–` : html`<span class="t">${utcBeside(at, start)} <i>${offset(at - start)}</i></span>`;
}

const symbols: Readonly<Record<ReturnType<typeof toneOf>, string>> = { good: 'good', bad: 'bad', doubtful: 'doubtful', busy: 'open', quiet: 'none', plain: 'none' };

/** A status: a sign whose shape tells how good it is, and the word. */
export function status(word: string): Html {
  const symbol = symbols[toneOf(word)];
  return html`<span class="st ${symbol}"><svg class="i" aria-hidden="true"><use href="#i-${symbol}"/></svg>${word}</span>`;
}

const dots = '<circle cx="2" cy="2" r=".9" class="c-paper"/><circle cx="6" cy="6" r=".9" class="c-paper"/>';

/** The signs and patterns that the page refers to. No sign is told from another by its colour alone. */
export const definitions: Html = new Html(
  `<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<symbol id="i-good" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.5" class="f"/><path d="M4.3 8.3l2.5 2.5 5-5.3" class="m"/></symbol>
<symbol id="i-doubtful" viewBox="0 0 16 16"><path d="M8 .8l7.6 14H.4z" class="f"/><path d="M8 5.6v4.2M8 11.6v1.6" class="m"/></symbol>
<symbol id="i-bad" viewBox="0 0 16 16"><path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z" class="f"/><path d="M5 5l6 6M11 5l-6 6" class="m"/></symbol>
<symbol id="i-open" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.7" class="o"/><path d="M8 4.2V8l2.6 2" class="o"/></symbol>
<symbol id="i-none" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.7" class="o"/><path d="M5 8h6" class="o"/></symbol>
${pattern('own', 'oursSoft', '<path d="M-1 7L7-1M2 10L10 2M-4 4L4-4" class="p-ours thin"/>')}
${pattern('detect', 'ours', '<path d="M-2 8L8-2M2 12L12 2M-2-2L8 8M-2 6L2 10M6-2L10 2" class="p-paper thin"/>')}
${pattern('people', 'peopleSoft', '<path d="M2 0V8M6 0V8" class="p-people"/>')}
${pattern('queue', 'waitSoft', '<path d="M-1 1L1-1M-1 9L9-1M7 9L9 7" class="p-wait"/>')}
${pattern('wait', 'waitSoft', '<circle cx="2" cy="2" r="1.1" class="c-wait"/><circle cx="6" cy="6" r="1.1" class="c-wait"/>')}
${pattern('drain', 'queued', '<path d="M-1 7L1 9M-1-1L9 9M7-1L9 1" class="p-launch thin"/>')}
${pattern('health', 'checkSoft', '<path d="M0 2H8M0 6H8" class="p-check"/>')}
${pattern('clean', 'checkSoft', '<path d="M0 4H8M4 0V8" class="p-check thin"/>')}
${pattern('seen1', 'queued', dots)}${pattern('seen2', 'snapshot', dots)}${pattern('seen3', 'conversion', dots)}
</defs></svg>`,
);

function pattern(name_: string, ground: string, marks: string): string {
  return `<pattern id="p-${name_}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" class="c-${ground}"/>${marks}</pattern>`;
}
