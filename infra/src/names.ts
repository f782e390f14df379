import { deployedTableName, tableDefinition, type TableName } from '@drs-orchestration/core';
import type { Configuration } from './configuration/configuration.js';

/** The system's four functions. */
export type FunctionName = 'finder' | 'poller' | 'orchestrator' | 'api';
/** All of them. */
export const functionNames: readonly FunctionName[] = ['finder', 'poller', 'orchestrator', 'api'];

/** AWS's partition of a Region: its ARNs begin with it. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/**
 * Names and ARNs of a deployment, composed from its configuration alone: one resource can name another without a
 * reference to it, which would make Terraform's graph a circle (function, state machine, function).
 */
export class Names {
  readonly #settings: Configuration;
  readonly partition: string;

  constructor(settings: Configuration) {
    this.#settings = settings;
    this.partition = partitionOf(settings.Region);
  }

  /** `<project>-<thing>-<environment>`. */
  of(thing: string): string {
    return `${this.#settings.Project}-${thing}-${this.#settings.Environment}`;
  }

  /** The ARN of something in the deployment's Region and account. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.#settings.Region}:${this.#settings.AccountId}:${resource}`;
  }

  function(name: FunctionName): string {
    return this.of(name);
  }

  functionArn(name: FunctionName): string {
    return this.arn('lambda', `function:${this.function(name)}`);
  }

  functionRole(name: FunctionName): string {
    return this.of(`${name}-role`);
  }

  functionLogGroup(name: FunctionName): string {
    return `/aws/lambda/${this.function(name)}`;
  }

  table(name: TableName): string {
    return deployedTableName(name, this.#settings.Project, this.#settings.Environment);
  }

  tableArn(name: TableName): string {
    return this.arn('dynamodb', `table/${this.table(name)}`);
  }

  /** @throws Error where the table has no such index. */
  indexArn(name: TableName, index: string): string {
    if (!tableDefinition(name).indexes.some((one) => one.name === index)) throw new Error(`the table ${name} has no index ${index}`);
    return `${this.tableArn(name)}/index/${index}`;
  }

  get stateMachine(): string {
    return this.of('recovery');
  }

  get stateMachineArn(): string {
    return this.arn('states', `stateMachine:${this.stateMachine}`);
  }

  /** All executions of the state machine. */
  get executionArns(): string {
    return this.arn('states', `execution:${this.stateMachine}:*`);
  }

  get topic(): string {
    return this.of('notifications');
  }

  get topicArn(): string {
    return this.arn('sns', this.topic);
  }

  deadLetterQueue(of: string): string {
    return this.of(`${of}-dead-letters`);
  }

  deadLetterQueueArn(of: string): string {
    return this.arn('sqs', this.deadLetterQueue(of));
  }
}
