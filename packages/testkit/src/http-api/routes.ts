/** A route that a request matched: its key, e.g. `GET /executions/{id}`, and the values of its parameters. */
export interface MatchedRoute {
  readonly key: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a request. A part in braces matches one part of the path, `{name+}` all the rest; a literal
 * part wins over a parameter, and `$default` takes what no other route does.
 */
export function matchRoute(routes: readonly string[], method: string, rawPath: string): MatchedRoute | undefined {
  const candidates = routes.flatMap((key) => matchOne(key, method, rawPath) ?? []);
  const best = candidates.sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length)[0];
  return best ?? (routes.includes('$default') ? { key: '$default', parameters: {} } : undefined);
}

function matchOne(key: string, method: string, rawPath: string): MatchedRoute | undefined {
  const [routeMethod, routePath] = key.split(' ');
  if (routePath === undefined || (routeMethod !== 'ANY' && routeMethod !== method)) return undefined;
  const names: string[] = [];
  const source = routePath
    .split('/')
    .map((part) => {
      const parameter = /^\{(\w+)(\+?)\}$/u.exec(part);
      if (parameter === null) return part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
      names.push(parameter[1]!);
      return parameter[2] === '+' ? '(.+)' : '([^/]+)';
    })
    .join('/');
  const match = new RegExp(`^${source}/?$`, 'u').exec(rawPath);
  return match === null ? undefined : { key, parameters: Object.fromEntries(names.map((name, index) => [name, match[index + 1]!])) };
}
