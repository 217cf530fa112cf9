import { mockServices } from '@backstage/backend-test-utils';
import { audited } from './audited';
import { measuredAuditor } from './measuredAuditor';

describe('measuredAuditor', () => {
  it('counts each write by its outcome, and makes its auditor event', async () => {
    const event = { success: jest.fn(), fail: jest.fn() };
    const operationEnded = jest.fn();
    const auditor = measuredAuditor(
      mockServices.auditor.mock({ createEvent: async () => event }),
      { operationEnded },
    );
    await audited(auditor, 'database-deploy', {}, async () => {});
    await expect(
      audited(auditor, 'snapshot-create', {}, () =>
        Promise.reject(new Error('no')),
      ),
    ).rejects.toThrow('no');
    expect(operationEnded.mock.calls).toEqual([
      ['database-deploy', 'success'],
      ['snapshot-create', 'failure'],
    ]);
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(event.fail).toHaveBeenCalledTimes(1);
  });
});
