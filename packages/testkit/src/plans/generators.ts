// Needs fast-check, which is why it is an entry of its own.
export { invalidPlan, type InvalidPlanDraw } from './invalidPlans.js';
export { validPlan, validPlanInput, validPlanWithGroups, type PlanSizes } from './validPlans.js';
