import { parseArgs } from 'node:util';
import { createAuroraLocal } from './createAuroraLocal';
import { runFleetCommand } from './fleet/runFleetCommand';
import { printedConfig } from './printedConfig';

const defaultPort = 4570;
const defaultStateDirectory = '.aurora-db/local';

const usage = `Usage: aurora-db-local [--port <port>] [--state <folder>]
       aurora-db-local --print-config [--port <port>]
       aurora-db-local fleet [--account <id>] [--region <region>] [--count <number>] [--seed <number>] [--port <port>] [--print]

An AWS endpoint on loopback whose Aurora clusters are real PostgreSQL servers.

  --port <port>     TCP port on 127.0.0.1; 0 takes a free one (default ${defaultPort})
  --state <folder>  where clusters and everything else live (default ${defaultStateDirectory})
  --print-config    prints the configuration of a portal for this port as YAML, and ends
  --help            this text

fleet makes simulated clusters, which have no servers, in an endpoint that runs at --port:

  --account <id>    twelve digits (default 111111111111)
  --region <region> (default ap-northeast-1)
  --count <number>  of clusters (default 200)
  --seed <number>   the same seed makes the same clusters (default 1)
  --print           prints the request instead of sending it
`;

/** Runs the command line. Resolves with the exit code when the endpoint has stopped. */
async function run(): Promise<number> {
  const [command, ...others] = process.argv.slice(2);
  if (command === 'fleet') {
    process.stdout.write(
      others.includes('--help') ? usage : await runFleetCommand(others),
    );
    return 0;
  }
  const { port, stateDirectory, printConfig, help } = readArguments();
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  if (printConfig) {
    process.stdout.write(printedConfig(`http://127.0.0.1:${port}`));
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
      'print-config': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const port = readPort(values.port);
  const printConfig = values['print-config'] ?? false;
  if (printConfig && port === 0) {
    throw new Error(
      "--port is '0'; with --print-config, give the port that the endpoint will use.",
    );
  }
  return {
    port,
    stateDirectory: values.state ?? defaultStateDirectory,
    printConfig,
    help: values.help ?? false,
  };
}

function readPort(given: string | undefined): number {
  const port = Number(given ?? defaultPort);
  if (given === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port is '${given}'; give a number from 0 to 65535.`);
  }
  return port;
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
