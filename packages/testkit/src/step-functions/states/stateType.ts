/** The kinds of states, as their `Type` field says. */
export type StateType = 'Task' | 'Choice' | 'Wait' | 'Pass' | 'Map' | 'Parallel' | 'Succeed' | 'Fail';
