import { App, Testing } from 'cdktf';
import { parseConfiguration } from '../../src/configuration/readConfiguration.js';
import type { Configuration } from '../../src/configuration/configuration.js';
import { DrsOrchestrationStack } from '../../src/stack.js';
import { TargetAccountStack } from '../../src/targetAccountStack.js';

/** Parsed JSON whose shape is what tests look at. */
export type Json = ReturnType<typeof JSON.parse>;
/** A resource as Terraform's JSON has it. */
export type Resource = Readonly<Record<string, Json>>;

/** What CDKTF generated, as far as tests look at it. */
export interface Synthesised {
  readonly terraform: Resource;
  readonly provider: Resource;
  readonly output: Readonly<Record<string, Resource>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

/** A statement of a policy document. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: Resource | string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Resource;
}

/** A production configuration with everything that is optional, and more lines of YAML where given. */
export function configurationWith(...lines: readonly string[]): Configuration {
  const base = [
    'Environment: prod',
    'Region: us-east-1',
    'AccountId: "111122223333"',
    'TargetAccounts: [{ AccountId: "222233334444", RoleName: drs-target, ExternalId: shared-id }]',
    'Notifications: { Emails: [a@example.com, b@example.com] }',
  ];
  return parseConfiguration([...base, ...lines].join('\n'), 'config/prod.yaml');
}

/** The whole system as generated from that configuration. */
export function synthesised(...lines: readonly string[]): Synthesised {
  return JSON.parse(Testing.synth(new DrsOrchestrationStack(new App(), 'drs', configurationWith(...lines)))) as Synthesised;
}

/** The stack of the configuration's target account. */
export function synthesisedTarget(): Synthesised {
  const settings = configurationWith();
  return JSON.parse(Testing.synth(new TargetAccountStack(new App(), 'target', settings, settings.TargetAccounts[0]!))) as Synthesised;
}

/** All resources of a type. */
export function resources({ resource }: Synthesised, type: string): Resource[] {
  return Object.values(resource[type] ?? {});
}

/** The one resource of a type that has those attributes. @throws Error where there is none or more than one */
export function resource(from: Synthesised, type: string, attributes: Resource = {}): Resource {
  const found = resources(from, type).filter((one) => Object.entries(attributes).every(([name, value]) => one[name] === value));
  if (found.length !== 1) throw new Error(`${found.length} resources ${type} have ${JSON.stringify(attributes)}`);
  return found[0]!;
}

/** The statements of a policy document. */
export function statements(document: string): PolicyStatement[] {
  return (JSON.parse(document) as { Statement: PolicyStatement[] }).Statement;
}

/** One value or many, as many. */
export function many(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
