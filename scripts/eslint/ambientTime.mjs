// The ban on ambient time and randomness (design section 13): code asks the Clock and Identifiers ports. Only the
// ports' adapters may ask the system.

const askClock = 'Ask the Clock port instead (design section 13): ambient time cannot be sped up, stopped or replayed.';
const askIdentifiers = 'Ask the Identifiers port instead (design section 13): ambient randomness cannot be replayed.';

/** The adapters, and what is no part of the system: the tooling, and who times a simulation and draws its seed. */
export const ambientAllowedIn = [
  'packages/core/src/aws/systemClock.ts',
  'packages/core/src/aws/systemIdentifiers.ts',
  'packages/testkit/src/clock/wallPacer.ts',
  'simulation/src/cli/main.ts',
  'scripts/**',
];

const timers = ['setTimeout', 'setInterval', 'setImmediate'];
const clocks = ['performance', 'Temporal'];
const random = ['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'];
const globalObjects = ['globalThis', 'global'];

const property = (/** @type {string} */ object, /** @type {string} */ name, /** @type {string} */ message) => ({
  object,
  property: name,
  message,
});

/** @param {string} name */
const named = (name) => [name, `node:${name}`];

/** @type {import('eslint').Linter.RulesRecord} */
export const ambientTimeBan = {
  'no-restricted-globals': [
    'error',
    ...[...timers, ...clocks].map((name) => ({ name, message: askClock })),
  ],
  'no-restricted-properties': [
    'error',
    property('Date', 'now', askClock),
    property('process', 'hrtime', askClock),
    property('process', 'uptime', askClock),
    property('AbortSignal', 'timeout', askClock),
    property('Math', 'random', askIdentifiers),
    ...random.map((name) => property('crypto', name, askIdentifiers)),
    ...globalObjects.flatMap((object) => [...timers, ...clocks].map((name) => property(object, name, askClock))),
    ...globalObjects.map((object) => property(object, 'crypto', askIdentifiers)),
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `new Date() is now. ${askClock}` },
    { selector: "CallExpression[callee.name='Date']", message: `Date() is now. ${askClock}` },
  ],
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      paths: [
        ...['timers', 'timers/promises', 'perf_hooks'].flatMap(named).map((name) => ({ name, message: askClock })),
        ...named('crypto').map((name) => ({
          name,
          importNames: [...random, 'default', 'webcrypto'],
          message: `${askIdentifiers} Take other things from ${name} by their names.`,
        })),
        ...named('process').map((name) => ({ name, importNames: ['hrtime', 'uptime'], message: askClock })),
      ],
    },
  ],
};
