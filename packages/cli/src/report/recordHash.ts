import { createHash } from 'node:crypto';
import type { ExecutionView } from '@drs-orchestration/core';
import canonicalizeModule from 'canonicalize';
import type { RecordHash } from './report.js';

// The package is CommonJS whose function is its export, which its types call a default export.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** A number that jq writes as RFC 8785 does: few enough digits, no exponent. */
const plainNumber = /^-?\d{1,15}(\.\d{1,6})?$/;

/**
 * The record as `GET /executions/{id}` returns it, in the canonical form of RFC 8785. A half of a surrogate pair, which
 * the RFC refuses, is U+FFFD, as UTF-8 would have it.
 */
export function canonicalRecord(view: ExecutionView): string {
  const sent: unknown = JSON.parse(JSON.stringify(view), (_key, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value));
  return canonicalize(sent) ?? '';
}

/** SHA-256 of the canonical record's UTF-8 bytes, in lower-case hexadecimal. */
export function recordHash(view: ExecutionView): string {
  return createHash('sha256').update(canonicalRecord(view), 'utf8').digest('hex');
}

/** The hash with what it is of and how to check it. */
export function describedHash(view: ExecutionView): RecordHash {
  // An execution's id is a UUID; what a shell would read otherwise is put into no command.
  const reproducible = /^[\w.-]+$/.test(view.ExecutionId) && jqWritesTheSame(view);
  return {
    Algorithm: 'SHA-256',
    Of: 'the execution record as GET /executions/{id} returns it, in the canonical JSON form of RFC 8785, UTF-8, without a line break at its end',
    Value: recordHash(view),
    ...(reproducible ? { Command: `drsctl executions show ${view.ExecutionId} --json | jq -cSj . | sha256sum` } : {}),
  };
}

/** jq escapes U+007F, refuses half surrogate pairs, sorts keys by code point and rounds long numbers: RFC 8785 does otherwise. */
function jqWritesTheSame(view: ExecutionView): boolean {
  let same = true;
  JSON.parse(JSON.stringify(view), (key, value: unknown) => {
    if (typeof value === 'string' && (value.includes('\u007f') || wellFormed(value) !== value)) same = false;
    if (typeof value === 'number' && !plainNumber.test(String(value))) same = false;
    if (!/^[\u0020-\u007e]*$/.test(key)) same = false;
    return value;
  });
  return same;
}

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
