import {
  createMessage,
  type HealthReason,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen, within } from '@testing-library/react';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testHealth } from '../testing/testData';
import { HealthCard } from './HealthCard';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const cpu = createMessage('health.cpu', {
  current: 95,
  severity: 'critical',
  threshold: 90,
});

function render(reason: HealthReason, language = 'en') {
  renderOnEntityPage(<HealthCard />, {
    language,
    api: {
      getHealth: async () =>
        testHealth({ severity: 'critical', reasons: [reason] }),
    },
  });
}
const problem = async (name = 'Problems') =>
  within(await screen.findByRole('list', { name })).getByRole('listitem');

describe('HealthReasons', () => {
  beforeEach(() => localStorage.clear());

  it('shows what causes a problem in a second line, with the statement as code', async () => {
    const statement = 'SELECT * FROM orders WHERE total < ? && note = ?';
    render({
      ...cpu,
      cause: createMessage('cause.statement', { percent: 71, statement }),
    });
    expect(await problem()).toHaveTextContent(
      `CPU 95%: critical above 90%71% of the load: ${statement}`,
    );
    expect(screen.getByText(statement).tagName).toBe('CODE');
    expect(screen.getByTitle(`71% of the load: ${statement}`)).toBeVisible();
  });

  it.each([
    [
      'a lock',
      'cause.lock',
      { sessions: 38, statement: 'UPDATE accounts SET id = ?' },
    ],
    ['a wait', 'cause.wait', { percent: 60, wait: 'IO:DataFileRead' }],
    ['idle connections', 'cause.idle', { idle: 900, connections: 950 }],
  ] as const)('shows %s as the cause', async (_, code, params) => {
    const cause = createMessage(code, params);
    render({ ...cpu, cause });
    expect(await problem()).toHaveTextContent(cause.text);
  });

  it.each([
    'SELECT {{wait}} FROM t',
    'SELECT $t(card.retry) FROM t',
    'SELECT "a" <> $1',
  ])('shows the statement %s as it is, in Japanese', async statement => {
    render(
      {
        ...cpu,
        cause: createMessage('cause.statement', { percent: 1, statement }),
      },
      'ja',
    );
    expect(await problem('問題')).toHaveTextContent(`負荷の 1%: ${statement}`);
    expect(screen.getByText(statement).tagName).toBe('CODE');
  });

  it('gives each of two causes a line', async () => {
    const statement = 'UPDATE accounts SET id = ?';
    const lock = createMessage('cause.lock', { sessions: 11, statement });
    const idle = createMessage('cause.idle', { idle: 300, connections: 314 });
    render({
      ...cpu,
      cause: createMessage('cause.both', { first: lock, second: idle }),
    });
    expect(
      within(await problem())
        .getAllByRole('paragraph')
        .map(({ textContent }) => textContent),
    ).toEqual([lock.text, idle.text]);
    expect(screen.getByText(statement).tagName).toBe('CODE');
  });

  it('shows the statement of the cause on an instance as code', async () => {
    const statement = 'SELECT * FROM orders';
    render({
      ...cpu,
      cause: createMessage('cause.onInstance', {
        instance: 'reader',
        cause: createMessage('cause.statement', { percent: 71, statement }),
      }),
    });
    expect(await problem()).toHaveTextContent(
      `On reader: 71% of the load: ${statement}`,
    );
    expect(screen.getByText(statement).tagName).toBe('CODE');
  });
});
