import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type CallerName,
  callers,
  existingMatrix,
  type MatrixRow,
  methodOf,
  permissionMatrix,
} from '../testing/policies/permissionMatrix';
import { declaredRoutes } from '../testing/policies/declaredRoutes';
import { provideDatabases } from '../testing/databases/provideDatabases';
import { url, writes } from '../testing/servers/startPlugin';
import { serviceTokens, startPortal } from '../testing/servers/startPortal';
import { until } from '../testing/servers/until';

const users = {
  stranger: [],
  reader: ['group:default/developers'],
  owner: ['group:default/developers', 'group:default/payments'],
  engineer: ['group:default/platform'],
};

const cases = [...permissionMatrix, ...existingMatrix].flatMap(row =>
  callers.map(
    (caller, index) =>
      [row.outcomes[index], caller, describeRow(row), row] as const,
  ),
);

function describeRow({ subject, of }: MatrixRow): string {
  return of ? `${subject}, ${of}` : subject;
}

/** The sentence that names a permission which the row needs. */
function lackOf({ permission = '' }: MatrixRow): RegExp {
  const names = permission.replaceAll('.', '\\.').replace(' and ', '|');
  return new RegExp(`^You lack the permission aurora-db\\.(${names}) on `);
}

/** As Prettier formats it. */
function renderMatrix(): string {
  const rows = [
    ['request', 'permission', ...callers],
    ...permissionMatrix.map(({ subject, of, permission, outcomes }) => [
      of ? `\`${subject}\`, ${of}` : `\`${subject}\``,
      permission ?? '',
      ...outcomes.map(outcome =>
        outcome === 'none' ? '200, `[]`' : `${outcome}`,
      ),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`;
  const [head = '', ...body] = rows.map(row =>
    line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  );
  return [head, line(widths.map(width => '-'.repeat(width))), ...body].join('');
}

describe('the permissions of the table', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  const tokens = new Map<CallerName, string>();

  beforeAll(async () => {
    provideDatabases();
    portal = await startPortal(users, [
      'resource:default/goal-mandala-dev',
      'resource:default/goal-mandala-prd',
      'group:default/payments',
    ]);
    // The provider may have found the cluster before the catalog had its owner.
    await until(
      () =>
        portal.api
          .get('/api/catalog/entities/by-name/resource/default/dev.orders')
          .set('Authorization', `Bearer ${serviceTokens.unrestricted}`),
      ({ body }) => body.spec?.owner === 'group:default/payments',
      90,
    );
    tokens.set('in no group', await portal.signIn('stranger'));
    tokens.set('developer', await portal.signIn('reader'));
    tokens.set('owner, a developer', await portal.signIn('owner'));
    tokens.set('platform engineer', await portal.signIn('engineer'));
    tokens.set('service', serviceTokens.unrestricted);
    tokens.set('service, gate only', serviceTokens.gate);
  }, 240_000);
  beforeEach(provideDatabases);

  it('has every action on databases, and none that is not there', async () => {
    const { body } = await portal.api
      .get('/api/scaffolder/v2/actions')
      .set('Authorization', `Bearer ${serviceTokens.unrestricted}`)
      .expect(200);
    const actions = z.array(z.object({ id: z.string() })).parse(body);
    expect(
      new Set(
        permissionMatrix.flatMap(({ subject, request }) =>
          'input' in request ? [subject] : [],
        ),
      ),
    ).toEqual(
      new Set(
        // The check of a repository needs no permission on a database.
        actions.flatMap(({ id }) =>
          /^aurora:(database|snapshot):/.test(id) ? [id] : [],
        ),
      ),
    );
  });

  /** A route is asked; an action is run by the scaffolder's dry run, as a template's step. */
  function ask({ subject, request }: MatrixRow, caller: CallerName) {
    const { api } = portal;
    const asking =
      'input' in request
        ? api.post('/api/scaffolder/v2/dry-run').send({
            template: {
              apiVersion: 'scaffolder.backstage.io/v1beta3',
              kind: 'Template',
              metadata: { name: 'try' },
              spec: {
                type: 'resource',
                steps: [{ action: subject, input: request.input }],
              },
            },
            values: {},
            directoryContents: [],
          })
        : api[methodOf({ subject })](url + request.path).send(request.body);
    const token = tokens.get(caller);
    return token ? asking.set('Authorization', `Bearer ${token}`) : asking;
  }

  it.each(cases)(
    'answers %s to “%s” at %s',
    async (outcome, caller, _, row) => {
      const { status, body } = await ask(row, caller);
      const wanted = outcome === 'none' ? 200 : outcome;
      // If the status is wrong, the failure shows the error.
      expect([status, status !== wanted && body]).toEqual([wanted, false]);
      expect(outcome === 'none' ? body : { items: [] }).toEqual({ items: [] });
      const isRefused = outcome === 401 || outcome === 403;
      expect(isRefused ? writes() : []).toEqual([]);
      // The scaffolder refuses a token of another plugin before we are asked.
      const isOurs = outcome === 403 && caller !== 'service, gate only';
      expect(isOurs ? body.error.message : '').toMatch(
        isOurs ? lackOf(row) : /^$/,
      );
    },
  );
});

describe('the table of permissions', () => {
  const subjects = [...new Set(permissionMatrix.map(row => row.subject))];

  it('has every route, and none that is not there', () => {
    expect(subjects.filter(name => name.includes('/')).sort()).toEqual(
      declaredRoutes().sort(),
    );
  });

  it('is that of the README', () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const [, shown] = /(\| request +\| permission .*?)\n\n/s.exec(readme) ?? [];
    const problem =
      `${shown}\n` === renderMatrix()
        ? ''
        : `README.md, "Permissions", shows another table. Put this one there:\n\n${renderMatrix()}`;
    expect(problem).toBe('');
  });
});
