import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  alarmDefinitions,
  environmentDefaults,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { app } from './testing/exampleApp';
import './testing/exampleRestore';
import { withoutTemplateValidator } from './synth/withoutTemplateValidator';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

test('the README’s samples equal the files that the compiler checks', () => {
  const samples = Array.from(
    readme.matchAll(/```ts\n([^]*?)```/g),
    ([, sample]) => sample,
  );
  expect(samples).toEqual(
    ['exampleApp.ts', 'exampleRestore.ts'].map(file =>
      readFileSync(join(__dirname, 'testing', file), 'utf8'),
    ),
  );
});

test('the README’s app creates its stacks, including the restored database’s', () => {
  const { stacks } = withoutTemplateValidator(() => app.synth());
  expect(stacks.map(({ stackName }) => stackName).sort()).toEqual([
    'aurora-db-prd-network',
    'goal-mandala-prd-database',
    'goal-mandala-restored-prd-database',
  ]);
});

test('the README names every output', () => {
  for (const output of Object.values(stackOutputs)) {
    expect(readme).toContain(`\`${output}\``);
  }
});

/** The numbers and severities of a row: one for each alarm, or one for all if they are equal. */
interface AlarmRow {
  ids: string[];
  thresholds: number[];
  severities: string[];
}

function readAlarmRows(): AlarmRow[] {
  const [, section = ''] = /### Alarms\n([^]*?)\n###/.exec(readme) ?? [];
  return section
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => {
      const [, ids = '', condition = '', severities = ''] = line.split('|');
      const [first = '', ...others] = Array.from(
        ids.matchAll(/`([\w-]+)`/g),
        ([, id = '']) => id,
      );
      return {
        // An id that begins with a hyphen takes the first word of the row's first id.
        ids: [
          first,
          ...others.map(id =>
            id.startsWith('-') ? `${first.split('-')[0]}${id}` : id,
          ),
        ],
        thresholds: (condition.match(/\d+/g) ?? []).map(Number),
        severities: severities.trim().split(', '),
      };
    });
}

test('the README has the threshold and the severity of every alarm', () => {
  const maxConnections = 100;
  const written = readAlarmRows().flatMap(({ ids, thresholds, severities }) =>
    ids.map((id, index) => ({
      id,
      threshold: thresholds[index] ?? thresholds[0],
      severity: severities[index] ?? severities[0],
    })),
  );
  expect(written).toEqual(
    alarmDefinitions(environmentDefaults.prod, maxConnections).map(
      ({ id, threshold, severity }) => ({ id, threshold, severity }),
    ),
  );
});
