/**
 * What time was spent on. DRS's, by its job log: DRS_QUEUED (from the call until its first phase, and between phases),
 * SNAPSHOT, CONVERSION, LAUNCH. DRS's, as polls saw it: SEEN_PENDING, SEEN_STARTED, SEEN_IN_PROGRESS. People's: APPROVAL.
 * The plan's: WAIT. The checks': HEALTH, ACTIONS. This system's own: PREPARE, START (from being let go to its first
 * step), QUEUE (until a launch call could be made: job slots, conflicts, throttling), DETECT, SETTLE, RELEASE, DRAIN,
 * FINISH. After the end: CLEAN_UP.
 */
export type SpanKind =
  | 'PREPARE' | 'START' | 'APPROVAL' | 'QUEUE' | 'DRS_QUEUED' | 'SNAPSHOT' | 'CONVERSION' | 'LAUNCH'
  | 'SEEN_PENDING' | 'SEEN_STARTED' | 'SEEN_IN_PROGRESS' | 'DETECT' | 'ACTIONS' | 'HEALTH' | 'SETTLE' | 'WAIT' | 'RELEASE'
  | 'DRAIN' | 'FINISH' | 'CLEAN_UP';

/** A stretch of time and what it was spent on. Unix seconds; `To` is not before `From`. */
export interface Span {
  readonly Kind: SpanKind;
  readonly From: number;
  readonly To: number;
  /** It had not ended when the report was made: `To` is that time. */
  readonly Open?: true;
}

/** A time at which one kind of thing ended and the next began. */
export interface Mark {
  readonly Kind: SpanKind;
  /** When it ended. Unix seconds; undefined: not known, the span is left out. */
  readonly until: number | undefined;
}

/**
 * Spans that follow each other without gaps from a beginning: each mark ends the span it names. Clocks differ and
 * records have gaps, so a mark before the one before it is an empty span, which is left out; neighbours of one kind are one.
 */
export function spansFrom(begin: number, marks: readonly Mark[]): readonly Span[] {
  const spans: Span[] = [];
  let from = begin;
  for (const { Kind, until } of marks) {
    if (until === undefined || until <= from) continue;
    const before = spans.at(-1);
    if (before?.Kind === Kind) spans[spans.length - 1] = { ...before, To: until };
    else spans.push({ Kind, From: from, To: until });
    from = until;
  }
  return spans;
}

/** The parts of spans within a window; spans outside of it are left out. */
export function within(spans: readonly Span[], from: number, to: number): readonly Span[] {
  return spans.flatMap((span) => {
    const [From, To] = [Math.max(span.From, from), Math.min(span.To, to)];
    return To > From ? [{ ...span, From, To }] : [];
  });
}
