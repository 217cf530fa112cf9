import type { HealthRange } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ResponseError } from '@backstage/errors';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { fakeAuroraDbApi } from '../testing/fakeAuroraDbApi';
import { testCluster, testHealth } from '../testing/testData';
import { useDatabaseHealth } from './useDatabaseHealth';

const entityRef = 'resource:default/goal-mandala-prd';

/** A cluster without a restorable time is polled until its first backup is complete. */
const restorable = {
  retentionDays: 30,
  window: '18:00-19:00',
  earliestRestorableTime: '2026-11-01T00:00:00.000Z',
  latestRestorableTime: '2026-11-23T02:31:05.000Z',
};

function setHidden(hidden: boolean) {
  jest
    .spyOn(document, 'visibilityState', 'get')
    .mockReturnValue(hidden ? 'hidden' : 'visible');
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** From ten seconds past until every browser tab has read in the next minute, in milliseconds. */
const untilNextLook = 70_500;

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

interface Shown {
  entityRef: string;
  range?: HealthRange;
}

const initial: Shown = { entityRef };

async function renderDatabaseHealth(
  status = 'available',
  healthStatus = status,
) {
  const api = fakeAuroraDbApi({
    getCluster: async () => testCluster({ status, backup: restorable }),
    getHealth: async () => testHealth({ status: healthStatus }),
  });
  const show = () =>
    renderHook(
      (shown: Shown) => useDatabaseHealth(shown.entityRef, shown.range),
      {
        initialProps: initial,
        wrapper: ({ children }: PropsWithChildren) => (
          <TestApiProvider apis={[[auroraDbApiRef, api]]}>
            {children}
          </TestApiProvider>
        ),
      },
    );
  const rendered = show();
  await pass(0);
  return { api, renderAnother: show, ...rendered };
}

describe('useDatabaseHealth', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2026, 10, 23, 12, 0, 10) });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('reads again once a minute, shortly after the full minute', async () => {
    const { api } = await renderDatabaseHealth();
    expect(api.getHealth).toHaveBeenCalledTimes(1);
    await pass(54_000);
    expect(api.getHealth).toHaveBeenCalledTimes(1);
    await pass(16_500);
    expect(api.getHealth).toHaveBeenCalledTimes(2);
    expect(api.getCluster).toHaveBeenCalledTimes(2);
    await pass(60_000);
    expect(api.getHealth).toHaveBeenCalledTimes(3);
  });

  it('reads every five seconds while the cluster is being created', async () => {
    const { api } = await renderDatabaseHealth('creating');
    await pass(15_000);
    expect(api.getHealth).toHaveBeenCalledTimes(4);
  });

  it.each(['backing-up', 'failing-over', 'deleting', 'modifying'])(
    'reads every five seconds while a cluster is %s',
    async status => {
      const { api } = await renderDatabaseHealth(status);
      await pass(5_000);
      expect(api.getHealth).toHaveBeenCalledTimes(2);
    },
  );

  it.each(['available', 'stopped', 'paused', 'failed'])(
    'reads once a minute while a cluster is %s',
    async status => {
      const { api } = await renderDatabaseHealth(status);
      await pass(54_000);
      expect(api.getHealth).toHaveBeenCalledTimes(1);
      expect(api.getCluster).toHaveBeenCalledTimes(1);
    },
  );

  it.each([
    ['modifying', 'available'],
    ['available', 'modifying'],
  ])(
    'polls both if the cluster is %s and its health says %s',
    async (status, healthStatus) => {
      const { api } = await renderDatabaseHealth(status, healthStatus);
      await pass(5_000);
      expect(api.getHealth).toHaveBeenCalledTimes(2);
      expect(api.getCluster).toHaveBeenCalledTimes(2);
    },
  );

  it('shares one reading among all components that show the same database', async () => {
    const { api, renderAnother } = await renderDatabaseHealth();
    renderAnother();
    await pass(untilNextLook);
    expect(api.getHealth).toHaveBeenCalledTimes(2);
    expect(api.getCluster).toHaveBeenCalledTimes(2);
  });

  it('reads nothing in a tab that opens hidden, until it is shown', async () => {
    setHidden(true);
    const { api } = await renderDatabaseHealth();
    await pass(10 * 60_000);
    expect(api.getHealth).not.toHaveBeenCalled();
    setHidden(false);
    await pass(0);
    expect(api.getHealth).toHaveBeenCalledTimes(1);
    expect(api.getCluster).toHaveBeenCalledTimes(1);
  });

  it('reads nothing while the tab is hidden, and at once when it is shown', async () => {
    const { api } = await renderDatabaseHealth();
    setHidden(true);
    await pass(10 * 60_000);
    expect(api.getHealth).toHaveBeenCalledTimes(1);
    setHidden(false);
    await pass(0);
    expect(api.getHealth).toHaveBeenCalledTimes(2);
  });

  it('stops reading and aborts the running request when the card is unmounted', async () => {
    const { api, unmount } = await renderDatabaseHealth();
    const signals: AbortSignal[] = [];
    api.getHealth.mockImplementation((_entityRef, _range, options) => {
      signals.push(...(options?.signal ? [options.signal] : []));
      return new Promise(() => {});
    });
    await pass(untilNextLook);
    unmount();
    await pass(10 * 60_000);
    expect(api.getHealth).toHaveBeenCalledTimes(2);
    expect(signals.map(signal => signal.aborted)).toEqual([true]);
  });

  it('does not abort a request that another component waits for', async () => {
    const { api, renderAnother, unmount } = await renderDatabaseHealth();
    const signals: AbortSignal[] = [];
    api.getHealth.mockImplementation((_entityRef, _range, options) => {
      signals.push(...(options?.signal ? [options.signal] : []));
      return new Promise(() => {});
    });
    renderAnother();
    await pass(untilNextLook);
    unmount();
    await pass(60_000);
    expect(signals.map(signal => signal.aborted)).toEqual([false]);
  });

  it('keeps the older data while another range is read, but not that of another database', async () => {
    const { api, result, rerender } = await renderDatabaseHealth();
    api.getHealth.mockReturnValue(new Promise(() => {}));
    api.getCluster.mockReturnValue(new Promise(() => {}));
    rerender({ entityRef, range: '24h' });
    await pass(100);
    expect(api.getHealth).toHaveBeenLastCalledWith(
      entityRef,
      '24h',
      expect.anything(),
    );
    expect(result.current.isLoading).toBe(true);
    expect(result.current.health?.metrics.acu.current).toBe(6.5);
    rerender({ entityRef: 'resource:default/other-prd' });
    await pass(100);
    expect(result.current.cluster).toBeUndefined();
    expect(result.current.health).toBeUndefined();
  });

  it('reads once a minute during a long failure', async () => {
    const { api, result } = await renderDatabaseHealth();
    api.getHealth.mockRejectedValue(new Error('down'));
    await pass(untilNextLook);
    expect(api.getHealth).toHaveBeenCalledTimes(2);
    await pass(20 * 60_000);
    expect(api.getHealth).toHaveBeenCalledTimes(22);
    expect(result.current.error?.message).toBe('down');
  });

  it('continues to read after a failure, and keeps the older data', async () => {
    const { api, result } = await renderDatabaseHealth();
    api.getHealth.mockRejectedValueOnce(new Error('down'));
    await pass(untilNextLook);
    expect(result.current.error?.message).toBe('down');
    expect(result.current.health?.metrics.acu.current).toBe(6.5);
    await pass(60_000);
    expect(result.current.error).toBeUndefined();
  });

  it('drops the older data when the user loses the permission', async () => {
    const { api, result } = await renderDatabaseHealth();
    const denied = await ResponseError.fromResponse(
      new Response('{}', { status: 403 }),
    );
    api.getCluster.mockRejectedValue(denied);
    act(() => result.current.refresh());
    await pass(100);
    expect(result.current.error).toBe(denied);
    expect(result.current.cluster).toBeUndefined();
    expect(result.current.health).toBeUndefined();
  });
});
