// Needs fast-check, which is why it is an entry of its own.
export {
  drsCourse, drsHearing, instanceOf, rawErrorOf, spoilings, spoiltAnswer,
  type CourseSizes, type DrsAnswer, type DrsCourse, type DrsHearing, type DrsObservation, type ServerFate, type Spoiling,
} from './drsCourses.js';
export { invalidPlan, type InvalidPlanDraw } from './invalidPlans.js';
export { spoiltInput, spoiltText, type SpoiltInput } from './spoiltInput.js';
export { validPlan, validPlanInput, validPlanWithGroups, type PlanSizes } from './validPlans.js';
