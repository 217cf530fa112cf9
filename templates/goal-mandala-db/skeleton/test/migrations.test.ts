import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { missingMigrations } from '../scripts/missingMigrations.ts';
import { runPrisma } from '../scripts/runPrisma.ts';
import {
  createTestDatabase,
  ownerSettings,
  type TestDatabase,
} from './testDatabase.ts';

describe('migrations', () => {
  let server: TestDatabase;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
  });
  after(() => server.drop());

  const here = () => ({ ...server.address, database: server.name });
  const names = async () =>
    (await readdir('prisma/migrations', { withFileTypes: true }))
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  const applied = () =>
    server.query(
      `SELECT migration_name AS name, applied_steps_count AS steps FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
    );

  test('a database without the schema lacks every migration', async () => {
    assert.deepEqual(await missingMigrations(here()), await names());
  });

  test('two processes that migrate at once apply each migration once', async () => {
    assert.deepEqual(
      await Promise.all([server.migrate(), server.migrate()]),
      [0, 0],
    );
    assert.deepEqual(
      await applied(),
      (await names()).map(name => ({ name, steps: 1 })),
    );
    assert.deepEqual(await missingMigrations(here()), []);
  });

  test('migrating again changes nothing', async () => {
    const before = await applied();
    assert.equal(await server.migrate(), 0);
    assert.deepEqual(await applied(), before);
  });

  test('the migrations result in the schema', async () => {
    const code = await runPrisma(
      [
        'migrate',
        'diff',
        '--from-config-datasource',
        '--to-schema',
        'prisma/schema.prisma',
        '--exit-code',
      ],
      here(),
      ownerSettings.caFile,
    );
    assert.equal(code, 0);
  });

  test('a server that another authority vouches for gets no migration, and no password', async () => {
    const code = await runPrisma(
      ['migrate', 'status'],
      here(),
      'test/foreignAuthority.pem',
    );
    assert.equal(code, 1);
  });
});
