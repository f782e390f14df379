import type { Item } from '@drs-orchestration/core';
import { testGroups, testServers } from '@drs-orchestration/testkit';
import type { World } from '../tasks/world/world.js';
import { event, send, type Answer } from './requests.js';

/** A plan of one wave. */
export const file = { PlanId: 'plan-shop', PlanName: 'Web shop', Region: 'us-east-1', Waves: [{ WaveNumber: 1, WaveName: 'Database', ServerIds: testServers.Database }] };
const [first, second] = testGroups;
if (first === undefined || second === undefined) throw new Error('the test groups are not there');
/** Two protection groups. */
export const [database, application] = [first, second];
/** The shop's plan by its protection groups, which it carries. */
export const grouped = (groups: readonly unknown[] = [database]): object => ({ ...file, Waves: [{ WaveNumber: 1, WaveName: 'Database', ProtectionGroupId: 'pg-database' }], ProtectionGroups: groups });

/** A request that creates a plan. */
export const creation = (body: unknown): unknown => event('POST', '/plans', body);
/** A request that replaces it. */
export const replacement = (body: unknown, id = 'plan-shop'): unknown => event('PUT', `/plans/${id}`, body);
/** A request that deletes it. */
export const deletion = (version: number, id = 'plan-shop'): unknown => event('DELETE', `/plans/${id}`, undefined, { rawQueryString: `version=${version}` });
/** Creates a plan. */
export const create = (world: World, body: unknown): Promise<Answer> => send(world, creation(body));
/** Replaces it. */
export const replace = (world: World, body: unknown, id?: string): Promise<Answer> => send(world, replacement(body, id));
/** Shows it. */
export const show = (world: World, id = 'plan-shop'): Promise<Answer> => send(world, event('GET', `/plans/${id}`));
/** Deletes it. */
export const remove = (world: World, version: number, id?: string): Promise<Answer> => send(world, deletion(version, id));
/** Lists plans. */
export const list = (world: World, rawQueryString = ''): Promise<Answer> => send(world, event('GET', '/plans', undefined, { rawQueryString }));
/** A group as its table holds it. */
export const storedGroup = (world: World, GroupId = 'pg-database'): Promise<Item | undefined> => world.items.get('groups', { GroupId });
/** The places of an answer’s faults. */
export const faultsOf = (answer: Answer): readonly string[] => ((answer.body['faults'] ?? []) as { path: string }[]).map(({ path }) => path);
