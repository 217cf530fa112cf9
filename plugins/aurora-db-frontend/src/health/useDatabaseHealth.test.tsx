import { ResponseError } from '@backstage/errors';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { fakeAuroraDbApi } from '../testing/fakeAuroraDbApi';
import { testCluster, testHealth } from '../testing/testData';
import { useDatabaseHealth } from './useDatabaseHealth';

const entityRef = 'resource:default/goal-mandala-prd';

function setHidden(hidden: boolean) {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** From ten past until the latest viewer has looked in the next minute, in milliseconds. */
const untilNextLook = 70_500;

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

async function renderDatabaseHealth(status = 'available') {
  const api = fakeAuroraDbApi({
    getCluster: async () => testCluster({ status }),
    getHealth: async () => testHealth({ status }),
  });
  const rendered = renderHook(() => useDatabaseHealth(entityRef), {
    wrapper: ({ children }: PropsWithChildren) => (
      <TestApiProvider apis={[[auroraDbApiRef, api]]}>
        {children}
      </TestApiProvider>
    ),
  });
  await pass(0);
  return { api, ...rendered };
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

  it('reads nothing while the tab is hidden, and at once when it is shown', async () => {
    const { api } = await renderDatabaseHealth();
    setHidden(true);
    await pass(10 * 60_000);
    expect(api.getHealth).toHaveBeenCalledTimes(1);
    setHidden(false);
    await pass(0);
    expect(api.getHealth).toHaveBeenCalledTimes(2);
  });

  it('stops reading, and aborts what is under way, when the card is gone', async () => {
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

  it('goes on reading after a failure, with what it had', async () => {
    const { api, result } = await renderDatabaseHealth();
    api.getHealth.mockRejectedValueOnce(new Error('down'));
    await pass(untilNextLook);
    expect(result.current.error?.message).toBe('down');
    expect(result.current.health?.metrics.acu.current).toBe(6.5);
    await pass(60_000);
    expect(result.current.error).toBeUndefined();
  });

  it('forgets what it had when the reader may not see it any more', async () => {
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
