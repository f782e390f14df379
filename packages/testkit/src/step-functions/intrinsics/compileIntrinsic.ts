import { reasonOf } from '@drs-orchestration/core';
import { IntrinsicFailure } from '../errors/intrinsicFailure.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { compilePath, missing } from '../paths/compiledPath.js';
import type { Expression } from '../paths/contextSource.js';
import { arrayFunctions } from './arrays.js';
import { requireLegalEscapes, resolveEscapes } from './escapes.js';
import { format } from './format.js';
import type { IntrinsicFunction } from './intrinsicFunction.js';
import { parseIntrinsic, type IntrinsicNode } from './intrinsicSyntax.js';
import { jsonFunctions } from './json.js';
import { numberFunctions } from './numbers.js';
import { textFunctions } from './texts.js';

type CallNode = Extract<IntrinsicNode, { kind: 'CALL' }>;

const functions: ReadonlyMap<string, IntrinsicFunction> = new Map(
  [...arrayFunctions, ...textFunctions, ...jsonFunctions, ...numberFunctions].map((known) => [known.name, known]),
);

const refused: Readonly<Record<string, string>> = {
  'States.MathRandom': 'it draws from ambient randomness, which no rehearsal could replay',
};

/** Whether the value of a `.$` field is a function call and no path. */
export function isIntrinsic(text: string): boolean {
  return text.startsWith('States.');
}

/**
 * Compiles an intrinsic function call, nested ones included. It fails as `States.Runtime`: where it is given what it
 * cannot take, and where a path among its arguments leads nowhere.
 * @throws Error naming a function that does not exist or is not supported, or saying what cannot be understood.
 */
export function compileIntrinsic(text: string): Expression {
  return compileNode(parseIntrinsic(text), text);
}

function compileNode(node: IntrinsicNode, text: string): Expression {
  switch (node.kind) {
    case 'LITERAL':
      return () => node.value;
    case 'STRING': {
      requireLegalEscapes(node.raw, text);
      const value = resolveEscapes(node.raw);
      return () => value;
    }
    case 'PATH':
      return compileArgumentPath(node.text, text);
    case 'CALL':
      return node.name === 'States.Format' ? compileFormat(node, text) : compileCall(node, text);
  }
}

function compileArgumentPath(path: string, text: string): Expression {
  const compiled = compilePath(path);
  return (input, source) => {
    const value = compiled.find(input, source);
    if (value !== missing) return value;
    throw new RuntimeFailure(
      `The function '${text}' had the following error: The JsonPath argument for the field '${path}' could not be found in the input '${JSON.stringify(input)}'`,
    );
  };
}

function compileCall(node: CallNode, text: string): Expression {
  const known = functions.get(node.name);
  if (known === undefined) {
    const reason = refused[node.name] ?? 'there is no such function';
    throw new Error(`the intrinsic function ${node.name} is not supported: ${reason}`);
  }
  const [least, most] = known.arity;
  if (node.arguments.length < least || node.arguments.length > most) {
    throw new Error(`the intrinsic function ${node.name} takes ${least === most ? least : `${least} or more`} arguments, not ${node.arguments.length}`);
  }
  const compiled = node.arguments.map((argument) => compileNode(argument, text));
  return (input, source) => {
    const values = compiled.map((argument) => argument(input, source));
    return failingAs(node.text, () => known.run({ arguments: values, uuid: () => source.uuid() }));
  };
}

function compileFormat(node: CallNode, text: string): Expression {
  const [template, ...rest] = node.arguments;
  if (template === undefined) throw new Error('the intrinsic function States.Format takes a template');
  const values = rest.map((argument) => compileNode(argument, text));
  const rawTemplate = compileTemplateArgument(template, text);
  return (input, source) => {
    const raw = rawTemplate(input, source);
    const given = values.map((value) => value(input, source));
    return failingAs(node.text, () => {
      if (typeof raw !== 'string') throw new Error('the template must be a string');
      return format(raw, given);
    });
  };
}

/** The template stays raw: only Format can tell an escaped brace from a place. One that comes from a path is taken alike. */
function compileTemplateArgument(template: IntrinsicNode, text: string): Expression {
  if (template.kind !== 'STRING') return compileNode(template, text);
  requireLegalEscapes(template.raw, text);
  return () => template.raw;
}

function failingAs(call: string, run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    throw new IntrinsicFailure(call, reasonOf(error));
  }
}
