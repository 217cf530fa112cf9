import pg from 'pg';
import { preparation, provokingStatements } from './provokedErrors';
import { functionStatements } from './provokedFunctionErrors';
import type { Connect } from './Session';
import { sessionScenarios } from './sessionScenarios';

/** An error as the client received it. */
export interface ReceivedError {
  sqlState: string;
  severity: string;
  message: string;
}

/** Provokes errors in a database. Returns what the clients received. */
export async function provokeErrors(
  connection: pg.ClientConfig,
): Promise<ReceivedError[]> {
  const received: ReceivedError[] = [];
  const note = (error: unknown) => {
    if (error instanceof pg.DatabaseError) {
      const { code = '', severity = '', message } = error;
      received.push({ sqlState: code, severity, message });
    }
  };
  const clients: pg.Client[] = [];
  const connect: Connect = async settings => {
    const client = new pg.Client({ ...connection, ...settings });
    clients.push(client);
    client.on('error', note);
    const ended = new Promise(resolve => {
      client.once('end', resolve);
    });
    await client.connect().catch(note);
    return {
      // pg knows it, but does not declare it.
      pid: Number(Reflect.get(client, 'processID')),
      run: (statement, values) => client.query(statement, values).catch(note),
      ended,
    };
  };
  const endAll = () =>
    Promise.all(clients.splice(0).map(client => client.end()));

  const session = await connect();
  await session.run(preparation);
  const statements = [provokingStatements, functionStatements].flatMap(lines =>
    lines.trim().split('\n'),
  );
  for (const statement of statements) {
    await session.run('BEGIN');
    await session.run(statement);
    await session.run('ROLLBACK');
  }
  await endAll();
  for (const scenario of sessionScenarios) {
    await scenario(await connect(), await connect(), connect);
    await endAll();
  }
  return received;
}
