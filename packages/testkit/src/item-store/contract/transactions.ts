import assert from 'node:assert/strict';
import type { Item, Write } from '@drs-orchestration/core';
import type { ContractCase } from './subject.js';

/** Several writes at once. */
export const transactionCases: readonly ContractCase[] = [
  {
    title: 'several writes happen together, across tables',
    async holds({ store, name }) {
      const [PlanId, GroupId, ExecutionId] = [name('plan'), name('group'), name('execution')];
      await store.write({ kind: 'put', table: 'plans', item: { PlanId } }, { kind: 'put', table: 'groups', item: { GroupId } });
      const answer = await store.write(
        { kind: 'put', table: 'executions', item: { ExecutionId, Item: 'EXECUTION' }, expect: { ExecutionId: { is: 'ABSENT' } } },
        { kind: 'update', table: 'plans', key: { PlanId }, set: { ActiveExecutionId: ExecutionId }, expect: { ActiveExecutionId: { is: 'ABSENT' } } },
        { kind: 'delete', table: 'groups', key: { GroupId } },
        { kind: 'check', table: 'plans', key: { PlanId: name('absent') }, expect: { PlanId: { is: 'ABSENT' } } },
      );
      assert.equal(answer, 'WRITTEN');
      assert.deepEqual(await store.get('executions', { ExecutionId, Item: 'EXECUTION' }), { ExecutionId, Item: 'EXECUTION' });
      assert.deepEqual(await store.get('plans', { PlanId }), { PlanId, ActiveExecutionId: ExecutionId });
      assert.equal(await store.get('groups', { GroupId }), undefined);
    },
  },
  {
    title: 'where one expectation of several writes fails, none of them happens',
    async holds({ store, name }) {
      const [PlanId, GroupId, ExecutionId] = [name('plan'), name('group'), name('execution')];
      await store.write({ kind: 'put', table: 'plans', item: { PlanId, ActiveExecutionId: 'another' } }, { kind: 'put', table: 'groups', item: { GroupId } });
      const writes: Write[] = [
        { kind: 'put', table: 'executions', item: { ExecutionId, Item: 'EXECUTION' } },
        { kind: 'delete', table: 'groups', key: { GroupId } },
      ];
      const failing: Write[] = [
        { kind: 'update', table: 'plans', key: { PlanId }, set: { ActiveExecutionId: ExecutionId }, expect: { ActiveExecutionId: { is: 'ABSENT' } } },
        { kind: 'check', table: 'plans', key: { PlanId }, expect: { ActiveExecutionId: { is: 'EQUAL', to: 'mine' } } },
      ];
      for (const write of failing) {
        for (const order of [[write, ...writes], [...writes, write]]) {
          assert.equal(await store.write(...order), 'CONFLICT');
          assert.equal(await store.get('executions', { ExecutionId, Item: 'EXECUTION' }), undefined);
          assert.deepEqual(await store.get('groups', { GroupId }), { GroupId });
          assert.deepEqual(await store.get('plans', { PlanId }), { PlanId, ActiveExecutionId: 'another' });
        }
      }
    },
  },
  {
    title: 'of many starts of one plan exactly one takes its lock, and the others leave nothing behind',
    async holds({ store, name }) {
      const PlanId = name('plan');
      await store.write({ kind: 'put', table: 'plans', item: { PlanId } });
      const executions = Array.from({ length: 8 }, () => name('execution'));
      const answers = await Promise.all(
        executions.map((ExecutionId) =>
          store.write(
            { kind: 'put', table: 'executions', item: { ExecutionId, Item: 'EXECUTION' }, expect: { ExecutionId: { is: 'ABSENT' } } },
            { kind: 'update', table: 'plans', key: { PlanId }, set: { ActiveExecutionId: ExecutionId }, expect: { ActiveExecutionId: { is: 'ABSENT' } } },
          )),
      );
      const winners = executions.filter((_, index) => answers[index] === 'WRITTEN');
      assert.equal(winners.length, 1);
      assert.deepEqual(await store.get('plans', { PlanId }), { PlanId, ActiveExecutionId: winners[0] });
      const items = await Promise.all(executions.map((ExecutionId) => store.get('executions', { ExecutionId, Item: 'EXECUTION' })));
      assert.deepEqual(items.filter((item) => item !== undefined).map((item: Item) => item['ExecutionId']), winners);
    },
  },
  {
    title: 'a hundred writes fit into one transaction, and more are refused',
    async holds({ store, name }) {
      const ExecutionId = name('execution');
      const put = (index: number): Write => ({ kind: 'put', table: 'executions', item: { ExecutionId, Item: `WAVE#${String(index).padStart(3, '0')}` } });
      await assert.rejects(store.write(...Array.from({ length: 101 }, (_, index) => put(index))), { code: 'InvalidWrite' });
      assert.equal(await store.get('executions', { ExecutionId, Item: 'WAVE#000' }), undefined);
      assert.equal(await store.write(...Array.from({ length: 100 }, (_, index) => put(index))), 'WRITTEN');
      assert.notEqual(await store.get('executions', { ExecutionId, Item: 'WAVE#099' }), undefined);
    },
  },
  {
    title: 'two writes to one item in a transaction are refused, and nothing is written',
    async holds({ store, name }) {
      const PlanId = name('plan');
      const writes: Write[] = [
        { kind: 'check', table: 'plans', key: { PlanId }, expect: { PlanId: { is: 'ABSENT' } } },
        { kind: 'put', table: 'plans', item: { PlanId } },
      ];
      await assert.rejects(store.write(...writes), { service: 'DynamoDB', kind: 'INVALID' });
      assert.equal(await store.get('plans', { PlanId }), undefined);
    },
  },
  {
    title: 'nothing to write is written',
    async holds({ store }) {
      assert.equal(await store.write(), 'WRITTEN');
    },
  },
  {
    title: 'of transactions that overlap each is whole: two items that are only ever written together are never seen apart',
    async holds({ store, name }) {
      const ExecutionId = name('execution');
      const keys = ['EXECUTION', 'WAVE#001'].map((Item) => ({ ExecutionId, Item }));
      await store.write(...keys.map((key) => ({ kind: 'put', table: 'executions', item: { ...key, Rev: 0, By: 'nobody' } }) as const));
      let winners = 0;
      const writer = async (By: string): Promise<void> => {
        for (let tries = 0; tries < 6; tries += 1) {
          const Rev = Number((await store.get('executions', keys[0] ?? {}))?.['Rev']);
          const answer = await store.write(...keys.map((key) => ({ kind: 'update', table: 'executions', key, set: { Rev: Rev + 1, By }, expect: { Rev: { is: 'EQUAL', to: Rev } } }) as const));
          if (answer === 'WRITTEN') winners += 1;
        }
      };
      await Promise.all(['a', 'b', 'c', 'd'].map(writer));
      const [header, wave] = await Promise.all(keys.map((key) => store.get('executions', key)));
      assert.deepEqual([wave?.['Rev'], wave?.['By']], [header?.['Rev'], header?.['By']]);
      assert.equal(header?.['Rev'], winners);
      assert.ok(winners >= 6, `${String(winners)} of 24 transactions were written`);
    },
  },
];
