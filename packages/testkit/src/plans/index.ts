export * from './executionHistories.js';
export * from './planBuilder.js';
export * from './planFixtures.js';
export * from './planInput.js';
export * from './serverIds.js';
export * from './storedRecords.js';
export * from './waveAssertions.js';
