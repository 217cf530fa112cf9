/**
 * A role's attempt to get out of its database, and the refusals of PostgreSQL's versions. In the
 * statement, `{port}` is the port of the role's own server.
 */
export type Escape = [what: string, statement: string, refusal: RegExp];

/** Attempts that are also possible on a reader. */
export const escapesOfReaders: Escape[] = [
  [
    'runs a program',
    `COPY (SELECT 1) TO PROGRAM 'id'`,
    /superuser or .*pg_execute_server_program|to COPY to or from an external program/,
  ],
  [
    'writes a file',
    `COPY (SELECT 1) TO '/tmp/aurora-db-escape'`,
    /superuser or .*pg_write_server_files|to COPY to a file/,
  ],
  [
    'reads a file by a function',
    `SELECT pg_read_file('/etc/passwd')`,
    /permission denied for function pg_read_file/,
  ],
  [
    'reads a binary file by a function',
    `SELECT pg_read_binary_file('server.key')`,
    /permission denied/,
  ],
  [
    'lists a folder',
    `SELECT pg_ls_dir('/')`,
    /permission denied for function pg_ls_dir/,
  ],
  [
    'looks at a file',
    `SELECT pg_stat_file('/etc/passwd')`,
    /permission denied/,
  ],
  [
    'becomes the administrator',
    'SET SESSION AUTHORIZATION rdsadmin',
    /permission denied to set session authorization/,
  ],
  [
    'takes the role of the administrator',
    'SET ROLE rdsadmin',
    /permission denied to set role/,
  ],
  [
    'takes a role that reaches files',
    'SET ROLE pg_read_server_files',
    /permission denied to set role/,
  ],
  [
    'takes a role that runs programs',
    'SET ROLE pg_execute_server_program',
    /permission denied to set role/,
  ],
  [
    'loads a library',
    `LOAD '/tmp/library.so'`,
    /access to library .* is not allowed/,
  ],
  [
    'loads a library of the server',
    `LOAD 'dblink'`,
    /access to library .* is not allowed/,
  ],
  [
    'sets where libraries are',
    `SET dynamic_library_path = '/tmp'`,
    /permission denied to set parameter/,
  ],
  [
    'preloads a library',
    `SET session_preload_libraries = 'dblink'`,
    /permission denied to set parameter|cannot be set after connection start/,
  ],
  [
    'reloads the configuration',
    'SELECT pg_reload_conf()',
    /permission denied for function/,
  ],
  [
    'reads the passwords',
    'SELECT rolpassword FROM pg_authid',
    /permission denied for table pg_authid/,
  ],
];

/** Attempts that write, which a reader refuses to all roles. */
export const escapesOfWriters: Escape[] = [
  ...[
    'pg_execute_server_program',
    'pg_read_server_files',
    'pg_write_server_files',
    // It can create a replication slot, whose plugin is any library.
    'rdsrepladmin',
  ].flatMap((role): Escape[] => [
    [
      `grants itself ${role}`,
      `GRANT ${role} TO CURRENT_USER`,
      /must be superuser to alter superusers|denied to grant role/,
    ],
    [
      `creates a member of ${role}`,
      `CREATE ROLE member_of_host IN ROLE ${role}`,
      /must be superuser to alter superusers|denied to grant role/,
    ],
  ]),
  [
    'grants itself the administrator',
    'GRANT rdsadmin TO CURRENT_USER',
    /must be superuser|denied to grant role/,
  ],
  [
    'renames the role of replication',
    'ALTER ROLE rdsrepladmin RENAME TO mine',
    /must be superuser|denied to rename role/,
  ],
  ...['rds_iam', 'rds_password', 'rds_replication', 'rds_superuser'].map(
    (role): Escape => [
      `drops ${role}`,
      `DROP ROLE ${role}`,
      /cannot be dropped because some objects depend on it|denied to drop role/,
    ],
  ),
  [
    'creates a database like that of the administrator',
    'CREATE DATABASE mine TEMPLATE rdsadmin',
    /permission denied to copy database/,
  ],
  [
    'closes the database of the administrator',
    'ALTER DATABASE rdsadmin ALLOW_CONNECTIONS false',
    /must be owner of database/,
  ],
  [
    'creates a superuser',
    'CREATE ROLE another SUPERUSER',
    /must be superuser|denied to create role/,
  ],
  [
    'makes itself a superuser',
    'ALTER ROLE CURRENT_USER SUPERUSER',
    /must be superuser|denied to alter role/,
  ],
  [
    'sets the password of the administrator',
    `ALTER ROLE rdsadmin PASSWORD 'x'`,
    /must be superuser|denied to alter role/,
  ],
  [
    'sets the password of replication',
    `ALTER ROLE rdsrepladmin PASSWORD 'x'`,
    /must be superuser|denied to alter role/,
  ],
  [
    'gives settings to the administrator',
    `ALTER ROLE rdsadmin SET search_path = public`,
    /must be superuser|denied to alter role/,
  ],
  [
    'gives itself settings of superusers',
    `ALTER ROLE CURRENT_USER SET session_preload_libraries = 'dblink'`,
    /permission denied to set parameter/,
  ],
  [
    'gives its database settings of superusers',
    `ALTER DATABASE goalmandalamain SET session_preload_libraries = 'dblink'`,
    /permission denied to set parameter|must be owner/,
  ],
  [
    'creates a role of replication',
    'CREATE ROLE copier REPLICATION',
    /must be superuser|denied to create role/,
  ],
  [
    'reads a program',
    `CREATE TEMP TABLE t (line text); COPY t FROM PROGRAM 'id'`,
    /superuser or .*pg_execute_server_program|to COPY to or from an external program/,
  ],
  [
    'reads a file',
    `CREATE TEMP TABLE t (line text); COPY t FROM '/etc/passwd'`,
    /superuser or .*pg_read_server_files|to COPY from a file/,
  ],
  [
    'imports a large object',
    `SELECT lo_import('/etc/passwd')`,
    /permission denied for function lo_import/,
  ],
  [
    'exports a large object',
    `SELECT lo_export(1, '/tmp/aurora-db-escape')`,
    /permission denied for function lo_export/,
  ],
  [
    'changes the configuration',
    `ALTER SYSTEM SET work_mem = '8MB'`,
    /must be superuser|permission denied/,
  ],
  [
    'writes a function in C',
    `CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE c AS '/lib/libc.so.6', 'getpid'`,
    /permission denied for language c/,
  ],
  [
    'writes an internal function',
    `CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE internal AS 'pg_read_file_all'`,
    /permission denied for language internal/,
  ],
  [
    'changes a function of PostgreSQL',
    'ALTER FUNCTION pg_catalog.pg_ls_dir(text) OWNER TO CURRENT_USER',
    /must be owner/,
  ],
  [
    'grants itself a function',
    'GRANT EXECUTE ON FUNCTION pg_read_file(text) TO CURRENT_USER',
    /permission denied for function/,
  ],
  [
    'creates an event trigger',
    `CREATE FUNCTION pg_temp.et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION pg_temp.et()`,
    /Must be superuser to create an event trigger|permission denied to create event trigger/,
  ],
  [
    'creates a language',
    'CREATE LANGUAGE plx HANDLER plpgsql_call_handler',
    /superuser/,
  ],
  [
    'creates a tablespace',
    `CREATE TABLESPACE outside LOCATION '/tmp'`,
    /permission denied to create tablespace/,
  ],
  [
    'creates a subscription without a password',
    `CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 passfile=replication.pgpass' PUBLICATION p`,
    /must be superuser|password is required|permission denied for database/,
  ],
  [
    'creates a subscription that needs no password',
    `CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 password=any' PUBLICATION p WITH (password_required = false, connect = false)`,
    /must be superuser|unrecognized subscription parameter|password_required=false is superuser-only|permission denied for database/,
  ],
  [
    'changes the catalog',
    `UPDATE pg_authid SET rolsuper = true`,
    /permission denied for table pg_authid/,
  ],
  ...[
    'adminpack',
    'file_fdw',
    'hstore_plperl',
    'pageinspect',
    'pg_surgery',
    'plperlu',
    'plpython3u',
    'pltclu',
    'xml2',
  ].map((extension): Escape => [
    `creates the extension ${extension}`,
    `CREATE EXTENSION ${extension}`,
    /is not available/,
  ]),
  ...[
    'allow_system_table_mods',
    'dynamic_library_path',
    'jit_dump_bitcode',
    'lo_compat_privileges',
    'session_preload_libraries',
  ].flatMap((parameter): Escape[] => [
    [
      `grants itself the parameter ${parameter}`,
      `GRANT SET ON PARAMETER ${parameter} TO CURRENT_USER`,
      /permission denied for parameter/,
    ],
    [
      `gives itself the parameter ${parameter}`,
      `ALTER ROLE CURRENT_USER SET ${parameter} = 'on'`,
      /permission denied to set parameter/,
    ],
  ]),
  [
    'grants itself a change of the configuration',
    // PostgreSQL only warns, because the role can grant another right on the parameter.
    `GRANT ALTER SYSTEM ON PARAMETER session_replication_role TO CURRENT_USER;
     SELECT 1 / has_parameter_privilege('session_replication_role', 'ALTER SYSTEM')::integer`,
    /division by zero/,
  ],
  [
    'changes the configuration of a parameter that it can set',
    'ALTER SYSTEM SET session_replication_role = replica',
    /permission denied to set parameter/,
  ],
  [
    'gives all roles settings',
    'ALTER ROLE ALL SET session_replication_role = replica',
    /superuser to alter settings globally|permission denied to alter setting/,
  ],
  [
    'creates a logical replication slot, whose plugin is a library',
    `SELECT pg_create_logical_replication_slot('s', '/tmp/library')`,
    /superuser or replication role|permission denied to use replication slots/,
  ],
];
