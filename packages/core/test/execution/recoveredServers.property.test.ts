import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launchOrder, newServer, withoutRecovered } from '../../src/index.js';

const servers = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }).map((numbers) => numbers.map((number) => newServer(`s-${number}`)));

describe('what a retry leaves out of a wave', () => {
  it('is what was recovered and nothing else; the rest keeps its order', () => {
    fc.assert(
      fc.property(
        servers.chain((all) => fc.record({ all: fc.constant(all), recovered: fc.subarray(all), ordered: fc.option(fc.shuffledSubarray(all.map((_, index) => index + 1), { minLength: all.length }), { nil: undefined }) })),
        ({ all, recovered, ordered }) => {
          const earlier = new Map(recovered.map((server) => [server.SourceServerId, 'e-1']));
          const left = withoutRecovered(all, ordered, earlier);
          expect(left.RecoveredEarlier?.map((server) => server.SourceServerId) ?? []).toEqual(all.filter((server) => recovered.includes(server)).map((server) => server.SourceServerId));
          expect(left.Servers).toEqual(all.filter((server) => !recovered.includes(server)));
          const before = launchOrder({ Servers: all, ...(ordered === undefined ? {} : { ExecutionOrder: ordered }) });
          expect(launchOrder(left)).toEqual(before.filter((server) => !recovered.includes(server)));
        },
      ),
      { seed: 20261121, numRuns: 500 },
    );
  });
});
