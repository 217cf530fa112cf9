import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Makes a state folder that PostgreSQL's account can enter, so that its data stays inside. Endpoints
 * in these folders share the data folders from which they copy new clusters.
 */
export async function makeStateDirectory(): Promise<string> {
  process.env.AURORA_DB_LOCAL_TEMPLATES ??= join(
    tmpdir(),
    `aurora-db-local-templates-${userInfo().uid}`,
  );
  const directory = await mkdtemp(join(tmpdir(), 'aurora-db-local-'));
  await chmod(directory, 0o755);
  return directory;
}
