import { describe, expect, it } from 'vitest';

import { checksPrinted } from '../run/rehearsal.mjs';

const file = 'rehearsal/main.ts';
const printed = 'Deploying\nok  the deploy succeeds: 64 added\nDrill\nok  the drill is COMPLETED\n';
const found = [
  { file, title: 'the deploy succeeds: 64 added', state: 'passed' },
  { file, title: 'the drill is COMPLETED', state: 'passed' },
];

describe('the results of the rehearsal of a deploy', () => {
  it('are what it said that it found so', () => {
    expect(checksPrinted(`${printed}\n2 passed, 0 failed\n`, 0)).toEqual(found);
  });

  it('are one that was skipped where it could not be rehearsed, with the reason', () => {
    const said = 'Not rehearsed: aws-api says that what it needs is not installed.\n\n0 passed, 0 failed, 1 skipped\n';
    expect(checksPrinted(said, 0)).toEqual([{ file, title: 'a deploy is rehearsed', state: 'skipped', reason: 'aws-api says that what it needs is not installed' }]);
  });

  it('have a failed one where it did not come to its end', () => {
    expect(checksPrinted(`${printed}Error: nothing is left: not so\n`, 1)).toEqual([...found, { file, title: 'the rehearsal comes to its end', state: 'failed' }]);
  });
});
