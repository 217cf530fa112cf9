// npm run release -- --dry-run: builds, packs and checks all packages, prints one table, and
// exits with code 1 if it found a problem. Without --dry-run it then publishes the same archives.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPackageProblems } from './findPackageProblems.mjs';
import { packPackages } from './packPackages.mjs';
import { findReleaseObstacles, publishPackages } from './publishPackages.mjs';
import { runTool } from './runTool.mjs';

const { 'dry-run': isDryRun } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false } },
}).values;

const obstacles = isDryRun ? [] : findReleaseObstacles();
if (obstacles.length > 0) {
  console.error(`Nothing was built or published:\n${listOf(obstacles)}`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'aurora-db-release-'));
try {
  console.log('Building and packing …');
  const packages = packPackages(folder);
  const rows = {};
  const problems = [];
  for (const one of packages) {
    const found = await findPackageProblems(one);
    rows[one.name] = { ...sizesOf(one), ...summaryOf(found) };
    problems.push(
      ...Object.values(found)
        .flat()
        .map(problem => `${one.name}: ${problem}`),
    );
  }
  console.table(rows);
  if (problems.length > 0) {
    console.error(`Problems:\n${listOf(problems)}`);
    process.exitCode = 1;
  } else if (isDryRun) {
    console.log('No problems. Nothing was published.');
  } else {
    publishPackages(packages);
    runTool('changeset', ['tag'], { stdio: 'inherit' });
    console.log('Push the tags: git push --follow-tags');
  }
} catch (error) {
  // The output of the command that failed is in the message.
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function sizesOf({ version, file, folder: unpacked }) {
  const sizes = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => statSync(join(entry.parentPath, entry.name)).size);
  return {
    version,
    files: sizes.length,
    'packed kB': Math.ceil(statSync(file).size / 1000),
    'unpacked kB': Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1000),
  };
}

function summaryOf(found) {
  return Object.fromEntries(
    Object.entries(found).map(([check, { length }]) => [
      check,
      length === 0 ? 'ok' : `${length} found`,
    ]),
  );
}

function listOf(lines) {
  return lines.map(line => `- ${line}`).join('\n');
}
