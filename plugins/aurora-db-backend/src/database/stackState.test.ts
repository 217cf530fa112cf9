import { stackState } from './stackState';

describe('stackState', () => {
  it.each([
    'CREATE_COMPLETE',
    'UPDATE_COMPLETE',
    'UPDATE_ROLLBACK_COMPLETE',
    'IMPORT_COMPLETE',
    'IMPORT_ROLLBACK_COMPLETE',
  ])('a stack in %s can be updated', status => {
    expect(stackState('s', status)).toEqual({ kind: 'updatable' });
  });

  it('a deploy can replace the remains of a plan or of an undone creation', () => {
    expect(stackState('s', 'REVIEW_IN_PROGRESS')).toEqual({ kind: 'reviewed' });
    expect(stackState('s', 'ROLLBACK_COMPLETE')).toEqual({ kind: 'undone' });
  });

  it.each([
    [
      'CREATE_IN_PROGRESS',
      'busy',
      'Stack s is being created. Wait until that operation ends, and try again',
    ],
    [
      'DELETE_IN_PROGRESS',
      'busy',
      'Stack s is being deleted. Wait until that operation ends, and try again',
    ],
    [
      'UPDATE_IN_PROGRESS',
      'busy',
      'Stack s is being updated. Wait until that operation ends, and try again',
    ],
    [
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'busy',
      'Stack s is being rolled back after a failed update. Wait until that operation ends, and try again',
    ],
    [
      'SOMETHING_NEW_IN_PROGRESS',
      'busy',
      'Stack s is in state SOMETHING_NEW_IN_PROGRESS. Wait until that operation ends, and try again',
    ],
    [
      'CREATE_FAILED',
      'stuck',
      'Stack s could not be created and was not rolled back. Delete it with aurora:database:delete and deploy again',
    ],
    [
      'ROLLBACK_FAILED',
      'stuck',
      'Stack s could not be created, and rolling back failed too. Delete it with aurora:database:delete and deploy again',
    ],
    [
      'DELETE_FAILED',
      'stuck',
      'Stack s could not be deleted completely. Look at its events, remove what blocks the deletion, and delete it with aurora:database:delete again',
    ],
    [
      'UPDATE_FAILED',
      'stuck',
      'Stack s could not be updated and was not rolled back. Roll it back in the CloudFormation console and deploy again',
    ],
    [
      'UPDATE_ROLLBACK_FAILED',
      'stuck',
      'Stack s could not be updated, and rolling back failed too. Use “Continue update rollback” in the CloudFormation console and deploy again',
    ],
    [
      'SOMETHING_NEW',
      'stuck',
      "Stack s is in state SOMETHING_NEW and can't be changed. Check it in the CloudFormation console",
    ],
  ])(
    'a stack in %s is %s, and the sentence explains what to do',
    (status, kind, reason) => {
      expect(stackState('s', status)).toMatchObject({
        kind,
        reason: { text: reason },
      });
    },
  );
});
