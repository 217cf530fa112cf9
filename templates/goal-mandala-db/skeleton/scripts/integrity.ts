// npm run integrity: finds faults of a database, and differences of a restored one from its source.
//   npm run integrity -- report [--out <file.json>]       contents of the database, and its faults
//   npm run integrity -- compare <source> <restored>      every difference, table by table
// <source> and <restored> are master secrets, with the connection secret after a comma if the
// master secret has no host, or files (….json) of report. With --definitions, both commands leave
// the rows out, which is quick. report takes --secret <ids> instead of DATABASE_OWNER_SECRET_ID. The exit code is 1 if there is a difference or a fault.
import './loadEnvironment.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { connectAsOwner } from './connectAsOwner.ts';
import { compareManifests } from './integrity/compareManifests.ts';
import { findFaults, type Finding } from './integrity/findFaults.ts';
import { manifestSchema, type Manifest } from './integrity/Manifest.ts';
import { readManifest } from './integrity/readManifest.ts';

const { values, positionals } = parseArgs({
  options: {
    secret: { type: 'string' },
    out: { type: 'string' },
    definitions: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [command, source, restored, ...rest] = positionals;
if (positionals.length === 1 && command === 'report') {
  await report();
} else if (command === 'compare' && source && restored && rest.length === 0) {
  await compare(source, restored);
} else {
  throw new Error(
    `"${positionals.join(' ')}" is not a command: use "report" or "compare <source> <restored>"`,
  );
}

async function report(): Promise<void> {
  const { out, secret } = values;
  const manifest = await readDatabase(secret);
  if (out) {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, `${JSON.stringify(manifest, undefined, 2)}\n`);
  }
  const { place, asOf, tables = {}, definitions, sequences } = manifest;
  console.log(`${place}, as of ${asOf}`);
  for (const [name, { rows }] of Object.entries(tables)) {
    console.log(`  ${name}: ${rows} rows`);
  }
  console.log(
    `  ${definitions.length} definitions, ${Object.keys(sequences).length} sequences${out ? `; all of it is in ${out}` : ''}`,
  );
  const faults = findFaults(manifest);
  show(faults);
  console.log(
    faults.length === 0
      ? 'Nothing is wrong with it'
      : `${faults.length} ${faults.length === 1 ? 'thing is' : 'things are'} wrong with it`,
  );
}

async function compare(left: string, right: string): Promise<void> {
  const before = await readSide(left);
  const after = await readSide(right);
  console.log(`source:   ${before.place}, as of ${before.asOf}`);
  console.log(`restored: ${after.place}, as of ${after.asOf}`);
  const lacking = [before, after].findIndex(({ tables }) => !tables);
  if (!values.definitions && lacking >= 0) {
    throw new Error(
      `${[left, right][lacking]} has no rows in it: write it without --definitions, or compare definitions alone with --definitions`,
    );
  }
  const findings = compareManifests(before, after);
  show(findings);
  if (findings.length === 0) {
    console.log(
      values.definitions
        ? 'Both are made the same; rows were not compared'
        : 'Both are the same',
    );
    return;
  }
  console.log(
    `${findings.length} ${findings.length === 1 ? 'difference' : 'differences'}`,
  );
  for (const { what, takesWrites } of [
    { ...before, what: 'source' },
    { ...after, what: 'restored database' },
  ]) {
    if (takesWrites) {
      console.log(
        `The ${what} took writes when it was read: rows that were written after the time of the restore differ without damage. ` +
          'To tell those from damage, stop writes first (npm run writes -- stop), or restore to the time of a report and compare with that',
      );
    }
  }
}

async function readSide(side: string): Promise<Manifest> {
  if (!side.endsWith('.json')) {
    return readDatabase(side);
  }
  const content: unknown = JSON.parse(await readFile(side, 'utf8'));
  const { data, success } = manifestSchema.safeParse(content);
  if (!success) {
    throw new Error(
      `${side} is no report of this version of the integrity check: write it with "npm run integrity -- report --out ${side}"`,
    );
  }
  return values.definitions ? { ...data, tables: undefined } : data;
}

async function readDatabase(secret: string | undefined): Promise<Manifest> {
  const { client, place } = await connectAsOwner(secret, 'npm run integrity');
  try {
    return await readManifest(client, place, {
      definitionsOnly: values.definitions,
      onTable: name => console.error(`Reading ${name} of ${place}`),
    });
  } finally {
    await client.end();
  }
}

function show(findings: Finding[]): void {
  if (findings.length > 0) {
    process.exitCode = 1;
  }
  for (const of of [...new Set(findings.map(each => each.of))].sort()) {
    console.log(`\n${of}`);
    for (const { text } of findings.filter(each => each.of === of)) {
      console.log(`  ${text}`);
    }
  }
}
