import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import * as backstage from '@backstage/errors';
import ts from 'typescript';
import {
  ConflictError,
  InputError,
  messagesOf,
  NotAllowedError,
  NotFoundError,
  OperationError,
  ServiceUnavailableError,
} from './userErrors';

const sources = join(__dirname, '../..');

/** Folders of the product. Errors of test helpers go to developers. */
const folders = readdirSync(sources, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'testing')
  .map(({ name }) => name);

/** Files whose plain errors no user sees, with the reader of these errors. */
const plainErrors: ReadonlyMap<string, string> = new Map([
  [
    'access/DefaultAuthorizer.ts',
    'a developer whose code passes a wrong argument',
  ],
  ['access/environmentPermissions.ts', 'a developer who writes a policy'],
  [
    'catalog/EnvironmentEntityProvider.ts',
    'a developer who calls the provider too early',
  ],
  ['aws/AwsClients.ts', 'the same file, which makes a message of it'],
  [
    'aws/cloudwatch/CloudWatchLogEvents.ts',
    'AwsClients, which makes a message of it',
  ],
  ['log/compileErrors.ts', 'a developer who writes a template of a message'],
  ['operations/audited.ts', 'the auditor'],
  ['readings/AccountReading.ts', 'a developer: the state is impossible'],
  ['readings/BatchedClusterMetrics.ts', 'a developer: the state is impossible'],
  ['readings/CachedLookup.ts', 'a developer: the state is impossible'],
  ['readings/SharedCache.ts', 'the log'],
  ['readiness/HarmlessCalls.ts', 'a developer: the state is impossible'],
]);

const filesOf = (folder: string) =>
  readdirSync(join(sources, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter(file => !file.startsWith('testing/'))
    .map(file => join(sources, folder, file));

/**
 * Where a file constructs an error without messages, or compares with one of ours, which others of
 * the same status are not.
 */
function findProblems(file: string, text: string): string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const origins = new Map<string, string>();
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      if (
        ts.isStringLiteral(node.moduleSpecifier) &&
        bindings &&
        ts.isNamedImports(bindings)
      ) {
        for (const { name } of bindings.elements) {
          origins.set(name.text, node.moduleSpecifier.text);
        }
      }
    }
    const at = () => {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      return `${relative(sources, file)}:${line + 1}`;
    };
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText();
      if (origins.get(name) === '@backstage/errors') {
        problems.push(`${at()}: ${name} has no message that can be translated`);
      }
      if (name === 'Error' && !plainErrors.has(relative(sources, file))) {
        problems.push(`${at()}: ${name} has no message that can be translated`);
      }
    }
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
      origins.get(node.right.getText())?.endsWith('/errors/userErrors')
    ) {
      problems.push(`${at()}: compare with the error of @backstage/errors`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return problems;
}

describe('errors that users see', () => {
  it.each(folders)('have messages in %s', folder => {
    expect(
      filesOf(folder).flatMap(file =>
        findProblems(file, readFileSync(file, 'utf8')),
      ),
    ).toEqual([]);
  });

  it('are found if they have none', () => {
    const text = `
      import { ConflictError as Conflict } from '@backstage/errors';
      import { InputError } from '../ports/errors/userErrors';
      const isInput = (error: unknown) => error instanceof InputError;
      throw new Conflict('English');
      throw new Error('English');`;
    expect(findProblems(join(sources, 'deploy/x.ts'), text)).toEqual([
      'deploy/x.ts:4: compare with the error of @backstage/errors',
      'deploy/x.ts:5: Conflict has no message that can be translated',
      'deploy/x.ts:6: Error has no message that can be translated',
    ]);
  });

  it.each([
    [ConflictError, backstage.ConflictError],
    [InputError, backstage.InputError],
    [NotAllowedError, backstage.NotAllowedError],
    [NotFoundError, backstage.NotFoundError],
  ])('put their messages into the body of an answer: %p', (Own, Base) => {
    const messages = [
      createMessage('error.entityUnknown', { entityRef: 'resource:a/b' }),
      createMessage('preflight.quotas'),
    ];
    const error = new Own(...messages);
    expect(error).toBeInstanceOf(Base);
    expect(JSON.parse(JSON.stringify(backstage.serializeError(error)))).toEqual(
      {
        name: Base.name,
        message:
          'The catalog has no resource:a/b\nWithin the quotas of the account',
        messages,
      },
    );
  });

  it("carry their message and the call's error if a service gives no answer", () => {
    const message = createMessage('preflight.quotas');
    const error = new ServiceUnavailableError(message, new Error('ECONNRESET'));
    expect(error).toBeInstanceOf(backstage.ServiceUnavailableError);
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Within the quotas of the account; caused by Error: ECONNRESET',
      messages: [message],
    });
  });

  it('carry their messages without an HTTP status if an operation failed', () => {
    const message = createMessage('preflight.quotas');
    expect(backstage.serializeError(new OperationError(message))).toMatchObject(
      {
        name: 'Error',
        message: 'Within the quotas of the account',
        messages: [message],
      },
    );
  });
});

describe('messagesOf', () => {
  it('returns the messages of an error', () => {
    const messages = [
      createMessage('preflight.quotas'),
      createMessage('stack.noName'),
    ];
    expect(messagesOf(new ConflictError(...messages))).toEqual(messages);
  });

  it.each([new Error('AWS said no'), 'AWS said no', { messages: [] }])(
    'returns the text of an error without messages: %p',
    error => {
      expect(messagesOf(error)).toEqual([
        createMessage('error.other', {
          reason: error instanceof Error ? error.message : String(error),
        }),
      ]);
    },
  );
});
