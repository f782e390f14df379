import { isDeepStrictEqual } from 'node:util';
import { RetryableError, TerminalError } from '../errors.js';
import type { Clock } from '../ports/clock.js';
import type { Expectations, Item, ItemStore, Write } from '../ports/itemStore.js';
import type { ExecutionHeader, WaveRecord } from './records.js';
import { headerItem, waveItem } from './waveItem.js';

/** An execution as stored: its header and its waves, in wave order. */
export interface StoredExecution {
  readonly header: ExecutionHeader;
  readonly waves: readonly WaveRecord[];
}

/** How often a change is decided anew when other writers were first. */
const attempts = 25;

/**
 * The execution history: reads and changes of headers and waves. Every change is a pure decision about what was
 * read, written on the condition that nobody wrote in between (`Rev`), and decided anew where somebody did. A
 * decision therefore has to give the same answer when it finds its own earlier write (a lost answer).
 */
export class Executions {
  readonly #items: ItemStore;
  readonly #clock: Pick<Clock, 'sleep'>;

  constructor(items: ItemStore, clock: Pick<Clock, 'sleep'>) {
    this.#items = items;
    this.#clock = clock;
  }

  /** The header, or undefined where there is no such execution. */
  async findHeader(executionId: string): Promise<ExecutionHeader | undefined> {
    return (await this.#items.get('executions', { ExecutionId: executionId, Item: headerItem })) as unknown as ExecutionHeader | undefined;
  }

  /** The header. @throws TerminalError `ExecutionUnknown`. */
  async header(executionId: string): Promise<ExecutionHeader> {
    return (await this.findHeader(executionId)) ?? unknownExecution(executionId);
  }

  /** One wave. @throws TerminalError `WaveUnknown`. */
  async wave(executionId: string, waveNumber: number): Promise<WaveRecord> {
    const item = await this.#items.get('executions', { ExecutionId: executionId, Item: waveItem(waveNumber) });
    if (item === undefined) throw new TerminalError('WaveUnknown', `Execution ${executionId} has no wave ${waveNumber}. Check the wave numbers with \`drsctl executions show ${executionId}\`.`);
    return item as unknown as WaveRecord;
  }

  /** The whole execution, strongly consistent item by item. @throws TerminalError `ExecutionUnknown`. */
  async load(executionId: string): Promise<StoredExecution> {
    let header: ExecutionHeader | undefined;
    const waves: WaveRecord[] = [];
    for await (const page of this.#items.query({ table: 'executions', partition: { attribute: 'ExecutionId', equals: executionId } })) {
      for (const item of page) {
        if (item['Item'] === headerItem) header = item as unknown as ExecutionHeader;
        else waves.push(item as unknown as WaveRecord);
      }
    }
    return { header: header ?? unknownExecution(executionId), waves };
  }

  /** Decides a change of the header; the header as it then is. The same header back means that nothing is to be written. */
  async changeHeader(executionId: string, decide: (header: ExecutionHeader) => ExecutionHeader): Promise<ExecutionHeader> {
    return this.#untilWritten(`the header of execution ${executionId}`, async () => {
      const header = await this.header(executionId);
      const changed = decide(header);
      return revised(header, changed);
    });
  }

  /** Decides a change of a wave; the wave as it then is. The same wave back means that nothing is to be written. */
  async changeWave(executionId: string, waveNumber: number, decide: (wave: WaveRecord) => WaveRecord): Promise<WaveRecord> {
    return this.#untilWritten(`wave ${waveNumber} of execution ${executionId}`, async () => {
      const wave = await this.wave(executionId, waveNumber);
      const changed = decide(wave);
      return revised(wave, changed);
    });
  }

  /** Decides a change of a wave and of the header together: both are written or neither. `undefined` back means neither. */
  async changeBoth(
    executionId: string,
    waveNumber: number,
    decide: (wave: WaveRecord, header: ExecutionHeader) => { readonly wave: WaveRecord; readonly header: ExecutionHeader } | undefined,
  ): Promise<{ readonly wave: WaveRecord; readonly header: ExecutionHeader } | undefined> {
    return this.#untilWritten(`wave ${waveNumber} and the header of execution ${executionId}`, async () => {
      const [wave, header] = await Promise.all([this.wave(executionId, waveNumber), this.header(executionId)]);
      const changed = decide(wave, header);
      if (changed === undefined) return [undefined, []];
      const [nextWave, waveWrites] = revised(wave, changed.wave);
      const [nextHeader, headerWrites] = revised(header, changed.header);
      // An unchanged header is checked all the same: its status is what allows the wave's change.
      const check: Write = { kind: 'check', table: 'executions', key: keyOf(header), expect: expectRev(header) };
      return [{ wave: nextWave, header: nextHeader }, [...waveWrites, ...(headerWrites.length > 0 ? headerWrites : [check])]];
    });
  }

  async #untilWritten<T>(what: string, decide: () => Promise<readonly [T, readonly Write[]]>): Promise<T> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const [result, writes] = await decide();
      if (writes.every((write) => write.kind === 'check')) return result;
      if ((await this.#items.write(...writes)) === 'WRITTEN') return result;
      await this.#clock.sleep(Math.min(20 * 2 ** attempt, 500));
    }
    throw new RetryableError('WriteContention', `Could not write ${what}: other writers were first ${attempts} times in a row. It is tried again.`);
  }
}

function unknownExecution(executionId: string): never {
  throw new TerminalError('ExecutionUnknown', `There is no execution ${executionId}. List the executions with \`drsctl executions list\`.`);
}

type Stored = ExecutionHeader | WaveRecord;

function keyOf(record: Stored): { readonly ExecutionId: string; readonly Item: string } {
  return { ExecutionId: record.ExecutionId, Item: record.Item };
}

function expectRev(record: Stored): Expectations {
  return { Rev: { is: 'EQUAL', to: record.Rev } };
}

/** A decided record as it will be, with the write of its changed attributes alone; no write where nothing changed. */
function revised<R extends Stored>(before: R, after: R): readonly [R, readonly Write[]] {
  if (before === after) return [before, []];
  const old = before as unknown as Item;
  const decided = after as unknown as Item;
  const set = Object.fromEntries(Object.entries(decided).filter(([name, value]) => value !== undefined && !isDeepStrictEqual(old[name], value)));
  const remove = Object.keys(old).filter((name) => decided[name] === undefined);
  if (Object.keys(set).length === 0 && remove.length === 0) return [before, []];
  const Rev = before.Rev + 1;
  return [{ ...after, Rev }, [{ kind: 'update', table: 'executions', key: keyOf(before), set: { ...set, Rev }, remove, expect: expectRev(before) }]];
}
