// npm run integrity: whether a database is whole, and whether a restored one is what it was
// restored from.
//   npm run integrity -- report [--out <file.json>]       what the database holds, and what is wrong with it
//   npm run integrity -- compare <source> <restored>      every difference, table by table
// <source> and <restored> are master secrets (a connection secret after a comma says what a master
// secret lacks), or files (….json) that report wrote. Both commands take --definitions: everything
// but the rows, which is quick. report takes --secret <ids>: another database than that of
// DATABASE_OWNER_SECRET_ID. The exit code is 1 if anything differs or is wrong.
import './loadEnvironment.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { connectAsOwner } from './connectAsOwner.ts';
import { compareManifests } from './integrity/compareManifests.ts';
import { findFaults } from './integrity/findFaults.ts';
import type { Finding } from './integrity/Finding.ts';
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
const [command, ...sides] = positionals;
const [source, restored] = sides;
if (command === 'report' && sides.length === 0) {
  await report();
} else if (
  command === 'compare' &&
  source !== undefined &&
  restored !== undefined &&
  sides.length === 2
) {
  await compare(source, restored);
} else {
  throw new Error(
    `"${positionals.join(' ')}" is no command of it: use "report" or "compare <source> <restored>"`,
  );
}

async function report(): Promise<void> {
  const manifest = await readDatabase(values.secret);
  if (values.out) {
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(values.out, `${JSON.stringify(manifest, undefined, 2)}\n`);
  }
  const { place, asOf, tables = {}, definitions, sequences } = manifest;
  console.log(`${place}, as of ${asOf}`);
  for (const [name, { rows }] of Object.entries(tables)) {
    console.log(`  ${name}: ${rows} rows`);
  }
  console.log(
    `  ${definitions.length} definitions, ${Object.keys(sequences).length} sequences${values.out ? `; all of it is in ${values.out}` : ''}`,
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
  const before = await read(left);
  const after = await read(right);
  console.log(`source:   ${before.place}, as of ${before.asOf}`);
  console.log(`restored: ${after.place}, as of ${after.asOf}`);
  if (!values.definitions) {
    for (const [name, { tables }] of [
      [left, before],
      [right, after],
    ] as const) {
      if (!tables) {
        throw new Error(
          `${name} has no rows in it: write it without --definitions, or compare definitions alone with --definitions`,
        );
      }
    }
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
  for (const [what, { takesWrites }] of [
    ['source', before],
    ['restored database', after],
  ] as const) {
    if (takesWrites) {
      console.log(
        `The ${what} took writes when it was read: rows that were written after the time of the restore differ by right. ` +
          'To tell those from damage, stop writes first (npm run writes -- stop), or restore to the time of a report and compare with that',
      );
    }
  }
}

async function read(side: string): Promise<Manifest> {
  return side.endsWith('.json') ? readFromFile(side) : readDatabase(side);
}

async function readFromFile(file: string): Promise<Manifest> {
  const parsed = manifestSchema.safeParse(
    JSON.parse(await readFile(file, 'utf8')),
  );
  if (!parsed.success) {
    throw new Error(
      `${file} is no report of this version of the integrity check: write it with "npm run integrity -- report --out ${file}"`,
    );
  }
  const { tables, ...rest } = parsed.data;
  return values.definitions ? rest : { ...rest, tables };
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
