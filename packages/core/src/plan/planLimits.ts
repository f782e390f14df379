/** Waves in a plan: an inline Map runs 40 iterations at a time, and waiting waves hold theirs (design section 3). */
export const maximumWaves = 40;
/** Servers in a wave: its item stays under DynamoDB's 400 KB (design section 3). */
export const maximumServersInWave = 300;
/** Events in the history of one Step Functions execution (an AWS quota). */
export const maximumHistoryEvents = 25_000;
/** Seconds the state machine may run: 14 days (design section 5). */
export const machineBoundSeconds: number = 14 * 86_400;
/** Groups that a plan file carries: they are stored with the plan in one DynamoDB transaction of 100 writes. */
export const maximumCarriedGroups = 99;
/** Tags of a group: an AWS resource has at most 50, so more match no server. */
export const maximumTagsInGroup = 50;
/** Servers listed in a group: as many source servers as DRS has in an account and Region (L-E28BE5E0). */
export const maximumServersInGroup = 4_000;
