import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endpoints } from '../endpoints';
import { findDifferences, type Difference } from './findDifferences';
import type { KnownDifference } from './known/KnownDifference';
import { knownDifferences } from './known/knownDifferences';
import { Recorder } from './Recorder';
import { renderComparison } from './renderComparison';
import { scenarios } from './scenarios/scenarios';
import { sdkCalls } from './sdkCalls';

const page = join(__dirname, '../../../CONFORMANCE.md');

async function record(name: string): Promise<Recorder> {
  const endpoint = await endpoints.find(one => one.name === name)?.start();
  if (!endpoint) {
    throw new Error(
      'moto_server is not on the PATH. Install it: pip install "moto[server]==5.2.1"',
    );
  }
  try {
    const recorder = new Recorder(sdkCalls(endpoint));
    for (const scenario of scenarios) {
      await recorder.run(scenario);
    }
    return recorder;
  } finally {
    await endpoint.stop();
  }
}

function isKnown(difference: Difference, known: KnownDifference): boolean {
  return (
    fits(known.operation, difference.operation) &&
    fits(known.at, difference.at) &&
    fits(known.ours, difference.ours ?? 'absent') &&
    fits(known.theirs, difference.theirs ?? 'absent')
  );
}

function fits(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^(${source.replaceAll(String.raw`\|`, '|')})$`, 's').test(
    text,
  );
}

function report({ operation, at, ours, theirs, calls }: Difference): string {
  const examples = calls
    .slice(0, 2)
    .map(({ scenario, input }) => `      ${scenario}: ${input.slice(0, 160)}`);
  return [
    `  ${operation} ${at}: aurora-db-local ${ours ?? 'absent'}, moto ${theirs ?? 'absent'}`,
    ...examples,
  ].join('\n');
}

async function compareWithMoto(): Promise<boolean> {
  const [ours, theirs] = await Promise.all([
    record('aurora-db-local'),
    record('moto'),
  ]);
  const differences = findDifferences(ours.calls, theirs.calls);
  const seen = new Map<KnownDifference, Difference[]>();
  const news: Difference[] = [];
  for (const difference of differences) {
    const known = knownDifferences.find(one => isKnown(difference, one));
    if (known) {
      seen.set(known, [...(seen.get(known) ?? []), difference]);
    } else {
      news.push(difference);
    }
  }
  const stale = knownDifferences.filter(known => !seen.has(known));
  const text = renderComparison(
    knownDifferences.flatMap(known => {
      const found = seen.get(known);
      return found ? [{ known, seen: found }] : [];
    }),
    {
      scenarios: scenarios.length,
      calls: ours.calls.length,
      operations: new Set(
        ours.calls.map(({ service, operation }) => `${service}.${operation}`),
      ).size,
    },
  );
  if (news.length > 0) {
    console.error(
      `${news.length} differences without an entry in src/conformance/testing/known:\n${news.map(report).join('\n')}`,
    );
  }
  if (stale.length > 0) {
    console.error(
      `${stale.length} entries without a difference:\n${stale.map(known => `  ${known.operation} ${known.at}: ${known.why}`).join('\n')}`,
    );
  }
  if (process.argv.includes('--write')) {
    await writeFile(page, text);
  }
  const isCurrent = (await readFile(page, 'utf8').catch(() => '')) === text;
  if (!isCurrent) {
    console.error(
      'CONFORMANCE.md is not up to date: run npm run conformance -- --write',
    );
  }
  console.log(
    `${ours.calls.length} calls of ${scenarios.length} scenarios: ${differences.length} differences from moto, ${news.length} of them new`,
  );
  return news.length === 0 && stale.length === 0 && isCurrent;
}

compareWithMoto().then(
  isGood => {
    process.exitCode = isGood ? 0 : 1;
  },
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
