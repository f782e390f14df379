import assert from 'node:assert/strict';
import type { Expectations, Item, Write } from '@drs-orchestration/core';
import type { ContractCase } from './subject.js';

const stored = { Text: 'RUNNING', Number: 7, Flag: true, Nothing: null, List: [1] };

const verdicts: readonly [Expectations, 'WRITTEN' | 'CONFLICT'][] = [
  [{ Text: { is: 'EQUAL', to: 'RUNNING' } }, 'WRITTEN'],
  [{ Text: { is: 'EQUAL', to: 'running' } }, 'CONFLICT'],
  [{ Number: { is: 'EQUAL', to: 7 } }, 'WRITTEN'],
  [{ Number: { is: 'EQUAL', to: 8 } }, 'CONFLICT'],
  [{ Number: { is: 'EQUAL', to: '7' } }, 'CONFLICT'],
  [{ Flag: { is: 'EQUAL', to: true } }, 'WRITTEN'],
  [{ Flag: { is: 'EQUAL', to: false } }, 'CONFLICT'],
  [{ Missing: { is: 'EQUAL', to: 'RUNNING' } }, 'CONFLICT'],
  [{ Text: { is: 'PRESENT' } }, 'WRITTEN'],
  [{ Nothing: { is: 'PRESENT' } }, 'WRITTEN'],
  [{ Missing: { is: 'PRESENT' } }, 'CONFLICT'],
  [{ Missing: { is: 'ABSENT' } }, 'WRITTEN'],
  [{ Nothing: { is: 'ABSENT' } }, 'CONFLICT'],
  [{ Text: { is: 'ONE_OF', of: ['PENDING', 'RUNNING'] } }, 'WRITTEN'],
  [{ Text: { is: 'ONE_OF', of: ['PENDING', 'POLLING'] } }, 'CONFLICT'],
  [{ Number: { is: 'ONE_OF', of: ['7', 7] } }, 'WRITTEN'],
  [{ Text: { is: 'ONE_OF', of: [] } }, 'CONFLICT'],
  [{ Missing: { is: 'ONE_OF', of: ['a'] } }, 'CONFLICT'],
  [{ Number: { is: 'ONE_OF', of: Array.from({ length: 150 }, (_, index) => index - 142) } }, 'WRITTEN'],
  [{ Text: { is: 'EQUAL', to: 'RUNNING' }, Number: { is: 'EQUAL', to: 7 }, Missing: { is: 'ABSENT' } }, 'WRITTEN'],
  [{ Text: { is: 'EQUAL', to: 'RUNNING' }, Number: { is: 'EQUAL', to: 8 } }, 'CONFLICT'],
  [{}, 'WRITTEN'],
];

/** Conditional writes. */
export const conditionCases: readonly ContractCase[] = [
  {
    title: 'a write of any kind, alone or among others, happens exactly when all it expects holds',
    async holds({ store, name }) {
      for (const [expect, verdict] of verdicts) {
        const PlanId = name('plan');
        const before: Item = { PlanId, ...stored };
        const writes: [Write, Item | undefined][] = [
          [{ kind: 'put', table: 'plans', item: { PlanId, Put: 1 }, expect }, { PlanId, Put: 1 }],
          [{ kind: 'update', table: 'plans', key: { PlanId }, set: { Text: 'NEW' }, expect }, { ...before, Text: 'NEW' }],
          [{ kind: 'delete', table: 'plans', key: { PlanId }, expect }, undefined],
        ];
        // A check of nothing is no write.
        if (Object.keys(expect).length > 0) writes.push([{ kind: 'check', table: 'plans', key: { PlanId }, expect }, before]);
        for (const [write, after] of writes) {
          for (const others of [[], [{ kind: 'put', table: 'groups', item: { GroupId: name('group') } }] as const]) {
            await store.write({ kind: 'put', table: 'plans', item: before });
            const about = `${write.kind} expecting ${JSON.stringify(expect)} beside ${String(others.length)} others`;
            assert.equal(await store.write(write, ...others), verdict, about);
            assert.deepEqual(await store.get('plans', { PlanId }), verdict === 'WRITTEN' ? after : before, about);
          }
        }
      }
    },
  },
  {
    title: 'an item that is not there has no attributes',
    async holds({ store, name }) {
      const [one, other] = [name('plan'), name('plan')];
      assert.equal(await store.write({ kind: 'update', table: 'plans', key: { PlanId: one }, set: { A: 1 }, expect: { PlanId: { is: 'PRESENT' } } }), 'CONFLICT');
      assert.equal(await store.write({ kind: 'delete', table: 'plans', key: { PlanId: one }, expect: { A: { is: 'EQUAL', to: 1 } } }), 'CONFLICT');
      assert.equal(await store.get('plans', { PlanId: one }), undefined);
      assert.equal(await store.write({ kind: 'put', table: 'plans', item: { PlanId: other }, expect: { PlanId: { is: 'ABSENT' } } }), 'WRITTEN');
      assert.equal(await store.write({ kind: 'put', table: 'plans', item: { PlanId: other }, expect: { PlanId: { is: 'ABSENT' } } }), 'CONFLICT');
    },
  },
  {
    title: 'an update that removes attributes may expect things of them',
    async holds({ store, name }) {
      const PlanId = name('plan');
      await store.write({ kind: 'put', table: 'plans', item: { PlanId, ActiveExecutionId: 'one' } });
      const unlock = (id: string): Write => ({
        kind: 'update', table: 'plans', key: { PlanId }, remove: ['ActiveExecutionId'], expect: { ActiveExecutionId: { is: 'EQUAL', to: id } },
      });
      assert.equal(await store.write(unlock('another')), 'CONFLICT');
      assert.equal(await store.write(unlock('one')), 'WRITTEN');
      assert.deepEqual(await store.get('plans', { PlanId }), { PlanId });
    },
  },
  {
    title: 'of many writers that expect the same revision exactly one wins each round',
    async holds({ store, name }) {
      const key = { ExecutionId: name('execution'), Item: 'WAVE#001' };
      await store.write({ kind: 'put', table: 'executions', item: { ...key, Rev: 0 } });
      for (let rev = 0; rev < 5; rev += 1) {
        const writers = Array.from({ length: 8 }, (_, writer) =>
          store.write({ kind: 'update', table: 'executions', key, set: { Rev: rev + 1, Writer: writer }, expect: { Rev: { is: 'EQUAL', to: rev } } }));
        const answers = await Promise.all(writers);
        assert.equal(answers.filter((answer) => answer === 'WRITTEN').length, 1);
        const item = await store.get('executions', key);
        assert.deepEqual(item, { ...key, Rev: rev + 1, Writer: answers.indexOf('WRITTEN') });
      }
    },
  },
  {
    title: 'of many writers that each add to one item, reading again where another was first, no addition is lost',
    async holds({ store, name }) {
      const key = { ExecutionId: name('execution'), Item: 'EXECUTION' };
      await store.write({ kind: 'put', table: 'executions', item: { ...key, Rev: 0, Added: [] } });
      const add = async (what: string): Promise<void> => {
        for (;;) {
          const item = await store.get('executions', key);
          const [Rev, Added] = [Number(item?.['Rev']), item?.['Added'] as readonly string[]];
          if ((await store.write({ kind: 'update', table: 'executions', key, set: { Rev: Rev + 1, Added: [...Added, what] }, expect: { Rev: { is: 'EQUAL', to: Rev } } })) === 'WRITTEN') return;
        }
      };
      const writers = Array.from({ length: 6 }, async (_, writer) => {
        for (let nth = 0; nth < 5; nth += 1) await add(`${String(writer)}-${String(nth)}`);
      });
      await Promise.all(writers);
      const item = await store.get('executions', key);
      assert.equal(item?.['Rev'], 30);
      assert.equal(new Set(item?.['Added'] as readonly string[]).size, 30);
    },
  },
  {
    title: 'a read right after a write sees it, whoever reads',
    async holds({ store, name }) {
      const key = { ExecutionId: name('execution'), Item: 'EXECUTION' };
      for (let Rev = 0; Rev < 10; Rev += 1) {
        await store.write({ kind: 'put', table: 'executions', item: { ...key, Rev } });
        const seen = await Promise.all([store.get('executions', key), store.get('executions', key)]);
        assert.deepEqual(seen.map((item) => item?.['Rev']), [Rev, Rev]);
      }
    },
  },
];
