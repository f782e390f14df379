import { describe, expect, it } from 'vitest';
import { conformanceCases } from './cases.js';
import { sources } from './sources.js';

const listed: readonly string[] = Object.values(sources);

describe('what a case expects', () => {
  it.each(conformanceCases.map(({ rule, source }) => ({ rule, source })))('is stated by AWS at a listed place: $rule', ({ source }) => {
    expect(source.length).toBeGreaterThan(0);
    expect(source.filter((url) => !listed.includes(url))).toEqual([]);
  });

  it('of a history is stated where AWS lists its events', () => {
    const silent = conformanceCases.filter(({ events, eventsInAnyOrder, eventCounts, lastEvent, retryWaits, source }) =>
      [events, eventsInAnyOrder, eventCounts, lastEvent, retryWaits].some((expected) => expected !== undefined) && !source.includes(sources.apiHistoryEvent));
    expect(silent.map(({ rule }) => rule)).toEqual([]);
  });

  it('has another rule in each case, so that a failing one is found', () => {
    const rules = conformanceCases.map(({ rule }) => rule);
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  it('is left out on an engine for a reason only, which says what that engine does', () => {
    const reasons = conformanceCases.flatMap(({ differs = {} }) => Object.entries(differs));
    for (const [engine, reason] of reasons) expect([engine, reason]).toEqual([expect.stringMatching(/^(?:moto|stepfunctions-local)$/u), expect.stringMatching(/^\w+ .+/u)]);
  });
});

describe('a source', () => {
  it.each(Object.entries(sources))('%s is a page of the Step Functions documentation or a section of the language: %s', (_name, source) => {
    expect(source).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com\/step-functions\/latest\/(?:dg|apireference)\/[\w-]+\.html(?:#[\w-]+)?|states-language\.net\/#[\w-]+)$/u);
  });

  it('is cited by a case, or is not listed', () => {
    const cited = new Set<string>(conformanceCases.flatMap(({ source }) => source));
    expect(listed.filter((source) => !cited.has(source))).toEqual([]);
  });

  it('is listed once', () => expect(new Set(listed).size).toBe(listed.length));
});
