import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { AlarmThresholds } from '../../configuration/configuration.js';
import { functionSettings } from '../../functionSettings.js';
import { functionNames, type FunctionName } from '../../names.js';
import { alarm, type AlarmCondition, type AlarmScope } from './alarm.js';

const fiveMinutes = 300;

function errors(name: FunctionName, thresholds: AlarmThresholds): Pick<AlarmCondition, 'is' | 'threshold' | 'periods'> {
  // Seed 002, layer 4: more than 5 in 5 minutes, twice in a row. A poll that failed is made again by itself.
  if (name === 'poller') return { is: 'above', threshold: thresholds.PollerErrors, periods: 2 };
  return { is: 'at least', threshold: thresholds.FunctionErrors };
}

/** Each function's errors, runs near its timeout, and throttles; and the finder's silence. */
export function functionAlarms(scope: AlarmScope, thresholds: AlarmThresholds): CloudwatchMetricAlarm[] {
  const alarms = functionNames.flatMap((name) => {
    const lambda = { namespace: 'AWS/Lambda', dimensions: { FunctionName: scope.names.function(name) }, period: fiveMinutes };
    const limit = Math.floor(functionSettings[name].timeoutSeconds * 10 * thresholds.DurationPercent);
    return [
      alarm(scope, { thing: `${name}-errors`, says: `The ${name} fails.`, runbook: `${name}-errors` }, { ...lambda, metric: 'Errors', statistic: 'Sum', ...errors(name, thresholds) }),
      alarm(
        scope,
        { thing: `${name}-duration`, says: `A run of the ${name} took ${thresholds.DurationPercent} % of its ${functionSettings[name].timeoutSeconds} s or more.`, runbook: 'slow-functions' },
        { ...lambda, metric: 'Duration', statistic: 'Maximum', is: 'at least', threshold: limit },
      ),
      alarm(
        scope,
        { thing: `${name}-throttles`, says: `Invocations of the ${name} are throttled.`, runbook: 'throttled-functions' },
        { ...lambda, metric: 'Throttles', statistic: 'Sum', is: 'at least', threshold: thresholds.Throttles },
      ),
    ];
  });
  const silence = alarm(
    scope,
    { thing: 'finder-silent', says: `The finder has not run for ${thresholds.FinderSilentMinutes} minutes: no execution is polled or repaired.`, runbook: 'finder-silent' },
    {
      namespace: 'AWS/Lambda',
      metric: 'Invocations',
      dimensions: { FunctionName: scope.names.function('finder') },
      statistic: 'Sum',
      period: thresholds.FinderSilentMinutes * 60,
      is: 'below',
      threshold: 1,
      // A function that is never called measures nothing at all.
      missing: 'breaching',
    },
  );
  return [...alarms, silence];
}
