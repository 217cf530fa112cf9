import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '@backstage/errors';
import type { PreflightResult } from '../ports/PreflightResult';
import { assertPreflight } from './assertPreflight';

const good: PreflightResult = {
  check: 'quotas',
  ok: true,
  message: createMessage('preflight.quotas'),
};
const bad: PreflightResult[] = ['a log group', 'a cluster'].map(reason => ({
  check: 'leftovers',
  ok: false,
  message: createMessage('preflight.refused', { reason }),
}));

describe('assertPreflight', () => {
  it('logs good results, and resolves', () => {
    const lines: string[] = [];
    assertPreflight([good], line => lines.push(line));
    expect(lines).toEqual([
      'Preflight: quotas: Within the quotas of the account',
    ]);
  });

  it('logs all results before it throws the sentence of each bad one', () => {
    const lines: string[] = [];
    expect(() =>
      assertPreflight([...bad, good], line => lines.push(line)),
    ).toThrow(new ConflictError('a log group\na cluster'));
    expect(lines).toEqual([
      'Preflight: leftovers: not ok: a log group',
      'Preflight: leftovers: not ok: a cluster',
      'Preflight: quotas: Within the quotas of the account',
    ]);
  });
});
