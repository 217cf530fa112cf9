#!/usr/bin/env node
// Prisma's schema engine for networks without binaries.prisma.sh: see PRISMA_ENGINE in README.md. It
// speaks the protocol of Prisma's command line (JSON-RPC, a message a line), runs Prisma's
// WebAssembly build of the engine, and reaches the database through pg and Prisma's adapter.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const application = createRequire(import.meta.url);
const load = async name => import(pathToFileURL(application.resolve(name)));

/** Prisma's codes by PostgreSQL's codes of a failed connection. */
const connectionErrors = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1010',
};
/** The catalog's type "char", of which the adapter knows only arrays, and the engine's code of it. */
const singleCharacter = 18;
const characterColumn = 6;
/** Types of the catalog that the adapter does not know, and the types as which they are read. */
const readAs = new Map([
  [singleCharacter, 25],
  [22, 1005],
  [24, 25],
  [28, 23],
  [30, 1028],
  [194, 25],
  [1003, 1009],
  [2205, 25],
  [2206, 25],
]);

/** Of a message that asks to print something: an id that no request of the command line has. */
const printed = 1_000_000;

const given = process.argv.slice(2);
const option = name => given[given.indexOf(name) + 1];
const options = name =>
  given.flatMap((each, index) => (each === name ? [given[index + 1]] : []));

if (given.includes('--version')) {
  const { version } = application('@prisma/schema-engine-wasm/package.json');
  console.log(`schema-engine-wasm ${version.split('.').at(-1)}`);
} else if (given.includes('cli')) {
  await answerQuestion(given[given.indexOf('cli') + 1]);
} else {
  await serve();
}

function databaseUrl() {
  const { url, urls } = given.includes('--datasource')
    ? JSON.parse(option('--datasource'))
    : {};
  return url ?? urls?.[0] ?? process.env.DATABASE_URL;
}

/** Prisma's connection parameters, as pg wants them. */
function clientConfig(address) {
  const url = new URL(address);
  const { sslmode, sslaccept, sslcert } = Object.fromEntries(url.searchParams);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: sslmode !== 'disable' && {
      rejectUnauthorized: sslaccept === 'strict',
      ca: sslcert && readFileSync(sslcert),
    },
  };
}

function logLine(level, message, fields = {}) {
  const line = {
    timestamp: new Date().toISOString(),
    level,
    fields: { message, ...fields },
    target: 'schema_engine::logger',
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** can-connect-to-database, create-database, drop-database. */
async function answerQuestion(question) {
  const {
    default: { Client },
  } = await load('pg');
  const config = clientConfig(databaseUrl());
  const statements = {
    'can-connect-to-database': () => ['SELECT 1', config.database],
    'create-database': client => [
      `CREATE DATABASE ${client.escapeIdentifier(config.database)}`,
      'postgres',
    ],
    'drop-database': client => [
      `DROP DATABASE IF EXISTS ${client.escapeIdentifier(config.database)} WITH (FORCE)`,
      'postgres',
    ],
  };
  const [statement, database] = statements[question](new Client());
  const client = new Client({ ...config, database });
  try {
    await client.connect();
    await client.query(statement);
    logLine('INFO', 'done');
  } catch (error) {
    logLine('ERROR', error.message, {
      is_panic: false,
      error_code:
        connectionErrors[error.code] ?? (error.syscall ? 'P1001' : 'P1011'),
      meta: {},
    });
    process.exitCode = 1;
  } finally {
    await client.end();
  }
}

async function serve() {
  const answer = await openEngine();
  let last = Promise.resolve();
  const reply = (id, outcome) =>
    process.stdout.write(
      `${JSON.stringify({ id, jsonrpc: '2.0', ...outcome })}\n`,
    );
  // No caller gets the errors of the engine's own tasks, and the command line takes an engine that
  // has ended for one that has succeeded.
  const dead = new Promise((_, reject) => {
    process.on('uncaughtException', reject);
  });
  dead.catch(() => undefined);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', line => {
    const { id, method, params } = JSON.parse(line);
    if (method) {
      last = last
        .then(() => Promise.race([answer(method, params), dead]))
        .then(
          result => reply(id, { result: result ?? {} }),
          error => reply(id, { error: engineError(error) }),
        );
    }
  });
  // The last answer is to be out before the process is gone.
  lines.on('close', () =>
    last.then(() => process.stdout.write('', () => process.exit(0))),
  );
}

function engineError(error) {
  return {
    // JSON-RPC's code of the engine's own errors
    code: 4466,
    message: 'An error happened. Check the data field for details.',
    data: {
      is_panic: error instanceof WebAssembly.RuntimeError,
      message: error.message,
      meta: error.meta ?? {},
      error_code: error.code ?? /Error code: (P\d+)/.exec(error.message)?.[1],
    },
  };
}

async function openEngine() {
  const bindings = await loadEngine();
  const { bindMigrationAwareSqlAdapterFactory } = await load(
    '@prisma/driver-adapter-utils',
  );
  const factory = bindMigrationAwareSqlAdapterFactory(await adapterFactory());
  const datamodels = options('--datamodels').map(file => [
    file,
    readFileSync(file, 'utf8'),
  ]);
  let engine;
  return async (method, params) => {
    if (method === 'createDatabase') {
      return { databaseName: '' };
    }
    engine ??= await bindings.SchemaEngine.new(
      { datamodels: datamodels.length > 0 ? datamodels : undefined },
      () => {},
      factory,
    );
    const result =
      await engine[method === 'getDatabaseVersion' ? 'version' : method](
        params,
      );
    if (method === 'diff' && typeof result?.stdout === 'string') {
      process.stdout.write(
        `${JSON.stringify({ id: printed, jsonrpc: '2.0', method: 'print', params: { content: result.stdout } })}\n`,
      );
    }
    return result;
  };
}

async function loadEngine() {
  const script = application.resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const bindings = await import(pathToFileURL(script));
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: message => logLine('ERROR', message, { is_panic: true }),
  };
  const { instance } = await WebAssembly.instantiate(
    readFileSync(script.replace(/\.js$/, '.wasm')),
    { './schema_engine_bg.js': bindings },
  );
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/** The application's adapter, with a shadow database that is beside the real one. */
async function adapterFactory() {
  const { PrismaPg } = await load('@prisma/adapter-pg');
  const config = clientConfig(databaseUrl());
  const factory = new PrismaPg(config);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => readingCatalog(await connect());
  factory.connectToShadowDb = async () => {
    const main = await factory.connect();
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await main.executeScript(`CREATE DATABASE "${name}"`);
    const shadow = readingCatalog(
      await new PrismaPg({ ...config, database: name }).connect(),
    );
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await main.executeScript(
        `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`,
      );
      await main.dispose();
    };
    return shadow;
  };
  return factory;
}

/** An adapter that can read the catalog's types too, and run whole scripts. */
function readingCatalog(adapter) {
  readingTypes(adapter);
  // The adapter's own cuts scripts at every semicolon, be it in a comment or in a function.
  adapter.executeScript = async script => {
    await adapter.underlyingDriver().query(script);
  };
  // Transactions have a performIO of their own.
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async level =>
    readingTypes(await startTransaction(level));
  return adapter;
}

/** The engine asks one thing after the other, so that a statement's types are the latest ones. */
function readingTypes(queryable) {
  let types = [];
  const performIO = queryable.performIO.bind(queryable);
  queryable.performIO = async query => {
    const result = await performIO(query);
    types = result.fields.map(({ dataTypeID }) => dataTypeID);
    for (const field of result.fields) {
      field.dataTypeID = readAs.get(field.dataTypeID) ?? field.dataTypeID;
    }
    return result;
  };
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async query => {
    const result = await queryRaw(query);
    result.columnTypes = result.columnTypes.map((type, index) =>
      types[index] === singleCharacter ? characterColumn : type,
    );
    return result;
  };
  return queryable;
}
