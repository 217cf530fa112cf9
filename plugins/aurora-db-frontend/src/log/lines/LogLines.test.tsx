import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderOnEntityPage } from '../../testing/renderOnEntityPage';
import { testLine } from '../../testing/testLog';
import DatabaseLog from '../DatabaseLog';

/** The lines. react-aria announces in other elements with this role. */
const findLog = () => screen.findByRole('log', { name: 'Lines of the log' });

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

/** The log gets a line with each reading. Fake timers, so that following takes no time. */
async function follow() {
  const written: string[] = [];
  const { api } = renderOnEntityPage(<DatabaseLog />, {
    address: '/?kind=all&range=15m',
    api: {
      getLog: async (_, { from, to }) => {
        written.push(new Date().toISOString());
        return {
          items: written.flatMap((at, index) =>
            at >= from && at <= to
              ? [testLine({ id: at, at, text: `line number ${index + 1}` })]
              : [],
          ),
        };
      },
    },
  });
  const log = await findLog();
  const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  await user.click(screen.getByRole('switch', { name: 'Follow' }));
  const calls = () => api.getLog.mock.calls.length;
  const wait = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
  return { api, log, calls, wait, user };
}

function setVisibility(state: 'visible' | 'hidden') {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** jsdom has no layout, so the test says how far the log is scrolled. */
function scroll(log: HTMLElement, scrollTop: number) {
  for (const [name, value] of Object.entries({
    scrollHeight: 1_000,
    clientHeight: 300,
  })) {
    Object.defineProperty(log, name, { configurable: true, value });
  }
  fireEvent.scroll(log, { target: { scrollTop } });
}

describe('LogLines', () => {
  beforeEach(() => {
    localStorage.clear();
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('follows the log: new lines appear once, and each is read from shortly before the last reading on', async () => {
    const { api, log, calls, wait } = await follow();
    const before = calls();
    await wait(5_100);
    await waitFor(() => expect(calls()).toBe(before + 1));
    await wait(5_100);
    await waitFor(() => expect(calls()).toBe(before + 2));
    expect(log.textContent?.match(/line number 1(?!\d)/g)).toHaveLength(1);
    expect(log).toHaveTextContent(`line number ${before + 2}`);
    const [last, newest] = api.getLog.mock.calls
      .slice(-2)
      .map(([, query]) => query);
    expect(newest && last && newest.from < last.to).toBe(true);
  });

  it('reads nothing while it is not followed', async () => {
    const { calls, wait, user } = await follow();
    await user.click(screen.getByRole('switch', { name: 'Follow' }));
    const before = calls();
    await wait(60_000);
    expect(calls()).toBe(before);
  });

  it('pauses while the browser tab is hidden', async () => {
    const { calls, wait } = await follow();
    setVisibility('hidden');
    const before = calls();
    await wait(60_000);
    expect(calls()).toBe(before);
    expect(screen.getByText(/Paused while this browser tab/)).toBeVisible();
    setVisibility('visible');
    await wait(5_100);
    await waitFor(() => expect(calls()).toBe(before + 1));
  });

  it('pauses when the user scrolls up, until the user goes to the newest line', async () => {
    const { log, calls, wait, user } = await follow();
    scroll(log, 700);
    scroll(log, 200);
    const before = calls();
    await wait(60_000);
    expect(calls()).toBe(before);
    expect(screen.getByText(/Paused because you scrolled up/)).toBeVisible();
    await user.click(
      screen.getByRole('button', { name: 'Go to the newest line' }),
    );
    await wait(5_100);
    await waitFor(() => expect(calls()).toBe(before + 1));
  });

  it('stops when a reading fails, and goes on after a retry', async () => {
    const { api, calls, wait, user } = await follow();
    api.getLog.mockRejectedValueOnce(new Error('the network is down'));
    await wait(5_100);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the network is down',
    );
    const before = calls();
    await wait(60_000);
    expect(calls()).toBe(before);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(calls()).toBe(before + 1));
    await wait(5_100);
    await waitFor(() => expect(calls()).toBe(before + 2));
  });
});
