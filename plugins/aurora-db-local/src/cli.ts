import { parseArgs } from 'node:util';
import { createAuroraLocal } from './createAuroraLocal';

const defaultPort = 4570;
const defaultStateDirectory = '.aurora-db/local';

const usage = `Usage: aurora-db-local [--port <port>] [--state <folder>]

An AWS endpoint on loopback whose Aurora clusters are real PostgreSQL servers.

  --port <port>     TCP port on 127.0.0.1; 0 takes a free one (default ${defaultPort})
  --state <folder>  where clusters and everything else live (default ${defaultStateDirectory})
  --help            this text
`;

/** Runs the command line. Resolves with the exit code when the endpoint has stopped. */
async function run(): Promise<number> {
  const { port, stateDirectory, help } = readArguments();
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const signal = firstSignal();
  const endpoint = await createAuroraLocal({
    port,
    stateDirectory,
    log: message => process.stderr.write(`${message}\n`),
  });
  process.stdout.write(
    `aurora-db-local is ready at ${endpoint.url} (state in ${stateDirectory})\n`,
  );
  await signal;
  await endpoint.stop();
  return 0;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      state: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const port = values.port === undefined ? defaultPort : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(
      `--port is '${values.port}'; give a number from 0 to 65535.`,
    );
  }
  return {
    port,
    stateDirectory: values.state ?? defaultStateDirectory,
    help: values.help ?? false,
  };
}

function firstSignal(): Promise<void> {
  return new Promise(resolve => {
    // The handler stays, because a second Ctrl-C must not leave servers running.
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
    process.on('SIGHUP', () => resolve());
  });
}

run().then(
  code => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
