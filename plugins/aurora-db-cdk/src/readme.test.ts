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

test('the README’s samples are the ones that the type checker sees', () => {
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

test('the README’s app makes its stacks, the restored database’s too', () => {
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

test('the README names every alarm', () => {
  for (const { id } of alarmDefinitions(environmentDefaults.prod)) {
    const written = new RegExp(`\`(${id}|${id.replace('connections', '')})\``);
    expect(readme).toMatch(written);
  }
});
