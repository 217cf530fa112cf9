// npm run integrity: finds faults of a database, and differences of a restored one from its source.
//   npm run integrity -- report [--out <file.json>]       contents of the database, and its faults
//   npm run integrity -- compare <source> <restored>      every difference, table by table
// <source> and <restored> are master secrets, with the connection secret after a comma if the
// master secret has no host, or files (….json) of report. report takes --secret <ids> instead of
// DATABASE_OWNER_SECRET_ID. The exit code is 1 if there is a difference or a fault.
import './loadEnvironment.ts';
import './tellErrors.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { connectAsOwner } from './connectAsOwner.ts';
import {
  compareManifests,
  findFaults,
  type Finding,
} from './integrity/compareManifests.ts';
import {
  manifestSchema,
  readManifest,
  type Manifest,
} from './integrity/readManifest.ts';

const { values, positionals } = parseArgs({
  options: { secret: { type: 'string' }, out: { type: 'string' } },
  allowPositionals: true,
});
const [command, source, restored] = positionals;
if (positionals.length === 1 && command === 'report') {
  await report(values);
} else if (positionals.length === 3 && command === 'compare') {
  await compare(await readSide(source), await readSide(restored));
} else {
  throw new Error(
    `"${positionals.join(' ')}" is not a command: use "report" or "compare <source> <restored>"`,
  );
}

async function report({ out, secret }: typeof values): Promise<void> {
  const manifest = await readDatabase(secret);
  if (out) {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, `${JSON.stringify(manifest, undefined, 2)}\n`);
  }
  console.log(`${manifest.place}, as of ${manifest.asOf}`);
  for (const [name, { rows }] of Object.entries(manifest.tables)) {
    console.log(`  ${name}: ${rows} rows`);
  }
  const count = show(findFaults(manifest));
  console.log(
    count === 0 ? 'Nothing is wrong with it' : `Wrong with it: ${count}`,
  );
}

async function compare(before: Manifest, after: Manifest): Promise<void> {
  console.log(`source:   ${before.place}, as of ${before.asOf}`);
  console.log(`restored: ${after.place}, as of ${after.asOf}`);
  const count = show(compareManifests(before, after));
  const noun = count === 1 ? 'difference' : 'differences';
  console.log(count === 0 ? 'Both are the same' : `${count} ${noun}`);
}

async function readSide(side = ''): Promise<Manifest> {
  if (!side.endsWith('.json')) {
    return readDatabase(side);
  }
  const content: unknown = JSON.parse(await readFile(side, 'utf8'));
  const { data } = manifestSchema.safeParse(content);
  if (!data) {
    throw new Error(
      `${side} is no report of this version of the integrity check: write it with "npm run integrity -- report --out ${side}"`,
    );
  }
  return data;
}

async function readDatabase(secret: string | undefined): Promise<Manifest> {
  const { client, place } = await connectAsOwner(secret, 'npm run integrity');
  try {
    return await readManifest(client, place, name =>
      console.error(`Reading ${name} of ${place}`),
    );
  } finally {
    await client.end();
  }
}

/** Prints findings by object, sets the exit code, and returns their number. */
function show(findings: Finding[]): number {
  process.exitCode = Math.min(findings.length, 1);
  for (const of of [...new Set(findings.map(each => each.of))].sort()) {
    const found = findings.filter(each => each.of === of);
    console.log([`\n${of}`, ...found.map(({ text }) => text)].join('\n  '));
  }
  return findings.length;
}
