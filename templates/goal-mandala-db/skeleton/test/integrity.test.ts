import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  after,
  afterEach,
  before,
  beforeEach,
  describe,
  test,
} from 'node:test';
import {
  compareManifests,
  findFaults,
  type Finding,
} from '../scripts/integrity/compareManifests.ts';
import {
  readManifest,
  type Manifest,
} from '../scripts/integrity/readManifest.ts';
import { copyDatabase, type DatabaseCopy } from './copyDatabase.ts';
import { damages } from './damages.ts';
import { runScript } from './runScript.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';
import { TestSecrets } from './TestSecrets.ts';

describe('the integrity check', () => {
  const secrets = new TestSecrets();
  let server: TestDatabase;
  let source: Manifest;
  let copy: DatabaseCopy;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
    assert.equal(await server.migrate(), 0);
    await server.query(`
      INSERT INTO users (id, email, name) VALUES (gen_random_uuid(), 'a@example.com', 'A');
      INSERT INTO goals (id, user_id, title)
        SELECT gen_random_uuid(), id, 'Goal ' || number FROM users, generate_series(1, 100) AS number;
      INSERT INTO sub_goals (id, goal_id, position, title) SELECT gen_random_uuid(), id, 1, title FROM goals;
      INSERT INTO actions (id, sub_goal_id, position, title) SELECT gen_random_uuid(), id, 1, title FROM sub_goals;
      INSERT INTO progress_entries (action_id, recorded_on, percent) SELECT id, '2026-04-01', 50 FROM actions;
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('2', 'sum', 'second', now());
      CREATE EXTENSION citext;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.updated_at = now(); RETURN NEW; END';
      CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE VIEW titles AS SELECT title FROM goals;
      CREATE SEQUENCE numbers START 101`);
    for (const table of [
      'changed',
      'swapped',
      'emptied',
      'lost',
      'doubled',
      'gone',
    ]) {
      await server.query(
        `CREATE TABLE ${table} AS SELECT id, nullif('note ' || id, 'note 9') AS note FROM generate_series(1, 100) AS id`,
      );
    }
    const client = await server.connect();
    source = await readManifest(client, 'the source');
    await client.end();
  });
  after(async () => {
    await secrets.deleteAll();
    await server.drop();
  });

  const manifestOfCopy = () =>
    copy.use(client => readManifest(client, 'the copy'));
  const change = (...statements: string[]) =>
    copy.use(async client => {
      for (const statement of statements) {
        await client.query(statement);
      }
    });
  const differences = async () =>
    lines(compareManifests(source, await manifestOfCopy()));
  const lines = (findings: Finding[]) =>
    findings.map(({ of, text }) => `${of}: ${text.replaceAll(/\s+/g, ' ')}`);

  describe('of a damaged copy', () => {
    let found: string[];

    before(async () => {
      copy = await copyDatabase(server);
      await change(...damages.map(([, statement]) => statement));
      found = await differences();
    });
    after(() => copy.drop());

    for (const [what, , expected] of damages) {
      test(`finds ${what}`, () => {
        assert(
          found.some(line => expected.test(line)),
          found.join('\n'),
        );
      });
    }

    test('finds nothing that is not there', () => {
      assert.deepEqual(
        found.filter(
          line => !damages.some(([, , expected]) => expected.test(line)),
        ),
        [],
      );
    });
  });

  describe('of a copy', () => {
    beforeEach(async () => {
      copy = await copyDatabase(server);
    });
    afterEach(() => copy.drop());

    test('is the same as its original', async () => {
      assert.deepEqual(await differences(), []);
      assert.equal(source.tables['public.goals']?.rows, 100);
    });

    test('is the same for any order of the rows on the disk', async () => {
      await change(
        'CREATE TEMPORARY TABLE kept AS SELECT * FROM progress_entries',
        'TRUNCATE progress_entries',
        'INSERT INTO progress_entries SELECT * FROM kept ORDER BY id DESC',
      );
      assert.deepEqual(await differences(), []);
    });

    test('is the same for any format of dates and numbers of the session', async () => {
      const restored = await copy.use(async client => {
        await client.query(
          `SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German'; SET bytea_output = 'escape'; SET extra_float_digits = 0; SET search_path = public`,
        );
        return readManifest(client, 'the copy');
      });
      assert.deepEqual(lines(compareManifests(source, restored)), []);
    });

    test('may have a sequence that is ahead, as after a recovery', async () => {
      await change(`SELECT setval('progress_entries_id_seq', 132)`);
      assert.deepEqual(await differences(), []);
    });

    test('a sequence that gives a number which is taken is damage, with nothing to compare it with', async () => {
      await change(`SELECT setval('progress_entries_id_seq', 100, false)`);
      assert.deepEqual(lines(findFaults(await manifestOfCopy())), [
        `public.progress_entries_id_seq: would give 100 next, but 100 is taken: inserts will fail, or double numbers. SELECT setval('public.progress_entries_id_seq', 100)`,
      ]);
      await change(`SELECT setval('progress_entries_id_seq', 100)`);
      assert.deepEqual(findFaults(await manifestOfCopy()), []);
    });

    test('an index that was not finished is damage', async () => {
      await change(
        `CREATE TABLE twice AS SELECT 1 AS id FROM generate_series(1, 2)`,
      );
      await assert.rejects(
        change('CREATE UNIQUE INDEX CONCURRENTLY once ON twice (id)'),
      );
      assert.deepEqual(lines(findFaults(await manifestOfCopy())), [
        "public.twice: index once isn't valid: REINDEX it",
      ]);
    });

    test('what is written while it reads is not in it: all of it is of one moment', async () => {
      const late = `INSERT INTO users (id, email, name) VALUES (gen_random_uuid(), 'late@example.com', 'Late')`;
      const restored = await copy.use(client =>
        readManifest(client, 'the copy', name =>
          // The first of the tables
          name === 'public._prisma_migrations' ? change(late) : undefined,
        ),
      );
      assert.deepEqual(lines(compareManifests(source, restored)), []);
      assert.match(
        (await differences()).join(),
        /^public\.users: rows differ: 1 in the source, 2 in the restored one$/,
      );
    });

    test('rows that are hidden from it are an error, not fewer rows', async () => {
      await change(
        'ALTER TABLE goals ENABLE ROW LEVEL SECURITY',
        'ALTER TABLE goals FORCE ROW LEVEL SECURITY',
      );
      await assert.rejects(
        manifestOfCopy(),
        /row-level security policy.*"goals"/,
      );
    });

    test('npm run integrity -- compare tells what differs, table by table, and keeps the passwords to itself', async () => {
      const [original, restored] = [
        await secrets.createLogin(server.address, server.name),
        await secrets.createLogin(server.address, copy.name),
      ];
      const compare = () =>
        runScript('scripts/integrity.ts', 'compare', original, restored);
      assert.match((await compare()).output, /\nBoth are the same\n$/);

      await change(
        `UPDATE goals SET title = 'Another' WHERE title = 'Goal 1'`,
        'DROP INDEX actions_by_title',
      );
      const { code, output } = await compare();
      assert.equal(code, 1);
      assert.match(
        output,
        /\npublic\.actions\n {2}index actions_by_title is missing\n {4}source: {3}.+\n\npublic\.goals\n {2}rows differ: 100 in both, but not the same ones\n2 differences\n/,
      );
      assert(!output.includes(await server.address.password()));
    });

    test('a report is kept in a file, and what comes later is compared with it', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'integrity-'));
      try {
        const secret = await secrets.createLogin(server.address, copy.name);
        const file = join(folder, 'reports', 'before.json');
        const report = () =>
          runScript(
            'scripts/integrity.ts',
            ...['report', '--secret', secret, '--out', file],
          );
        const compare = () =>
          runScript('scripts/integrity.ts', 'compare', file, secret);
        const before = await report();
        assert.equal(before.code, 0);
        assert.match(before.output, /public\.goals: 100 rows\n/);
        assert.match(before.output, /Nothing is wrong with it\n$/);
        assert.equal((await compare()).code, 0);

        await change('DELETE FROM progress_entries');
        const { code, output } = await compare();
        assert.equal(code, 1);
        assert.match(
          output,
          /rows differ: 100 in the source, 0 in the restored/,
        );
        await writeFile(file, '{"format":0}');
        assert.match((await compare()).output, /is no report of this version/);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    test('a command that it does not know is refused with those that it knows', async () => {
      for (const args of [[], ['compare', 'one'], ['repair']]) {
        const { code, output } = await runScript(
          'scripts/integrity.ts',
          ...args,
        );
        assert.equal(code, 1);
        assert.match(output, /use "report" or "compare <source> <restored>"/);
      }
    });
  });
});
