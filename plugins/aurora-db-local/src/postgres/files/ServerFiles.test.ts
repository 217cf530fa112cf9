import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { queryCluster, connectRds } from '../../rds/testing/startRds';
import { createAuroraLocal } from '../../createAuroraLocal';
import { serverAccount } from '../serverAccount';
import { binariesFolder, serverFilesRoot } from './ServerFiles';

jest.setTimeout(180_000);

describe("the folder of servers' files", () => {
  let parent: string;
  let stateDirectory: string;
  const outside: string[] = [];

  beforeEach(async () => {
    parent = await makeStateDirectory();
    stateDirectory = join(parent, 'state');
    mkdirSync(stateDirectory);
  });

  afterEach(() => {
    for (const folder of [parent, ...outside.splice(0)]) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const rootOf = () => {
    const root = serverFilesRoot(stateDirectory, () => undefined);
    if (!root.startsWith(parent)) {
      outside.push(root);
    }
    return root;
  };

  it('is in the state folder if servers can reach it', () => {
    expect(rootOf()).toBe(join(stateDirectory, 'postgres'));
  });

  it('contains copies of programs unless initdb would interpret its name as a command', () => {
    expect(binariesFolder('/srv/my state', stateDirectory)).toBe(
      '/srv/my state/binaries',
    );
    const elsewhere = binariesFolder('/srv/$HOME', stateDirectory);
    outside.push(join(elsewhere, '..'));
    expect(elsewhere).not.toContain('$HOME');
  });

  // Only root starts servers under another account.
  if (serverAccount()) {
    it('is elsewhere if servers cannot reach the state folder, and closed to all other users', async () => {
      chmodSync(parent, 0o700);
      const root = rootOf();
      expect(root).toMatch(/^\/var\/tmp\/aurora-db-local-[0-9a-f]{12}$/);
      expect(statSync(root)).toMatchObject({
        uid: 0,
        gid: serverAccount()?.gid,
        mode: 0o040710,
      });

      const sharedTemplates = process.env.AURORA_DB_LOCAL_TEMPLATES;
      delete process.env.AURORA_DB_LOCAL_TEMPLATES;
      const endpoint = await createAuroraLocal({ stateDirectory });
      try {
        const test = await connectRds(endpoint);
        await test.createGroups();
        await test.createCluster('elsewhere');
        await test.createInstance('elsewhere', 'one');
        await expect(
          queryCluster(await test.until('elsewhere'), 'SELECT 1 AS one', {
            ssl: { ca: test.authority },
          }),
        ).resolves.toEqual([{ one: 1 }]);
      } finally {
        process.env.AURORA_DB_LOCAL_TEMPLATES = sharedTemplates;
        await endpoint.stop();
      }
    });

    it('is never what another user put there', async () => {
      chmodSync(parent, 0o700);
      const root = rootOf();
      rmSync(root, { recursive: true });
      mkdirSync(join(parent, 'trap'));
      symlinkSync(join(parent, 'trap'), root);
      await expect(createAuroraLocal({ stateDirectory })).rejects.toThrow(
        `aurora-db-local cannot keep PostgreSQL's files in ${root}: it is a link or a file. Remove it, or choose`,
      );
    });
  }
});
