import type { TableName } from './ports/itemStore.js';

/** A key: its partition attribute and, where it has one, its sort attribute. `N` is a number, `S` a string. */
export interface KeyDefinition {
  readonly partition: { readonly name: string; readonly type: 'S' | 'N' };
  readonly sort?: { readonly name: string; readonly type: 'S' | 'N' };
}

/** A global secondary index and the attributes it projects (besides keys); `ALL` for every one. */
export interface IndexDefinition {
  readonly name: string;
  readonly key: KeyDefinition;
  readonly projects: readonly string[] | 'ALL';
}

/** A table of the system, as infra deploys it and local runs create it. */
export interface TableDefinition {
  readonly logicalName: TableName;
  /** The middle of its name: `{project}-<thing>-{env}`. */
  readonly thing: string;
  readonly key: KeyDefinition;
  readonly indexes: readonly IndexDefinition[];
}

const string = (name: string): { readonly name: string; readonly type: 'S' } => ({ name, type: 'S' });
const number = (name: string): { readonly name: string; readonly type: 'N' } => ({ name, type: 'N' });

/** The system's tables (design section 3). */
export const tables: readonly TableDefinition[] = [
  { logicalName: 'plans', thing: 'recovery-plans', key: { partition: string('PlanId') }, indexes: [] },
  { logicalName: 'groups', thing: 'protection-groups', key: { partition: string('GroupId') }, indexes: [] },
  {
    logicalName: 'executions',
    thing: 'execution-history',
    key: { partition: string('ExecutionId'), sort: string('Item') },
    indexes: [
      // Sparse: only EXECUTION items carry Status, Open and PlanId.
      {
        name: 'StatusIndex',
        key: { partition: string('Status'), sort: number('StartTime') },
        projects: ['PlanId', 'ExecutionType', 'LastPolledTime', 'NextPollTime', 'Phase', 'BoundTime'],
      },
      { name: 'OpenIndex', key: { partition: string('Open'), sort: number('StartTime') }, projects: ['Status', 'BoundTime'] },
      {
        name: 'PlanIndex',
        key: { partition: string('PlanId'), sort: number('StartTime') },
        projects: ['PlanName', 'ExecutionType', 'Status', 'EndTime', 'InitiatedBy', 'WaveCount'],
      },
    ],
  },
];

/** The definition of one table. */
export function tableDefinition(name: TableName): TableDefinition {
  const definition = tables.find((table) => table.logicalName === name);
  if (definition === undefined) throw new Error(`no table is called ${name}`);
  return definition;
}

/** A table's deployed name. */
export function deployedTableName(name: TableName, project: string, environment: string): string {
  return `${project}-${tableDefinition(name).thing}-${environment}`;
}
