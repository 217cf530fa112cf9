/**
 * Statements that provoke errors of PostgreSQL, as far as one session can. Values are
 * {@link secretValue} or numbers from 90000.
 */
export const secretValue = 'Zq7secret';

/** Makes what the statements need. */
export const preparation = `
  CREATE SCHEMA app;
  CREATE TYPE app.mood AS ENUM ('happy');
  CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
  CREATE DOMAIN app.required AS integer NOT NULL;
  CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE NOT NULL, age smallint CHECK (age > 0), short varchar(3), mood app.mood);
  CREATE TABLE orders (id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, user_id integer REFERENCES users, total numeric(5, 2));
  CREATE TABLE bookings (room int4range, EXCLUDE USING gist (room WITH &&));
  CREATE TABLE parts (at date) PARTITION BY RANGE (at);
  CREATE TABLE derived (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
  CREATE VIEW adults AS SELECT * FROM users WHERE age > 17 WITH CHECK OPTION;
  CREATE VIEW totals AS SELECT sum(total) FROM orders;
  CREATE MATERIALIZED VIEW cold AS SELECT 1 AS a WITH NO DATA;
  CREATE SEQUENCE numbers;
  CREATE FUNCTION app.twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 * 2';
  CREATE FUNCTION app.twice(numeric) RETURNS numeric LANGUAGE sql AS 'SELECT $1 * 2';
  CREATE FUNCTION app.both(a integer, b text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
  CREATE FUNCTION app.both(a text, b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE app.run() LANGUAGE sql AS 'SELECT 1';
  CREATE ROLE reader;
  CREATE ROLE member;
  GRANT reader TO CURRENT_USER;
  CREATE TABLE guarded (id integer);
  ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
  GRANT INSERT ON guarded TO reader;
  INSERT INTO users VALUES (1, 'a@example.com', 30);
  INSERT INTO orders (user_id) VALUES (1);
  INSERT INTO bookings VALUES ('[1,5]');
`;

/** Each line is run by itself, in a transaction that is rolled back. */
export const provokingStatements = `
INSERT INTO users VALUES (1, '${secretValue}')
INSERT INTO users VALUES (2, NULL)
INSERT INTO users VALUES (2, '${secretValue}', -1)
INSERT INTO users VALUES (2, 'x', 1, '${secretValue}')
INSERT INTO orders (user_id) VALUES (98765)
DELETE FROM users
INSERT INTO orders (id) VALUES (98765)
UPDATE orders SET id = 98765
INSERT INTO derived (b) VALUES (98765)
INSERT INTO bookings VALUES ('[2,3]')
INSERT INTO parts VALUES ('2026-01-01')
INSERT INTO adults VALUES (3, '${secretValue}', 5)
INSERT INTO totals VALUES (98765)
UPDATE totals SET sum = 98765
DELETE FROM totals
INSERT INTO orders (total) VALUES (98765.4)
ALTER TABLE users ALTER COLUMN short SET NOT NULL
ALTER TABLE users ADD CONSTRAINT old CHECK (age > 98765)
CREATE UNIQUE INDEX ON (SELECT 1)
SELECT 1 FROM cold
SELECT 98765::app.positive - 98766::app.positive * 0 + (0 - 98765)::app.positive
SELECT NULL::app.required
SELECT '${secretValue}'::integer
SELECT '${secretValue}'::uuid
SELECT '${secretValue}'::boolean
SELECT '${secretValue}'::jsonb
SELECT '{"a": "${secretValue}'::json
SELECT '${secretValue}'::date
SELECT '${secretValue}'::timestamptz
SELECT '${secretValue}'::interval
SELECT '${secretValue}'::inet
SELECT '${secretValue}'::numeric
SELECT '${secretValue}'::float8
SELECT '${secretValue}'::app.mood
SELECT '${secretValue}'::integer[]
SELECT '{${secretValue}'::integer[]
SELECT '${secretValue}'::int4range
SELECT '[5,1]'::int4range
SELECT '${secretValue}'::macaddr
SELECT '${secretValue}'::bit(5)
SELECT '1010'::bit(9)
SELECT '9999-99-99'::date
SELECT '98765-01-01 99:99'::timestamp
SELECT '99999999-01-01'::date
SELECT timestamp '2026-01-01' + interval '98765432 years'
SELECT interval '99999999999 years'
SELECT make_date(98765, 98, 1)
SELECT make_time(98, 0, 0)
SELECT to_timestamp('${secretValue}', 'YYYY')
SELECT now() AT TIME ZONE '${secretValue}'
SELECT extract(${secretValue} FROM now())
SELECT date_trunc('${secretValue}', now())
SELECT 99999::smallint
SELECT 2147483647 + 98765
SELECT 9223372036854775807 + 98765
SELECT '99999999999'::integer
SELECT '1e999'::float8
SELECT 1e300::float8 * 1e300::float8
SELECT 10::numeric ^ 1000000
SELECT 98765 / 0
SELECT 98765 % 0
SELECT sqrt(-98765)
SELECT ln(0)
SELECT ln(-98765)
SELECT power(0, -98765)
SELECT substring('${secretValue}' FROM 1 FOR -1)
SELECT chr(0)
SELECT convert_from('\\xff98765f'::bytea, 'UTF8')
SELECT convert_from('\\xe38182'::bytea, '${secretValue}')
SELECT convert_to('あ', 'LATIN1')
SELECT '\\u0000'::jsonb, '"\\u0000"'::jsonb
SELECT decode('${secretValue}', 'hex')
SELECT decode('${secretValue}!', 'base64')
SELECT regexp_match('a', '(${secretValue}')
SELECT 'a' LIKE '${secretValue}\\'
SELECT 'a' LIKE 'b' ESCAPE '${secretValue}'
SELECT 1 LIMIT -98765
SELECT 1 OFFSET -98765
SELECT generate_series(1, 2, 0)
SELECT jsonb_array_length('98765'::jsonb)
SELECT jsonb_array_elements('98765'::jsonb)
SELECT jsonb_object_keys('[]'::jsonb)
SELECT jsonb_each('98765'::jsonb)
SELECT ('"${secretValue}"'::jsonb)::integer
SELECT array_fill(1, ARRAY[NULL]::integer[])
SELECT ARRAY[[1], [2, 3]]
SELECT (SELECT id FROM (VALUES (1), (2)) AS t (id))
INSERT INTO users VALUES (5, 'b', 1), (5, 'c', 1) ON CONFLICT (id) DO UPDATE SET age = 2
SET statement_timeout = '${secretValue}'
SET work_mem = 1
SET DateStyle = '${secretValue}'
SET enable_seqscan = '${secretValue}'
SET max_connections = 98765
SET server_version = 'a'
SHOW no_such_setting
SELECT current_setting('no.such_setting')
SELECT set_config('work_mem', '${secretValue}', false)
SELEC 98765
SELECT * FROM users WHERE email = ${secretValue} 98765
SELECT * FROM users WHERE
SELECT '${secretValue}
SELECT "${secretValue}
SELECT /* ${secretValue}
SELECT $tag$${secretValue}
SELECT 98765abc
SELECT ""
SELECT * FROM
INSERT INTO users (id, email) VALUES (1)
INSERT INTO users (id) VALUES (1, 98765)
SELECT 1 UNION SELECT 1, 2
VALUES (1), (1, 2)
SELECT (SELECT 1, 2)
SELECT 1 IN (SELECT 1, 2)
SELECT * FROM (SELECT 1)
SELECT *
SELECT sum(id) FROM users WHERE sum(id) > 98765
SELECT sum(sum(id)) FROM users
SELECT email, count(*) FROM users
SELECT rank() OVER () FROM users WHERE rank() OVER () > 1
SELECT * FROM users ORDER BY 98765
SELECT id FROM users GROUP BY 98765
SELECT DISTINCT id FROM users ORDER BY email
SELECT DISTINCT ON (id) * FROM users ORDER BY email
SELECT generate_series(1, 2) FROM users WHERE generate_series(1, 2) = 1
SELECT * FROM no_such_table
SELECT * FROM app.no_such_table
SELECT * FROM no_such_schema.users
SELECT * FROM a.b.users
SELECT no_such_column FROM users
SELECT u.no_such_column FROM users u
UPDATE users SET no_such_column = 98765
SELECT u.id FROM users
SELECT u.id FROM users AS v, orders AS o
SELECT users.id FROM users AS u
SELECT id FROM users, orders
SELECT * FROM users, users
SELECT no_such_function('${secretValue}')
SELECT app.no_such_function(98765)
CALL no_such_procedure()
CALL app.twice(98765)
SELECT app.run()
SELECT app.both('1', '98765')
SELECT id = email FROM users
SELECT - true
SELECT '${secretValue}' + 98765 * now()
SELECT CAST(now() AS integer)
SELECT now()::uuid
SELECT COALESCE(98765, now())
SELECT CASE WHEN true THEN 98765 ELSE now() END
SELECT 1 WHERE 98765
SELECT 1 LIMIT now()
INSERT INTO users (id, email) VALUES (now(), '${secretValue}')
UPDATE users SET age = now()
ALTER TABLE users ALTER COLUMN email TYPE integer
SELECT * FROM users ORDER BY json '{}'
SELECT DISTINCT json '{}'
SELECT 98765 = ANY (98765)
SELECT $1
PREPARE p AS SELECT $1
SELECT nextval('no_such_sequence')
SELECT currval('numbers')
SELECT lastval()
SELECT setval('users', 98765)
SELECT 'a'::no_such_type
SELECT 'a' COLLATE "no-such"
SET ROLE no_such_role
GRANT reader TO no_such_role
DROP ROLE no_such_role
CREATE ROLE reader
CREATE ROLE pg_reserved
DROP TABLE no_such_table
DROP VIEW no_such_view
DROP VIEW users
DROP TABLE adults
DROP INDEX no_such_index
DROP SEQUENCE no_such_sequence
DROP MATERIALIZED VIEW no_such_view
DROP SCHEMA no_such_schema
DROP TYPE no_such_type
DROP FUNCTION no_such_function(integer)
DROP FUNCTION app.twice
DROP TRIGGER no_such_trigger ON users
DROP POLICY no_such_policy ON users
DROP EXTENSION no_such_extension
DROP TABLE users
DROP TYPE app.mood
DROP SCHEMA app
ALTER TABLE users DROP CONSTRAINT no_such_constraint
ALTER TABLE users DROP COLUMN no_such_column
ALTER TABLE users ADD COLUMN email text
ALTER TABLE users ADD PRIMARY KEY (email)
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email)
ALTER TABLE orders ADD FOREIGN KEY (total) REFERENCES users (age)
ALTER TABLE orders ADD FOREIGN KEY (total) REFERENCES users (email)
ALTER TABLE users ALTER COLUMN email TYPE varchar(2)
ALTER TABLE users ALTER COLUMN age TYPE integer
ALTER TYPE app.mood ADD VALUE 'happy'
CREATE TABLE users (id integer)
CREATE TABLE t (a integer, a integer)
CREATE TABLE no_such_schema.t (a integer)
CREATE SCHEMA app
CREATE SCHEMA pg_mine
CREATE TYPE app.mood AS ENUM ()
CREATE EXTENSION no_such_extension
CREATE FUNCTION app.twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'
CREATE FUNCTION f() RETURNS integer LANGUAGE no_such_language AS ''
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT now()'
CREATE OR REPLACE FUNCTION app.twice(integer) RETURNS text LANGUAGE sql AS 'SELECT 1'
CREATE INDEX ON users (no_such_column)
CREATE INDEX ON users (now())
CREATE INDEX users_email_key ON users (id)
CREATE INDEX ON users USING gist (email)
CREATE INDEX CONCURRENTLY ON users (id)
CREATE OR REPLACE VIEW adults AS SELECT id FROM users
CREATE OR REPLACE VIEW adults AS SELECT id AS a, email, age, short, mood FROM users
CREATE DATABASE other
VACUUM
LISTEN
EXECUTE ${secretValue}
FETCH FROM ${secretValue}
CLOSE ${secretValue}
ROLLBACK TO SAVEPOINT no_such_savepoint
INSERT INTO users (id) VALUES (1) ON CONFLICT (age) DO NOTHING
INSERT INTO users (id, email) VALUES (1, 'a') ON CONFLICT (age) DO NOTHING
INSERT INTO users (id, id) VALUES (1, 1)
UPDATE users SET id = 1, id = 2
SELECT count(*) FROM users FOR UPDATE
SELECT * FROM users u LEFT JOIN orders o ON true FOR UPDATE OF o
WITH RECURSIVE r AS (SELECT 1 UNION SELECT (SELECT 1 FROM r)) SELECT * FROM r
SELECT * FROM json_to_record('{}')
SELECT (ROW(1)).no_such_field
SELECT now(98765, 98765)
SELECT pg_sleep('${secretValue}')
SELECT lo_get(98765)
SELECT pg_read_file('/etc/passwd')
COPY users TO '/tmp/x'
COPY users FROM PROGRAM 'x'
SELECT 1 INTO STRICT x
LOCK TABLE adults IN NO_SUCH MODE
REFRESH MATERIALIZED VIEW CONCURRENTLY cold
TRUNCATE users
TRUNCATE adults
REINDEX TABLE no_such_table
SET TRANSACTION ISOLATION LEVEL ${secretValue}
SET LOCAL lock_timeout = '${secretValue}'
SELECT repeat('a', 2147483647)
SELECT array_fill(1, ARRAY[2147483647])
SELECT * FROM pg_logical_slot_peek_changes('no_such_slot', NULL, NULL)
SELECT pg_create_physical_replication_slot('${secretValue}')
ALTER SYSTEM SET work_mem = '1MB'
ALTER ROLE reader SUPERUSER
DROP DATABASE no_such_database
DROP OWNED BY no_such_role
REASSIGN OWNED BY pg_database_owner TO reader
COMMENT ON TABLE no_such_table IS '${secretValue}'
DO $$ BEGIN RAISE EXCEPTION 'User "${secretValue}" has no order 98765'; END $$
DO $$ BEGIN RAISE EXCEPTION 'no order' USING ERRCODE = 'U0001'; END $$
DO $$ BEGIN RAISE division_by_zero; END $$
DO $$ BEGIN ASSERT false; END $$
DO $$ BEGIN ASSERT false, '${secretValue} 98765'; END $$
DO $$ DECLARE x integer; BEGIN SELECT id INTO STRICT x FROM users WHERE id = 98765; END $$
DO $$ DECLARE x integer; BEGIN SELECT g INTO STRICT x FROM generate_series(1, 2) g; END $$
DO $$ DECLARE r record; BEGIN PERFORM r.a; END $$
DO $$ DECLARE r record; BEGIN SELECT 1 AS a INTO r; PERFORM r.no_such_field; END $$
DO $$ BEGIN SELECT 1; END $$
DO $$ BEGIN EXECUTE NULL; END $$
DO $$ BEGIN COMMIT; END $$
DO $$ DECLARE x integer := '${secretValue}'; BEGIN END $$
CREATE FUNCTION pg_temp.deep() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN pg_temp.deep(); END'; SELECT pg_temp.deep()
SELECT 1/0; SELECT '${secretValue}'
`;
