/**
 * Where it is written what a case expects: pages of AWS's developer guide (`guide`) and API reference (`api`), and
 * sections of the Amazon States Language's specification (`asl`).
 */
export const sources = {
  aslTopLevel: 'https://states-language.net/#toplevelfields',
  aslStates: 'https://states-language.net/#states-fields',
  aslTimestamps: 'https://states-language.net/#timestamps',
  aslData: 'https://states-language.net/#data',
  aslPaths: 'https://states-language.net/#path',
  aslTemplate: 'https://states-language.net/#payload-template',
  aslIntrinsics: 'https://states-language.net/#intrinsic-functions',
  aslIntrinsicList: 'https://states-language.net/#appendix-b',
  aslFilters: 'https://states-language.net/#filters',
  aslRetry: 'https://states-language.net/#retrying-after-error',
  aslCatch: 'https://states-language.net/#fallback-states',
  aslErrorCodes: 'https://states-language.net/#appendix-a',
  aslPass: 'https://states-language.net/#pass-state',
  aslTask: 'https://states-language.net/#task-state',
  aslChoice: 'https://states-language.net/#choice-state',
  aslWait: 'https://states-language.net/#wait-state',
  aslSucceed: 'https://states-language.net/#succeed-state',
  aslFail: 'https://states-language.net/#fail-state',
  aslParallel: 'https://states-language.net/#parallel-state',
  aslMap: 'https://states-language.net/#map-state',
  /** Which errors there are; that `States.Runtime` and `States.DataLimitExceeded` escape `States.ALL`; what a time-out and a missed heartbeat are. */
  guideErrorNames: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation',
  guideRetry: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error',
  guideCatch: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-fallback-states',
  guideTask: 'https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html',
  guideChoice: 'https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html',
  guideFail: 'https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html',
  guideParallel: 'https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html',
  guideInlineMap: 'https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html',
  guideItemSelector: 'https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemselector.html',
  guideContext: 'https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html',
  guideResultPath: 'https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultpath.html',
  guideParameters: 'https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html',
  guideIntrinsics: 'https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html',
  guideLambda: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html',
  /** Waiting for a task token: what answers it, that a Task which timed out gets another one, heartbeats. */
  guideCallback: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token',
  guideQuotas: 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
  /** A history with its numbers: a Lambda Task entered as event 2 has succeeded at 5, and the next state is entered as 7. */
  guideHistory: 'https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-test-sm-exec.html',
  /** Which types of events there are, and of what each tells. */
  apiHistoryEvent: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html',
  apiDescribeExecution: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html',
  apiStopExecution: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html',
  apiSendTaskSuccess: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html',
  apiSendTaskFailure: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html',
  apiSendTaskHeartbeat: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html',
} as const;

/** One of the sources. */
export type Source = (typeof sources)[keyof typeof sources];
