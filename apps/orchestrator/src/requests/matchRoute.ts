import type { HttpRequest } from './httpEvent.js';
import { Problem } from './problem.js';
import { routeKey, type Route } from './route.js';

/** The route of a request, and the `{id}` of its path. */
export interface MatchedRoute {
  readonly route: Route;
  readonly id: string;
}

/**
 * Finds the route of a request: the one by which API Gateway let it in, because IAM allowed its caller that one and no
 * other; without one, the one that its method and path match.
 * @throws Problem 404 where nothing is there, 405 where the path takes other methods: `Allow` says which.
 */
export function matchRoute(routes: readonly Route[], request: HttpRequest): MatchedRoute {
  const entered = routes.find((route) => routeKey(route) === request.routeKey);
  const matched = entered === undefined ? byPath(routes, request) : { route: entered, id: request.parameters['id'] ?? idIn(entered, request.path) ?? '' };
  const { route, id } = matched;
  if (route.id !== undefined && !route.id.schema.safeParse(id).success) throw new Problem(404, `There is no ${route.id.thing} ${shortened(id)}.`);
  return matched;
}

function byPath(routes: readonly Route[], { method, path }: HttpRequest): MatchedRoute {
  const here = routes.flatMap((route) => {
    const id = idIn(route, path);
    return id === undefined ? [] : [{ route, id }];
  });
  const matched = here.find(({ route }) => route.method === method);
  if (matched !== undefined) return matched;
  const name = shortened(`/${path.join('/')}`);
  if (here.length === 0) throw new Problem(404, `There is no ${shortened(method)} ${name}.`);
  const allowed = here.map(({ route }) => route.method).join(', ');
  throw new Problem(405, `${name} takes ${allowed} only.`, {}, { allow: allowed });
}

/** The `{id}` in a path that a route's template matches, empty where the template has none; undefined where it does not match. */
function idIn(route: Route, path: readonly string[]): string | undefined {
  const parts = route.path.split('/').filter((part) => part !== '');
  if (parts.length !== path.length || !parts.every((part, index) => part === '{id}' || part === path[index])) return undefined;
  return path[parts.indexOf('{id}')] ?? '';
}

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);
