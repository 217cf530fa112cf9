import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder that PostgreSQL's account can enter, so that its data stays inside and goes with the folder. */
export async function makeStateDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'aurora-db-local-'));
  await chmod(directory, 0o755);
  return directory;
}
