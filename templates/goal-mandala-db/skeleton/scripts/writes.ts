// npm run writes: stops writes to a database before another one takes its place, and allows them.
//   npm run writes -- stop     new sessions can only read; present sessions are ended
//   npm run writes -- allow    new sessions can write; present sessions are ended
//   npm run writes -- status   prints the state and the sessions
// All take --secret <ids> instead of DATABASE_OWNER_SECRET_ID: a master secret, with the connection
// secret after a comma if it has no host. Name the database's own secrets, not a pointer, which may
// lead to another database by now.
import './loadEnvironment.ts';
import './tellErrors.ts';
import { parseArgs } from 'node:util';
import { connectAsOwner } from './connectAsOwner.ts';
import { allowWrites, areWritesStopped, stopWrites } from './databaseWrites.ts';

const { values, positionals } = parseArgs({
  options: { secret: { type: 'string' } },
  allowPositionals: true,
});
const command = positionals.join(' ');
if (!['stop', 'allow', 'status'].includes(command)) {
  throw new Error(
    `"${command}" is not a command: use "stop", "allow" or "status"`,
  );
}
const { client, place } = await connectAsOwner(values.secret, 'npm run writes');
try {
  if (command === 'status') {
    const isStopped = await areWritesStopped(client);
    console.log(`Writes to ${place} are ${isStopped ? 'stopped' : 'allowed'}`);
    const { rows } = await client.query<{ sessions: string }>(
      `SELECT usename || ': ' || count(*) || ' ' || coalesce(state, 'unknown')
              || coalesce(', the longest transaction for ' || round(extract(epoch FROM max(clock_timestamp() - xact_start))) || ' s', '') AS sessions
         FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
        GROUP BY usename, state ORDER BY count(*) DESC, 1`,
    );
    const sessions = rows.map(row => row.sessions);
    console.log(`  ${sessions.join('\n  ') || 'no session is connected'}`);
  } else if (command === 'stop') {
    const ended = await stopWrites(client);
    console.log(`Writes to ${place} are stopped; sessions ended: ${ended}`);
  } else {
    const ended = await allowWrites(client);
    console.log(`Writes to ${place} are allowed; sessions ended: ${ended}`);
  }
} finally {
  await client.end();
}
