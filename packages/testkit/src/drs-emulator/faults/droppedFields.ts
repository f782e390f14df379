/** The fields that are missing from, or vanish from, jobs in the field (drs-api.md, In the field). */
export const vanishingFields: readonly string[] = ['recoveryInstanceID', 'launchStatus'];

/** A field's name without its first letter's case: EC2 writes `instanceId` where the SDK says `InstanceId`. */
const plain = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** An answer without these fields, at any depth. */
export function droppedFields(answer: unknown, fields: readonly string[] = vanishingFields): unknown {
  if (Array.isArray(answer)) return answer.map((item) => droppedFields(item, fields));
  if (typeof answer !== 'object' || answer === null) return answer;
  const names = new Set(fields.map(plain));
  return Object.fromEntries(Object.entries(answer).filter(([key]) => !names.has(plain(key))).map(([key, inner]) => [key, droppedFields(inner, fields)]));
}
