import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { root } from '../src/checkout.js';

interface Job {
  readonly if: string;
  readonly environment: string;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, string>> }[];
}

interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, '.github', 'workflows');
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const workflow = (file: string): Workflow => readYaml(text(file)).content as Workflow;
const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

const { on, jobs } = workflow('release.yml');
const [job] = Object.values(jobs);

/** What is known when it is decided whether the job runs, after a green CI of main's newest commit. */
const green = {
  'vars.PUBLISH': 'true', 'github.sha': 'newest',
  'github.event.workflow_run.conclusion': 'success', 'github.event.workflow_run.event': 'push', 'github.event.workflow_run.head_sha': 'newest',
};

/** Whether the job's condition, which compares names with texts and names and takes all of that together, holds. */
function releases(known: Readonly<Record<string, string>>): boolean {
  const value = (word: string): string => /^'(.*)'$/.exec(word)?.[1] ?? known[word] ?? expect.fail(`the condition names ${word}`);
  return (job?.if ?? '').split('&&').every((comparison) => {
    const [left = '', right = '', ...more] = comparison.split('==').map((word) => word.trim());
    expect(more).toEqual([]);
    return value(left) === value(right);
  });
}

describe('the release workflow', () => {
  it('is started by the end of CI on main alone', () => {
    expect(on).toEqual({ workflow_run: { workflows: [workflow('ci.yml').name], types: ['completed'], branches: ['main'] } });
    expect(Object.keys(jobs)).toEqual(['release']);
  });

  it('releases after a green CI of main\'s newest commit, where that is wanted', () => {
    expect(releases(green)).toBe(true);
  });

  it.each([
    ['nobody said so', { 'vars.PUBLISH': '' }],
    ['CI failed', { 'github.event.workflow_run.conclusion': 'failure' }],
    ['CI was cancelled', { 'github.event.workflow_run.conclusion': 'cancelled' }],
    ["CI was a pull request's, whose branch a fork calls main too", { 'github.event.workflow_run.event': 'pull_request' }],
    ['main has a commit by now that CI has not seen', { 'github.sha': 'newer' }],
  ])('does not release where %s', (_why, otherwise) => {
    expect(releases({ ...green, ...otherwise })).toBe(false);
  });

  it('releases the commit that CI has seen', () => {
    const checkouts = job?.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts?.map((step) => step.with?.['ref'])).toEqual(['${{ github.event.workflow_run.head_sha }}']);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names every variable and environment that a workflow asks for, and what npm must know of the release', () => {
    const files = readdirSync(folder).map(text);
    const variables = new Set(files.flatMap((file) => [...file.matchAll(/\bvars\.(\w+)/g)].map(([, name = '']) => name)));
    expect([...variables].filter((name) => !contributing.includes(`| \`${name}\` |`))).toEqual([]);
    expect(variables.size).toBeGreaterThan(0);
    const environments = new Set(files.flatMap((file) => [...file.matchAll(/^ *environment: (\S+)$/gm)].map(([, name = '']) => name)));
    expect([...environments].filter((name) => !contributing.includes(`\`${name}\``))).toEqual([]);
    expect(contributing).toContain(`workflow \`release.yml\`, environment \`${job?.environment}\``);
  });
});
