import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityArrivals } from './EntityArrivals';

const entityRef = 'resource:default/goal-mandala-dev';
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { namespace: 'default', name: 'goal-mandala-dev' },
};

function testWait(withinMs?: number) {
  const catalog = catalogServiceMock.mock();
  const warn = jest.fn();
  const cancel = new AbortController();
  const arrived = new EntityArrivals(catalog, withinMs).wait(
    {
      getInitiatorCredentials: async () => mockCredentials.user(),
      logger: Object.assign(Object.create(null), { warn }),
      signal: cancel.signal,
    },
    entityRef,
  );
  return { catalog, warn, cancel, arrived };
}

describe('EntityArrivals', () => {
  it('waits until the catalog shows the entity to the user of the task', async () => {
    const { catalog, warn, arrived } = testWait();
    catalog.getEntityByRef
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue(entity);
    await arrived;
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(3);
    expect(catalog.getEntityByRef).toHaveBeenCalledWith(entityRef, {
      credentials: mockCredentials.user(),
    });
    expect(warn).not.toHaveBeenCalled();
  });

  it('says so if the catalog does not show it in time', async () => {
    const { warn, arrived } = testWait(0);
    await arrived;
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining(`does not show ${entityRef} yet`)],
    ]);
  });

  it('does not fail a task whose database exists if the catalog fails', async () => {
    const { catalog, warn, arrived } = testWait();
    catalog.getEntityByRef.mockRejectedValue(new Error('no answer'));
    await arrived;
    expect(warn).toHaveBeenCalledWith(
      'The catalog could not be read: no answer',
    );
  });

  it('ends if the user cancels the task', async () => {
    const { cancel, arrived } = testWait();
    cancel.abort(new Error('cancelled'));
    await expect(arrived).rejects.toThrow('cancelled');
  });
});
