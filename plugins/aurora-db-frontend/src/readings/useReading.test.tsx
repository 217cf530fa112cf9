import type { DatabaseOperation } from '@aurora-db/backstage-plugin-aurora-db-common';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { fakeAuroraDbApi } from '../testing/fakeAuroraDbApi';
import { refusal } from '../testing/refusal';
import { testRestore } from '../testing/testData';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { useLoad } from '../insight/useLoad';
import { useOperations } from './useOperations';

const entityRef = 'resource:default/goal-mandala-prd';
const ended = testRestore({ status: 'succeeded' });

const secondInMs = 1_000;

/** Lets time pass and lets React render. */
async function pass(ms: number) {
  for (let left = ms; left > secondInMs; left -= secondInMs) {
    await act(() => jest.advanceTimersByTimeAsync(secondInMs));
  }
  await act(() => jest.advanceTimersByTimeAsync(ms % secondInMs || secondInMs));
}

const settle = () => act(() => jest.advanceTimersByTimeAsync(0));

function setVisibility(state: DocumentVisibilityState) {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

async function renderOperations(operations: DatabaseOperation[], readers = 1) {
  const api = fakeAuroraDbApi({ getOperations: async () => operations });
  const wrapper = ({ children }: PropsWithChildren) => (
    <TestApiProvider apis={[[auroraDbApiRef, api]]}>{children}</TestApiProvider>
  );
  const rendered = Array.from({ length: readers }, () =>
    renderHook(() => useOperations(entityRef), { wrapper }),
  );
  await settle();
  const [first] = rendered;
  if (!first) {
    throw new Error('No component reads');
  }
  return { api, wrapper, reads: api.getOperations, ...first };
}

describe('useReading', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2026, 10, 23, 12, 0, 10) });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('reads every four seconds while something moves', async () => {
    const { reads } = await renderOperations([testRestore()]);
    await pass(12_500);
    expect(reads).toHaveBeenCalledTimes(4);
  });

  it('does not read again if nothing moves', async () => {
    const { reads } = await renderOperations([ended]);
    await pass(10 * 60_000);
    expect(reads).toHaveBeenCalledTimes(1);
  });

  it('reads once for all components that read the same', async () => {
    const { reads } = await renderOperations([testRestore()], 3);
    await pass(12_500);
    expect(reads).toHaveBeenCalledTimes(4);
  });

  it('reads again if the page is left and opened again at once', async () => {
    const { reads, unmount, wrapper } = await renderOperations([ended]);
    await pass(1_000);
    unmount();
    await pass(1_000);
    reads.mockResolvedValue([]);
    const { result } = renderHook(() => useOperations(entityRef), { wrapper });
    await pass(1_000);
    expect(result.current.value).toEqual([]);
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it('keeps its interval while the component is rendered for other reasons', async () => {
    const { reads, rerender } = await renderOperations([testRestore()]);
    for (let second = 0; second < 12; second++) {
      await pass(1_050);
      rerender();
    }
    expect(reads).toHaveBeenCalledTimes(4);
  });

  it('reads nothing in a hidden tab, and at once when it is shown', async () => {
    const { reads } = await renderOperations([testRestore()]);
    setVisibility('hidden');
    await pass(60_000);
    expect(reads).toHaveBeenCalledTimes(1);
    setVisibility('visible');
    await pass(100);
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it('reads at once after a change, and polls for half a minute', async () => {
    const { reads, result } = await renderOperations([ended]);
    await pass(10_000);
    act(() => result.current.follow());
    await settle();
    expect(reads).toHaveBeenCalledTimes(2);
    await pass(10 * 60_000);
    expect(reads).toHaveBeenCalledTimes(10);
  });

  it('keeps the older value when a reading fails, and tries again', async () => {
    const { reads, result } = await renderOperations([ended]);
    reads.mockRejectedValueOnce(new Error('down'));
    act(() => result.current.refresh());
    await settle();
    expect(result.current.error?.message).toBe('down');
    expect(result.current.value).toEqual([ended]);
    await pass(60_000);
    expect(result.current.error).toBeUndefined();
  });

  it('drops the older value and stops reading when the user lacks the permission', async () => {
    const { reads, result } = await renderOperations([ended]);
    reads.mockRejectedValue(await refusal(403, 'NotAllowedError', 'denied'));
    act(() => result.current.refresh());
    await settle();
    expect(result.current.value).toBeUndefined();
    await pass(10 * 60_000);
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it('ends at a refusal, although it polls, if it is to', async () => {
    const api = fakeAuroraDbApi();
    api.getLoad.mockRejectedValue(
      await refusal(403, 'NotAllowedError', 'denied'),
    );
    const { result } = renderHook(() => useLoad(entityRef, '1h'), {
      wrapper: ({ children }: PropsWithChildren) => (
        <TestApiProvider apis={[[auroraDbApiRef, api]]}>
          {children}
        </TestApiProvider>
      ),
    });
    await settle();
    expect(result.current.error?.message).toContain('403');
    await pass(10 * 60_000);
    expect(api.getLoad).toHaveBeenCalledTimes(1);
  });
});
