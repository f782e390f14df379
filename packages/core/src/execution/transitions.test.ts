import { describe, expect, it } from 'vitest';
import { longestError, shortened } from './transitions.js';

describe('a text cut to what a record keeps', () => {
  it('stays as it is where it is short enough', () => {
    expect(shortened('x'.repeat(longestError))).toBe('x'.repeat(longestError));
  });

  it('ends in an ellipsis where it is not, and is no longer than the limit', () => {
    expect(shortened('x'.repeat(longestError + 1))).toBe(`${'x'.repeat(longestError - 1)}…`);
  });

  it('is never cut through a character: half of one is no text that others read', () => {
    const text = `${'x'.repeat(longestError - 2)}${'😀'.repeat(9)}`;
    expect(shortened(text)).toBe(`${'x'.repeat(longestError - 2)}…`);
  });
});
