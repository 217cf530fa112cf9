import { secretValue } from './provokedErrors';

/** Statements like those of `provokedErrors`, with arguments that functions refuse. */
export const functionStatements = `
SELECT factorial(-98765)
SELECT pg_notify('', '${secretValue}')
SELECT pg_notify(repeat('${secretValue}', 9), '')
SELECT pg_notify('x', repeat('${secretValue}', 9000))
SELECT jsonb_set('[]', '{${secretValue}}', '1')
SELECT jsonb_insert('{"a": 1}', '{a}', '98765')
SELECT jsonb_object_agg(NULL, 98765)
SELECT json_object('{${secretValue}}')
SELECT jsonb_path_query('{}', '$.${secretValue}[')
SELECT jsonb_path_query('{}', 'strict $.${secretValue}')
SELECT jsonb_path_query('"${secretValue}"', '$.double()')
SELECT row_to_json('${secretValue}')
SELECT unistr('\\${secretValue}')
SELECT '<a>${secretValue}'::xml
SELECT xmlparse(document '<a>${secretValue}')
SELECT xpath('//${secretValue}[', '<a/>')
SELECT setseed(98765)
SELECT chr(-98765)
SELECT 'x'::char(0)
SELECT 'x'::varchar(98765432)
SELECT 1::numeric(98765, 1)
SELECT to_tsquery('${secretValue} & | 98765')
SELECT format('%s ${secretValue}')
SELECT format('%${secretValue}', 98765)
SELECT split_part('${secretValue}', '-', 0)
SELECT nth_value(98765, 0) OVER ()
SELECT ntile(0) OVER ()
SELECT percentile_cont(98765) WITHIN GROUP (ORDER BY 1)
SELECT get_byte('a', 98765)
SELECT regexp_matches('a', 'a', '${secretValue}')
SELECT regexp_match('a', 'a', 'g')
SELECT array_position(ARRAY[[98765]], 98765)
SELECT ARRAY[98765] || ARRAY[[[98765]]]
SELECT trim_array(ARRAY[1], 98765)
SELECT jsonb_populate_record(NULL::record, '{}')
SELECT '1.2.3.4'::inet + 99999999999999
SELECT '1.2.3.4'::inet - '::1'::inet
SELECT int4range(1, 3) + int4range(98765, 98766)
SELECT int4range(1, 98765) - int4range(5, 6)
SELECT acos(98765)
SELECT date_bin('1 month', now(), now())
SELECT date_bin('0', now(), now())
SELECT pg_size_bytes('${secretValue}')
SELECT to_regclass('a.b.c.d')
SELECT '${secretValue}('::regprocedure
SELECT parse_ident('"${secretValue}')
SELECT setval('numbers', 0)
SELECT ROW(98765, 2) = ROW(1)
SELECT grouping(98765)
COPY users TO STDOUT WITH (FORMAT ${secretValue})
COPY users TO STDOUT WITH (${secretValue})
COPY users TO STDOUT WITH (DELIMITER '${secretValue}')
DROP ROLE CURRENT_USER
CLUSTER users
GRANT ${secretValue} ON users TO reader
SELECT * FROM users TABLESAMPLE no_such_method (98765)
SELECT * FROM users FOR UPDATE OF no_such_table
INSERT INTO users VALUES (98765) ON CONFLICT DO UPDATE SET id = 98765
REFRESH MATERIALIZED VIEW users
DROP MATERIALIZED VIEW users
DO $$ BEGIN CASE 98765 WHEN 1 THEN NULL; END CASE; END $$
DO $$ DECLARE x integer NOT NULL := NULL; BEGIN END $$
DO $$ BEGIN FOR i IN 1..NULL LOOP END LOOP; END $$
DO $$ BEGIN RAISE; END $$
`;
