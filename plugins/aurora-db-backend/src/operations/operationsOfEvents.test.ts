import type { StackProgress } from '../ports/DatabaseStackWriter';
import { operationsOfEvents } from './operationsOfEvents';

const run = (letter: string) => `aurora-db-${letter.repeat(24)}`;

/**
 * Events newest first, as CloudFormation returns them, from lines that are oldest first:
 * `token status resource? reason?`
 */
function eventsOf(...lines: Array<[string, string, string?, string?]>) {
  return lines
    .map(([token, status, resource, reason], minute): StackProgress => ({
      id: String(minute),
      at: new Date(Date.UTC(2026, 10, 25, 8, minute)),
      resource: resource ?? 'goal-mandala-prd-database',
      type: resource ? 'AWS::RDS::DBCluster' : 'AWS::CloudFormation::Stack',
      status,
      reason,
      ofStack: resource === undefined,
      token,
    }))
    .reverse();
}

describe('operationsOfEvents', () => {
  it('combines creation and protection into one operation', () => {
    const token = run('a');
    const events = eventsOf(
      [`${token}-create-1`, 'CREATE_IN_PROGRESS'],
      [`${token}-create-1`, 'CREATE_COMPLETE', 'Cluster'],
      [`${token}-create-1`, 'CREATE_COMPLETE'],
      [`${token}-update-2`, 'UPDATE_IN_PROGRESS'],
      [`${token}-update-2`, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
      [`${token}-update-2`, 'UPDATE_COMPLETE'],
    );
    expect(operationsOfEvents(events, {})).toEqual([
      {
        id: token,
        kind: 'deploy',
        status: 'succeeded',
        startedAt: '2026-11-25T08:00:00.000Z',
        endedAt: '2026-11-25T08:05:00.000Z',
        message: {
          code: 'operation.created',
          text: 'The database was created',
        },
      },
    ]);
    const [running] = operationsOfEvents(events.slice(2), {});
    expect(running?.status).toBe('running');
    // Nothing is claimed that hasn't happened.
    expect(running).not.toHaveProperty('message');
  });

  it('recognises a restore by its source and its requester', () => {
    const events = eventsOf([`${run('b')}-create-1`, 'CREATE_IN_PROGRESS']);
    expect(
      operationsOfEvents(events, {
        restoredFrom: 'resource:default/goal-mandala-prd',
        createdBy: 'user:default/ann',
      }),
    ).toMatchObject([
      {
        kind: 'restore',
        status: 'running',
        by: 'user:default/ann',
        message: {
          text: 'From resource:default/goal-mandala-prd',
        },
      },
    ]);
  });

  it('names the resource that failed first in a rolled-back update', () => {
    const events = eventsOf(
      ['theirs', 'UPDATE_IN_PROGRESS'],
      ['theirs', 'UPDATE_FAILED', 'Cluster', 'Too few ACU'],
      ['theirs', 'UPDATE_FAILED', 'Writer', 'Resource update cancelled'],
      ['theirs', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['theirs', 'UPDATE_ROLLBACK_COMPLETE'],
    );
    expect(operationsOfEvents(events, {})).toMatchObject([
      {
        kind: 'deploy',
        status: 'failed',
        message: { text: 'Cluster (AWS::RDS::DBCluster): Too few ACU' },
      },
    ]);
  });

  it.each([
    ['says so', [['CREATE_FAILED']]],
    ['does not say so', []],
  ] as const)(
    'reports a failed and deleted creation as a failure, if CloudFormation %s',
    (_, said) => {
      const token = `${run('c')}-create-1`;
      const events = eventsOf(
        [token, 'CREATE_IN_PROGRESS'],
        [token, 'CREATE_FAILED', 'Cluster', 'The snapshot is gone'],
        ...said.map(([status]): [string, string] => [token, status]),
        [token, 'DELETE_IN_PROGRESS'],
        [token, 'DELETE_COMPLETE'],
      );
      expect(
        operationsOfEvents(events, { restoredFrom: 'resource:default/a-prd' }),
      ).toMatchObject([
        {
          kind: 'restore',
          status: 'failed',
          endedAt: expect.any(String),
          message: {
            text: 'Cluster (AWS::RDS::DBCluster): The snapshot is gone',
          },
        },
      ]);
    },
  );

  it('combines preparation and deletion into one operation', () => {
    const token = run('d');
    const events = eventsOf(
      [`${token}-update-1`, 'UPDATE_IN_PROGRESS'],
      [`${token}-update-1`, 'UPDATE_COMPLETE'],
      [`${token}-delete-2`, 'DELETE_IN_PROGRESS'],
    );
    expect(operationsOfEvents(events, {})).toMatchObject([
      { kind: 'delete', status: 'running' },
    ]);
  });

  it('separates the operations of different runs', () => {
    const events = eventsOf(
      [`${run('e')}-update-1`, 'UPDATE_IN_PROGRESS'],
      [`${run('e')}-update-1`, 'UPDATE_COMPLETE'],
      ['Console-UpdateStack-1', 'UPDATE_IN_PROGRESS'],
    );
    expect(operationsOfEvents(events, {}).map(({ status }) => status)).toEqual([
      'succeeded',
      'running',
    ]);
  });
});
