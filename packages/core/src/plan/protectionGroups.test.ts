import { describe, expect, it } from 'vitest';
import { groupIdsOf, serversWithTags } from './protectionGroups.js';

const server = (sourceServerId: string, tags: Record<string, string>): { sourceServerId: string; tags: Record<string, string> } => ({ sourceServerId, tags });

describe('a group by tags', () => {
  const servers = [server('s-2', { Tier: 'web', Shop: 'yes', Extra: '1' }), server('s-1', { Tier: 'web', Shop: 'yes' }), server('s-3', { Tier: 'web' }), server('s-4', { Tier: 'WEB', Shop: 'yes' })];

  it('is every server that carries all of them, as written, in the order of ids', () => {
    expect(serversWithTags(servers, { Tier: 'web', Shop: 'yes' })).toEqual(['s-1', 's-2']);
  });

  it('is nobody where no server carries them, not even by what every object has', () => {
    expect(serversWithTags(servers, { constructor: 'x' })).toEqual([]);
  });
});

describe('the groups of a plan', () => {
  it('are named once each', () => {
    const wave = (ProtectionGroupId?: string): object => (ProtectionGroupId === undefined ? { ServerIds: ['s-1'] } : { ProtectionGroupId });
    expect(groupIdsOf({ Waves: [wave('a'), wave(), wave('b'), wave('a')] as never })).toEqual(['a', 'b']);
  });
});
