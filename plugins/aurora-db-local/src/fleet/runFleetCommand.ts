import { parseArgs } from 'node:util';
import { companyFleet } from './company/companyFleet';

/** Databases of a request, so that it is far smaller than the limit of a body. */
const databasesOfRequest = 100;
const mostDatabases = 5_000;

/** The options of `aurora-db-local fleet`. */
const options = {
  account: { type: 'string', default: '111111111111' },
  region: { type: 'string', default: 'ap-northeast-1' },
  count: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  port: { type: 'string', default: '4570' },
  print: { type: 'boolean', default: false },
} as const;

/** Makes the simulated clusters of a company in a running endpoint. Resolves with what to print. */
export async function runFleetCommand(
  args: readonly string[],
): Promise<string> {
  const { values } = parseArgs({ args: [...args], options });
  const fleet = companyFleet({
    accountId: values.account,
    region: values.region,
    count: integer('count', values.count, 1, mostDatabases),
    seed: integer('seed', values.seed, 0, 2 ** 32 - 1),
  });
  if (values.print) {
    return `${JSON.stringify(fleet, null, 2)}\n`;
  }
  const url = `http://127.0.0.1:${integer('port', values.port, 1, 65_535)}`;
  const { databases, ...place } = fleet;
  for (let start = 0; start < databases.length; start += databasesOfRequest) {
    await post(
      url,
      {
        ...place,
        databases: databases.slice(start, start + databasesOfRequest),
      },
      start,
    );
  }
  return `${databases.length} simulated clusters are in account ${values.account}, ${values.region} (seed ${values.seed}).\n`;
}

async function post(url: string, body: object, made: number): Promise<void> {
  const answer = await fetch(`${url}/_aurora-local/fleet`, {
    method: 'POST',
    body: JSON.stringify(body),
  }).catch((error: Error) => {
    throw new Error(
      `No aurora-db-local answers at ${url}: start it, or give its --port. (${error.message})`,
    );
  });
  if (!answer.ok) {
    throw new Error(
      `The endpoint refused the fleet after ${made} clusters: ${await answer.text()}`,
    );
  }
}

function integer(
  name: string,
  given: string,
  least: number,
  most: number,
): number {
  const value = Number(given);
  if (
    given === '' ||
    !Number.isInteger(value) ||
    value < least ||
    value > most
  ) {
    throw new Error(
      `--${name} is '${given}'; give a number from ${least} to ${most}.`,
    );
  }
  return value;
}
