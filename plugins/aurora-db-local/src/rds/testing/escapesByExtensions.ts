import type { Escape } from './escapes';

const passwordRequired = /password( or .*)? (is )?required/;

const selfServer = `CREATE SERVER self FOREIGN DATA WRAPPER postgres_fdw
  OPTIONS (host '127.0.0.1', port '{port}', dbname 'postgres');`;

const viaDblink = (target: string) =>
  `SELECT * FROM dblink('${target}', 'SELECT 1') AS t (one int)`;

/** Attempts by extensions that the master user can create, also on a reader. */
export const escapesByExtensions: Escape[] = [
  ...[
    '',
    'host=127.0.0.1 port={port}',
    'host=127.0.0.1 port={port} sslmode=disable',
    'host=127.0.0.1 port={port} passfile=replication.pgpass user=rdsrepladmin replication=database',
    'host=127.0.0.1 port={port} sslmode=require sslcert=server.crt sslkey=server.key',
    'host=/tmp port={port}',
    'host=/var/run/postgresql',
    'service=other',
  ].flatMap((target): Escape[] => [
    [
      `connects as another role without a password by dblink to '${target}'`,
      viaDblink(`user=rdsadmin dbname=postgres ${target}`),
      passwordRequired,
    ],
    [
      `connects as another role with a wrong password by dblink to '${target}'`,
      viaDblink(`user=rdsadmin dbname=postgres password=guess ${target}`),
      /could not establish connection|password( or .*)? (is )?required/,
    ],
  ]),
  [
    'loads a library as an OpenSSL engine by dblink',
    viaDblink(
      'user=rdsadmin dbname=postgres password=guess host=127.0.0.1 port={port} sslmode=require sslcert=server.crt sslkey=/tmp/library.so:key',
    ),
    // OpenSSL refuses the empty folder of engines before it looks for the library.
    /could not load SSL engine "[^"]*": invalid argument/,
  ],
  [
    'connects by dblink without the check of a password',
    `SELECT dblink_connect_u('host=127.0.0.1')`,
    /permission denied for function dblink_connect_u/,
  ],
  [
    'grants itself the function without the check of a password',
    'GRANT EXECUTE ON FUNCTION dblink_connect_u(text) TO CURRENT_USER',
    /permission denied for function|read-only transaction/,
  ],
  [
    'changes a function of an extension',
    'ALTER FUNCTION dblink_connect_u(text) OWNER TO CURRENT_USER',
    /must be owner|read-only transaction/,
  ],
  [
    'reads pages of the WAL',
    `SELECT * FROM pg_get_wal_block_info('0/0', '0/0')`,
    /permission denied for function|function .* does not exist/,
  ],
  [
    'prewarms the passwords',
    `SELECT pg_prewarm('pg_authid')`,
    /permission denied for table pg_authid/,
  ],
  [
    'checks a table of passwords row by row',
    `SELECT * FROM pgrowlocks('pg_authid') AS locks, pg_authid`,
    /permission denied for table pg_authid/,
  ],
];

/** Attempts by extensions that write, which a reader refuses to all roles. */
export const writingEscapesByExtensions: Escape[] = [
  ...['sslcert', 'sslkey'].map((option): Escape => [
    `names a file of the server by the option ${option} of a foreign server`,
    `${selfServer} CREATE USER MAPPING FOR CURRENT_USER SERVER self OPTIONS (user 'rdsadmin', ${option} 'server.key')`,
    /sslcert and sslkey are superuser-only/,
  ]),
  [
    'lets a foreign server need no password',
    `${selfServer} CREATE USER MAPPING FOR CURRENT_USER SERVER self OPTIONS (user 'rdsadmin', password_required 'false')`,
    /password_required=false is superuser-only/,
  ],
  [
    'becomes the administrator by a foreign server that is its own server',
    `${selfServer} CREATE USER MAPPING FOR CURRENT_USER SERVER self OPTIONS (user 'rdsadmin');
     CREATE FOREIGN TABLE pg_temp.roles (rolname text) SERVER self OPTIONS (schema_name 'pg_catalog', table_name 'pg_roles');
     SELECT * FROM pg_temp.roles`,
    passwordRequired,
  ],
  [
    'lets the script of an extension run its function',
    // The script of earthdistance would find this type and run the check of its member.
    `CREATE SCHEMA trap;
     CREATE FUNCTION trap.caught(text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN CREATE ROLE caught SUPERUSER; RETURN true; END';
     CREATE DOMAIN trap.member AS text CHECK (trap.caught(value));
     CREATE TYPE trap.cube AS (a trap.member);
     CREATE FUNCTION trap.cube_is_point(trap.cube) RETURNS boolean LANGUAGE sql AS 'SELECT true';
     CREATE FUNCTION trap.cube_dim(trap.cube) RETURNS integer LANGUAGE sql AS 'SELECT 1';
     CREATE FUNCTION trap.cube_distance(trap.cube, trap.cube) RETURNS float8 LANGUAGE sql AS 'SELECT 1';
     CREATE EXTENSION earthdistance SCHEMA trap`,
    /must be created in the schema of extension "cube"|permission denied for database|permission denied to create extension/,
  ],
];

/** The extensions that these attempts use. */
export const extensionsOfEscapes = [
  'cube',
  'dblink',
  'pg_prewarm',
  'pg_walinspect',
  'pgrowlocks',
  'postgres_fdw',
];
