// npm run ca: fetches the certificate authorities of RDS into DATABASE_CA_FILE (certs/rds-ca.pem).
//   npm run ca                      those of AWS_REGION, from its partition (AWS, GovCloud, China)
//   npm run ca -- --from <address>  e.g. http://127.0.0.1:4570/_aurora-local/ca.pem
//   npm run ca -- --to <file>       into another file
import './loadEnvironment.ts';
import { X509Certificate } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { authoritiesAddress } from './authoritiesAddress.ts';

const day = 24 * 60 * 60 * 1000;
/** Time to build and deploy again before an authority expires. */
const warnBeforeDays = 90;

const { values } = parseArgs({
  options: { from: { type: 'string' }, to: { type: 'string' } },
});
const address = values.from ?? addressOfRegion();
const file = values.to ?? process.env.DATABASE_CA_FILE ?? 'certs/rds-ca.pem';

const response = await fetch(address);
if (!response.ok) {
  throw new Error(`${address} answered ${response.status}`);
}
const bundle = await response.text();
const authorities = (
  bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ??
  []
).map(pem => new X509Certificate(pem));
if (authorities.length === 0) {
  throw new Error(`${address} holds no certificate`);
}
await mkdir(dirname(file), { recursive: true });
// Replaces the file in one step, because a build may be reading it.
await writeFile(`${file}.new`, bundle);
await rename(`${file}.new`, file);
console.log(`${file}: ${authorities.length} authorities from ${address}`);
for (const { subject, validTo } of authorities) {
  if (Date.parse(validTo) < Date.now() + warnBeforeDays * day) {
    console.warn(
      `${subject.replaceAll('\n', ', ')} expires at ${validTo}: servers that it signed will be signed by another one`,
    );
  }
}

function addressOfRegion(): string {
  const region = process.env.AWS_REGION;
  if (!region) {
    throw new Error(
      'AWS_REGION is not set: it says whose authorities to fetch. "--from <address>" fetches them from elsewhere',
    );
  }
  return authoritiesAddress(region);
}
