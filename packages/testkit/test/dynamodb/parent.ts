// A program that starts a database, says where, and then does as it is told: the parent that the tests kill.
import { systemClock } from '@drs-orchestration/core/aws';
import { startDynamoDb } from '../../src/dynamodb/startDynamoDb.js';

const [then] = process.argv.slice(2);
const started = await startDynamoDb({ environment: {} });
if ('unavailable' in started) throw new Error(started.unavailable);
process.on('SIGINT', () => process.stdout.write('interrupted\n'));
process.stdout.write(`${started.url}\n`);
if (then === 'stay') await systemClock.sleep(60_000);
if (then === 'throw') throw new Error('as told');
