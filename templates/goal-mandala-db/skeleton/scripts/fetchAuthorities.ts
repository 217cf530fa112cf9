// npm run ca: fetches the certificate authorities of RDS into DATABASE_CA_FILE (certs/rds-ca.pem).
//   npm run ca                    those of AWS_REGION, from its partition (AWS, GovCloud, China), or
//                                 those of aurora-db-local if AWS_ENDPOINT_URL leads to this machine
//   npm run ca -- --from <place>  from another address, or from a file that was fetched elsewhere
//   npm run ca -- --to <file>     into another file
import './loadEnvironment.ts';
import './tellErrors.ts';
import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../src/database/ConfigurationError.ts';
import { authoritiesAddress } from './authoritiesAddress.ts';

const day = 24 * 60 * 60 * 1000;
/** Time to build and deploy again before an authority expires. */
const warnBeforeDays = 90;

const { values } = parseArgs({
  options: { from: { type: 'string' }, to: { type: 'string' } },
});
const place = values.from ?? authoritiesAddress();
const file = values.to ?? process.env.DATABASE_CA_FILE ?? 'certs/rds-ca.pem';

const bundle = await read(place);
const authorities = (
  bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ??
  []
).map(pem => new X509Certificate(pem));
if (authorities.length === 0) {
  throw new ConfigurationError(`${place} holds no certificate`);
}
await mkdir(dirname(file), { recursive: true });
// Replaces the file in one step, because a build may be reading it.
await writeFile(`${file}.new`, bundle);
await rename(`${file}.new`, file);
console.log(`${file}: ${authorities.length} authorities from ${place}`);
for (const { subject, validTo } of authorities) {
  if (Date.parse(validTo) < Date.now() + warnBeforeDays * day) {
    console.warn(
      `${subject.replaceAll('\n', ', ')} expires at ${validTo}: servers that it signed will be signed by another one`,
    );
  }
}

async function read(from: string): Promise<string> {
  if (!/^https?:/.test(from)) {
    return readFile(from, 'utf8').catch((error: Error) => {
      throw new ConfigurationError(`--from is ${from}: ${error.message}`);
    });
  }
  const response = await fetch(from).catch((error: Error) => {
    throw new ConfigurationError(
      `${from} cannot be reached (${reasonOf(error)}). Behind a proxy, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1. ` +
        'Without a network, fetch the file elsewhere: npm run ca -- --from <file>. ' +
        'For aurora-db-local, set AWS_ENDPOINT_URL to its address, such as http://127.0.0.1:4570',
      { cause: error },
    );
  });
  if (!response.ok) {
    throw new ConfigurationError(`${from} answered ${response.status}`);
  }
  return response.text();
}

/** Node's own message is only "fetch failed". */
function reasonOf({ cause, message }: Error): string {
  return cause instanceof Error && 'code' in cause
    ? String(cause.code)
    : message;
}
