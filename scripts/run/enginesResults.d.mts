// The types of enginesResults.mjs, for the packages' configurations: their type-check reads no JavaScript.

/** What CONFORMANCE_ENGINE may call an engine that is given. */
export declare const engineKinds: readonly ['aws', 'moto', 'stepfunctions-local'];

/** One of them. */
export type EngineKind = (typeof engineKinds)[number];

/** Whether the suite of engines is pointed at one, rather than to start what this machine has. */
export declare function engineIsGiven(environment: Readonly<Record<string, string | undefined>>): boolean;

/** What the results of the suite of engines are called. */
export declare function enginesResults(environment: Readonly<Record<string, string | undefined>>): 'engines' | `engines-${EngineKind}`;
