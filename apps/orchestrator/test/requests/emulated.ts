import { DrsEmulator, inProcessAccounts, type World as EmulatedWorld } from '@drs-orchestration/testkit';
import { handleRequest } from '../../src/requests/handleRequest.js';
import type { World } from '../tasks/world/world.js';
import { apiOf, event, type Answer } from './requests.js';

/** The API over a world's records, and over an emulated DRS, EC2 and STS in this process. */
export interface EmulatedApi {
  readonly world: World;
  readonly emulator: DrsEmulator;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  /** Two requests at the same time. */
  postTwice(path: string): Promise<readonly Answer[]>;
  /** How often each operation was called. */
  calls(): Readonly<Record<string, number>>;
}

/** The API of a world whose DRS is emulated. */
export function emulated(world: World, drs: EmulatedWorld): EmulatedApi {
  const emulator = new DrsEmulator({ world: drs, clock: world.clock });
  const accounts = inProcessAccounts(emulator, { clock: world.clock, ownAccountId: '111111111111' });
  const sendAll = async (...sent: readonly unknown[]): Promise<readonly Answer[]> => {
    const answers = await world.run(() => Promise.all(sent.map((one) => handleRequest({ ...apiOf(world), accounts }, one))));
    return answers.map((answer) => ({ ...answer, body: JSON.parse(answer.body) as Record<string, unknown> }));
  };
  const send = async (sent: unknown): Promise<Answer> => {
    const [answer] = await sendAll(sent);
    if (answer === undefined) throw new Error('the API gave no answer');
    return answer;
  };
  return {
    world,
    emulator,
    get(path) {
      const [rawPath = '', rawQueryString = ''] = path.split('?');
      return send(event('GET', rawPath, undefined, { rawQueryString }));
    },
    post: (path, body) => send(event('POST', path, body)),
    postTwice: (path) => sendAll(event('POST', path), event('POST', path)),
    calls() {
      const counts: Record<string, number> = {};
      for (const { operation } of emulator.calls) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
  };
}
