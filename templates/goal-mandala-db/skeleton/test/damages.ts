/** Something that a restored database may lack or have otherwise, and what is said of it. */
export const damages: readonly [
  what: string,
  statement: string,
  expected: RegExp,
][] = [
  [
    'a value that changed',
    `UPDATE changed SET note = 'another' WHERE id = 7`,
    /^public\.changed: rows differ: 100 in both, but not the same ones$/,
  ],
  [
    'values that changed places',
    `UPDATE swapped SET note = CASE id WHEN 7 THEN 'note 8' ELSE 'note 7' END WHERE id IN (7, 8)`,
    /^public\.swapped: rows differ: 100 in both, but not the same ones$/,
  ],
  [
    'a text that became empty instead of none',
    `UPDATE emptied SET note = '' WHERE note IS NULL`,
    /^public\.emptied: rows differ: 100 in both, but not the same ones$/,
  ],
  [
    'a row that is missing',
    'DELETE FROM lost WHERE id = 7',
    /^public\.lost: rows differ: 100 in the source, 99 in the restored one$/,
  ],
  [
    'a row that is doubled',
    'INSERT INTO doubled SELECT * FROM doubled WHERE id = 7',
    /^public\.doubled: rows differ: 100 in the source, 101 in the restored one$/,
  ],
  ['a table that is missing', 'DROP TABLE gone', /^public\.gone: is missing$/],
  [
    'a column of another type',
    'ALTER TABLE progress_entries ALTER percent TYPE int',
    /^public\.progress_entries: column percent differs source: smallint NOT NULL restored: integer NOT NULL$/,
  ],
  [
    'a default that is gone',
    'ALTER TABLE goals ALTER created_at DROP DEFAULT',
    /^public\.goals: column created_at differs/,
  ],
  [
    'a constraint that is gone',
    'ALTER TABLE users DROP CONSTRAINT users_email_lower_case',
    /^public\.users: constraint users_email_lower_case is missing source: CHECK/,
  ],
  [
    'a constraint that old rows were not checked for',
    `ALTER TABLE goals DROP CONSTRAINT goals_title_not_blank, ADD CONSTRAINT goals_title_not_blank CHECK (btrim(title) <> '') NOT VALID`,
    /^public\.goals: constraint goals_title_not_blank differs .*NOT VALID$/,
  ],
  [
    'an index that is gone',
    'DROP INDEX goals_of_user',
    /^public\.goals: index goals_of_user is missing source: CREATE INDEX/,
  ],
  [
    'a trigger that is switched off',
    'ALTER TABLE users DISABLE TRIGGER touched',
    /^public\.users: trigger touched differs .* enabled D$/,
  ],
  [
    'a function that does something else',
    `CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    /^public\.touch\(\): function differs/,
  ],
  [
    'a view of something else',
    'CREATE OR REPLACE VIEW titles AS SELECT title FROM actions',
    /^public\.titles: view differs/,
  ],
  [
    'an extension that is missing',
    'DROP EXTENSION citext',
    /^the database: extension citext is missing/,
  ],
  [
    'a right that the application lost on a table',
    'REVOKE UPDATE ON actions FROM "lambda-user"',
    /^public\.actions: table differs source: .*"lambda-user"=arwd\/.* restored: .*"lambda-user"=ard\//,
  ],
  [
    'a right that the application lost on a sequence',
    'REVOKE ALL ON SEQUENCE progress_entries_id_seq FROM "lambda-user"',
    /^public\.progress_entries_id_seq: sequence differs/,
  ],
  [
    'a migration that is missing',
    `DELETE FROM _prisma_migrations WHERE migration_name = 'second'`,
    /^public\._prisma_migrations: rows differ/,
  ],
  [
    'a sequence that gives numbers again',
    `SELECT setval('numbers', 90)`,
    /^public\.numbers: would give 91 next, the source 101: numbers that the source has given are given again$/,
  ],
];
