import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPolicy } from './testing/formatPolicy';
import { databaseGrants } from './databaseGrants';
import { functionGrants } from './functionGrants';
import { handlerReadsGrant } from './handlerReadsGrant';
import { existingDatabaseGrants, existingPortalGrants } from './existingGrants';
import {
  exampleCloudFormationRoleArn,
  exampleExistingPlace,
  examplePlace,
} from './IamPlace';
import {
  existingPolicies,
  existingRolePolicies,
  portalPolicies,
  rolePolicies,
  watchPolicy,
} from './iamPolicies';
import type { IamPolicy } from './IamPolicy';
import { portalGrants } from './portalGrants';
import { surroundingGrants } from './surroundingGrants';

const readmePath = join(__dirname, '../../README.md');

const alone = portalPolicies(examplePlace);
const existing = existingPolicies(exampleExistingPlace);
const byRole = rolePolicies(examplePlace, exampleCloudFormationRoleArn);
const policies: Record<string, IamPolicy> = {
  watch: watchPolicy(examplePlace),
  'role-portal': byRole.portal,
  'role-trust': byRole.trust,
  'role-database': byRole.database,
  'role-surroundings': byRole.surroundings,
  portal: alone.portal,
  database: alone.database,
  surroundings: alone.surroundings,
  'existing-portal': existing.portal,
  'existing-role-database': existingRolePolicies(exampleExistingPlace).database,
  'existing-database': existing.database,
};

const statements = [
  ['statement', 'who calls', 'why'],
  ...[
    ...portalGrants(examplePlace, exampleCloudFormationRoleArn),
    ...existingPortalGrants(exampleExistingPlace),
  ].map(({ sid, why }) => [`\`${sid}\``, 'portal', why]),
  ...[
    handlerReadsGrant,
    ...databaseGrants(examplePlace),
    ...surroundingGrants(examplePlace),
    ...functionGrants(examplePlace),
    ...existingDatabaseGrants(exampleExistingPlace),
  ].map(({ sid, why }) => [`\`${sid}\``, 'CloudFormation', why]),
];

/** A generated part of the README: its marker, and the code block or table that follows. */
const partOf = (name: string, content: string) =>
  new RegExp(`(<!-- iam:${name} -->\n\n)(${content})`);
const policyPart = (name: string) =>
  partOf(name, '<!-- prettier-ignore -->\n```json\n(?<text>[^]*?)```');
const statementsPart = partOf('statements', '(?<text>(?:\\|.*\\n)+)');

function generate(readme: string): string {
  const withPolicies = Object.entries(policies).reduce(
    (text, [name, policy]) =>
      text.replace(
        policyPart(name),
        (_, marker) =>
          `${marker}<!-- prettier-ignore -->\n\`\`\`json\n${formatPolicy(policy)}\`\`\``,
      ),
    readme,
  );
  const [head = [], ...rows] = statements;
  const table = [head, head.map(() => '---'), ...rows];
  return withPolicies.replace(
    statementsPart,
    (_, marker) =>
      `${marker}${table.map(row => `| ${row.join(' | ')} |\n`).join('')}`,
  );
}

// Set by `yarn update-iam-policies`.
if (process.env.UPDATE_IAM_POLICIES) {
  writeFileSync(readmePath, generate(readFileSync(readmePath, 'utf8')));
}

describe('the README', () => {
  const readme = readFileSync(readmePath, 'utf8');

  it.each(Object.entries(policies))('has the policy %s', (name, policy) => {
    const text = policyPart(name).exec(readme)?.groups?.text ?? '{}';
    expect(JSON.parse(text)).toEqual(policy);
    expect(text).toBe(formatPolicy(policy));
  });

  it('explains every statement', () => {
    const table = statementsPart.exec(readme)?.groups?.text ?? '';
    const rows = table
      .trim()
      .split('\n')
      .map(line =>
        line
          .split('|')
          .slice(1, -1)
          .map(cell => cell.trim()),
      )
      .filter(cells => !cells.every(cell => /^-+$/.test(cell)));
    expect(rows).toEqual(statements);
  });

  it('names the command that writes these parts', () => {
    const { scripts } = JSON.parse(
      readFileSync(join(__dirname, '../../package.json'), 'utf8'),
    );
    expect(scripts).toHaveProperty('update-iam-policies');
    expect(readme).toContain('update-iam-policies');
  });
});
