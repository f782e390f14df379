import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { compilePath, missing } from './compiledPath.js';
import type { Expression } from './contextSource.js';

/**
 * Compiles InputPath, OutputPath, ItemsPath and the like: the value there, or `States.Runtime` where there is none.
 * @throws Error saying what is wrong with the path.
 */
export function compileSelectedPath(text: string): Expression {
  const path = compilePath(text);
  return (input, source) => {
    const value = path.find(input, source);
    if (value === missing) {
      throw new RuntimeFailure(`Invalid path '${text}' : No results for path: ${text}`);
    }
    return value;
  };
}
