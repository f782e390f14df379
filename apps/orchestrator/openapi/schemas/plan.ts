import { planFileSchema, protectionGroupSchema } from '@drs-orchestration/core';
import * as z from 'zod';
import { count, executionId, nextCursor, planId, seconds, serverId, waveExecutionType, waveNumber, waveOrdering, waveSettings } from './fields.js';

const version = count.meta({ description: 'Counts the edits, from 1; 0 for a group that was stored before groups counted them' });

const wave = z
  .strictObject({
    WaveNumber: waveNumber,
    WaveName: z.string(),
    ServerIds: z.array(serverId).exactOptional(),
    ProtectionGroupId: z.string().exactOptional(),
    ExecutionType: waveExecutionType,
    ExecutionOrder: z.array(z.int().min(1)).exactOptional().meta({ description: '1-based positions in the launch order' }),
    Dependencies: z.array(waveNumber),
    ...waveSettings,
  })
  .meta({ id: 'PlanWave', description: 'Servers that are launched together or in order: either ServerIds, or a ProtectionGroupId' });

/** A plan as it is stored, every default filled in. */
export const storedPlan = z
  .strictObject({
    PlanId: planId,
    PlanName: z.string(),
    Description: z.string().exactOptional(),
    Region: z.string(),
    TargetAccountId: z.string().exactOptional(),
    AssumeRoleName: z.string().exactOptional(),
    ExternalId: z.string().exactOptional(),
    WaveOrdering: waveOrdering,
    Notifications: z.strictObject({ SnsTopicArn: z.string() }).exactOptional(),
    RtoTargetSeconds: seconds('What the plan aims at').exactOptional(),
    TerminateAfterDrill: z.boolean(),
    Waves: z.array(wave),
    Version: version,
    ActiveExecutionId: executionId.exactOptional().meta({ description: 'The execution that runs the plan now' }),
  })
  .meta({ id: 'StoredPlan', description: 'A plan as it is stored, every default filled in' });

const planSummary = z
  .strictObject({
    PlanId: planId,
    PlanName: z.string(),
    Description: z.string().exactOptional(),
    Region: z.string(),
    Version: version,
    ActiveExecutionId: executionId.exactOptional(),
    WaveCount: count,
  })
  .meta({ id: 'PlanSummary' });

/** A page of plans. */
export const planPage = z.strictObject({ Plans: z.array(planSummary), NextCursor: nextCursor }).meta({ id: 'PlanPage', description: 'In no particular order' });

/** A protection group as it is stored. */
export const storedGroup = z
  .strictObject({
    GroupId: z.string(),
    GroupName: z.string(),
    Region: z.string(),
    ServerIds: z.array(serverId).exactOptional(),
    Tags: z.record(z.string(), z.string()).exactOptional(),
    Version: version,
  })
  .meta({ id: 'StoredProtectionGroup', description: 'Servers that are listed, or all that carry all of Tags when an execution starts' });

/** A page of protection groups. */
export const groupPage = z.strictObject({ ProtectionGroups: z.array(storedGroup), NextCursor: nextCursor }).meta({ id: 'ProtectionGroupPage', description: 'In no particular order' });

/** What is sent to create and to replace; a version of what is read is added where it is taken. */
const objectOf = (schema: z.ZodType): z.ZodObject => schema as unknown as z.ZodObject;
const read = z.int().min(0).meta({ description: 'The Version that was read, so that nobody else’s edit is lost' });
const metaOf = (schema: z.ZodType): { readonly oneOf?: unknown } => {
  const { oneOf } = schema.meta() ?? {};
  return oneOf === undefined ? {} : { oneOf };
};

const carried = objectOf(protectionGroupSchema)
  .extend({ Version: read.exactOptional().meta({ description: 'Given, the group replaces the stored one of that version; without it, a stored one must be equal' }) })
  .meta({ id: 'CarriedProtectionGroup', ...metaOf(protectionGroupSchema) });

/** What creates a protection group. */
export const newGroup: z.ZodType = protectionGroupSchema;
/** What replaces a protection group. */
export const replacingGroup = objectOf(protectionGroupSchema)
  .extend({ GroupId: z.string().exactOptional().meta({ description: 'As in the path' }), Version: read })
  .meta({ id: 'ReplacingProtectionGroup', ...metaOf(protectionGroupSchema) });
/** What creates a plan: the content of a plan file, as JSON. */
export const newPlan = objectOf(planFileSchema)
  .extend({ ProtectionGroups: z.array(carried).max(99).exactOptional().meta({ description: 'Groups that the waves name; stored in the same transaction' }) })
  .meta({ id: 'Plan', description: 'The content of a plan file, as JSON' });
/** What replaces a plan. */
export const replacingPlan = newPlan
  .extend({ PlanId: z.string().exactOptional().meta({ description: 'As in the path' }), Version: read, ActiveExecutionId: z.string().exactOptional().meta({ description: 'As it was read; not looked at' }) })
  .meta({ id: 'ReplacingPlan', description: 'The content of a plan file, as JSON, with the version it replaces; what GET gave may be sent back' });
