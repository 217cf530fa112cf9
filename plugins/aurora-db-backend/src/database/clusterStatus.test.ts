import { clusterStatus } from './clusterStatus';

describe('the status of a database', () => {
  it.each([
    ['CREATE_IN_PROGRESS', undefined, 'creating'],
    ['CREATE_IN_PROGRESS', 'available', 'creating'],
    ['CREATE_COMPLETE', 'available', 'available'],
    ['UPDATE_IN_PROGRESS', 'modifying', 'modifying'],
    ['UPDATE_ROLLBACK_FAILED', 'available', 'available'],
    ['UPDATE_COMPLETE', 'stopped', 'stopped'],
    ['UPDATE_COMPLETE', undefined, 'missing'],
    ['CREATE_FAILED', 'available', 'failed'],
    ['ROLLBACK_IN_PROGRESS', 'deleting', 'failed'],
    ['ROLLBACK_FAILED', undefined, 'failed'],
    ['DELETE_IN_PROGRESS', 'deleting', 'deleting'],
    ['DELETE_IN_PROGRESS', undefined, 'deleting'],
    ['DELETE_FAILED', 'available', 'available'],
  ])(
    'with the stack in %s and the RDS status %s is %s',
    (stack, rds, status) => {
      expect(clusterStatus(stack, rds)).toBe(status);
    },
  );
});
