/**
 * What CONFORMANCE_ENGINE may call an engine that is given; what each is known to do otherwise than AWS documents is
 * left out there. AWS itself where nothing is said.
 */
export const engineKinds = /** @type {const} */ (['aws', 'moto', 'stepfunctions-local']);

/** @typedef {(typeof engineKinds)[number]} EngineKind */

/**
 * Whether the suite of engines is pointed at one, rather than to start what this machine has.
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function engineIsGiven(environment) {
  return (environment.AWS_ENDPOINT_URL_SFN ?? '') !== '';
}

/**
 * What the results of the suite of engines are called: those on an engine that is given never take the place of those
 * on the one that this machine has.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {'engines' | `engines-${EngineKind}`}
 */
export function enginesResults(environment) {
  if (!engineIsGiven(environment)) return 'engines';
  return `engines-${engineKinds.find((kind) => kind === environment.CONFORMANCE_ENGINE) ?? 'aws'}`;
}
