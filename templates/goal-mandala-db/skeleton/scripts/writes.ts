// npm run writes: stops writes to a database before another one takes its place, and allows them.
//   npm run writes -- stop     new sessions can only read; present sessions are ended
//   npm run writes -- allow    new sessions can write; present sessions are ended
//   npm run writes -- status   prints the state and the sessions
// All take --secret <ids> instead of DATABASE_OWNER_SECRET_ID: a master secret, with the connection
// secret after a comma if it has no host. Name the database's own secrets, not a pointer, which may
// lead to another database by now.
import './loadEnvironment.ts';
import { parseArgs } from 'node:util';
import { connectAsOwner } from './connectAsOwner.ts';
import {
  allowWrites,
  areWritesStopped,
  readSessions,
  stopWrites,
} from './databaseWrites.ts';

const { values, positionals } = parseArgs({
  options: { secret: { type: 'string' } },
  allowPositionals: true,
});
const [command, ...rest] = positionals;
if (
  rest.length > 0 ||
  (command !== 'stop' && command !== 'allow' && command !== 'status')
) {
  throw new Error(
    `"${positionals.join(' ')}" is not a command: use "stop", "allow" or "status"`,
  );
}

const { client, place } = await connectAsOwner(values.secret, 'npm run writes');
try {
  if (command === 'stop') {
    const ended = await stopWrites(client);
    console.log(`Writes to ${place} are stopped; sessions ended: ${ended}`);
  } else if (command === 'allow') {
    const ended = await allowWrites(client);
    console.log(`Writes to ${place} are allowed; sessions ended: ${ended}`);
  } else {
    const stopped = await areWritesStopped(client);
    console.log(`Writes to ${place} are ${stopped ? 'stopped' : 'allowed'}`);
    const sessions = await readSessions(client);
    for (const { user, state, count, longestSeconds } of sessions) {
      const transaction =
        longestSeconds === null
          ? ''
          : `, the longest transaction for ${longestSeconds.toFixed(0)} s`;
      console.log(`  ${user}: ${count} ${state}${transaction}`);
    }
    if (sessions.length === 0) {
      console.log('  nobody is connected');
    }
  }
} finally {
  await client.end();
}
