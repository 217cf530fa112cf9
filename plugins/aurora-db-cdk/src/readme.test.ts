import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  alarmDefinitions,
  environmentDefaults,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { app } from './testing/exampleApp';
import { withoutTemplateValidator } from './withoutTemplateValidator';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

test('the README’s app is the one that the type checker sees', () => {
  const [, sample] = /```ts\n([^]*?)```/.exec(readme) ?? [];
  expect(sample).toBe(
    readFileSync(join(__dirname, 'testing/exampleApp.ts'), 'utf8'),
  );
});

test('the README’s app makes its two stacks', () => {
  const { stacks } = withoutTemplateValidator(() => app.synth());
  expect(stacks.map(({ stackName }) => stackName).sort()).toEqual([
    'aurora-db-prd-network',
    'goal-mandala-prd-database',
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
