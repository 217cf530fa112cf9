import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { ChartCursor } from '../charts/ChartCursor';
import { expectNoViolations } from '../testing/expectNoViolations';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testEntity } from '../testing/testData';
import { testLoad, testStatement } from '../testing/testLoad';
import { TopStatements } from './TopStatements';

jest.mock('uplot', () => ({
  __esModule: true,
  default: jest.requireActual('../testing/fakeUPlot').FakeUPlot,
}));

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

function render(
  api: Partial<AuroraDbApi> = {},
  options: {
    statements?: ReturnType<typeof testStatement>[];
    denied?: string[];
    name?: string;
  } = {},
) {
  const {
    statements = testLoad().statements,
    denied,
    name = 'goal-prd',
  } = options;
  const entity = {
    ...testEntity,
    metadata: { ...testEntity.metadata, name },
  };
  return renderOnEntityPage(
    <ChartCursor>
      <TopStatements
        entityRef={stringifyEntityRef(entity)}
        range="1h"
        statements={statements}
      />
    </ChartCursor>,
    { api, denied, entity },
  ).api;
}
const rows = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    );
const open = async (number: number) =>
  userEvent.click(
    await screen.findByRole('button', {
      name: `Details of statement ${number}`,
    }),
  );
const fullText = async () => {
  const button = await screen.findByRole('button', { name: 'Full text' });
  await waitFor(() => expect(button).toBeEnabled());
  return button;
};

describe('TopStatements', () => {
  beforeEach(() => localStorage.clear());

  it('shows each statement with its share, load, rate, latency and rows', async () => {
    render();
    await screen.findByRole('table', { name: 'Top statements' });
    expect(rows()).toEqual([
      [
        'UPDATE accounts SET balance = balance - ? WHERE id = ?',
        '71%',
        expect.stringMatching(/4$/),
        expect.stringMatching(/1,235$/),
        expect.stringMatching(/3.46 ms$/),
        expect.stringMatching(/1$/),
      ],
      [
        'SELECT * FROM orders WHERE note LIKE ?',
        '25%',
        expect.stringMatching(/1.5$/),
        expect.stringMatching(/0.5$/),
        expect.stringMatching(/2,500 ms$/),
        expect.stringMatching(/—$/),
      ],
    ]);
    await expectNoViolations();
  });

  it('describes the bar of a statement by its waits', async () => {
    render();
    expect(
      await screen.findByRole('img', {
        name: '71% of the load: Lock 53%, CPU 18%',
      }),
    ).toBeVisible();
  });

  it('sorts by a column in both directions, with unknown values last', async () => {
    render();
    const column = async (name: string) =>
      screen.findByRole('columnheader', { name });
    const press = async (name: string) =>
      userEvent.click(within(await column(name)).getByRole('button'));
    expect(await column('Share of the load')).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    const first = () => rows()[0]?.[0];
    await press('Mean latency');
    expect(first()).toMatch(/^SELECT/);
    expect(await column('Mean latency')).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await press('Mean latency');
    expect(first()).toMatch(/^UPDATE/);
    for (const _ of ['descending', 'ascending']) {
      await press('Rows/call');
      expect(first()).toMatch(/^UPDATE/);
    }
    await press('Statement');
    expect(first()).toMatch(/^SELECT/);
    // A statement keeps its number.
    await open(2);
    expect(rows()[1]?.[0]).toMatch(/^SELECT/);
  });

  it('shows the first ten', async () => {
    render(
      {},
      {
        statements: Array.from({ length: 12 }, (_, index) =>
          testStatement({
            id: `${index}`,
            text: `SELECT ${index}`,
            share: 0.01,
          }),
        ),
      },
    );
    await screen.findByRole('table');
    expect(rows()).toHaveLength(10);
  });

  it('opens the load of a statement over time by keyboard, with its whole text and its waits', async () => {
    render();
    const button = await screen.findByRole('button', {
      name: 'Details of statement 1',
    });
    act(() => button.focus());
    await userEvent.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    const figure = screen.getByRole('figure', {
      name: 'Load of the statement',
    });
    expect(figure).toHaveTextContent('6 active sessions');
    const slider = within(figure).getByRole('slider', {
      name: 'Load of the statement, lowest 1, highest 6',
    });
    act(() => slider.focus());
    await userEvent.keyboard('{Home}');
    expect(figure).toHaveTextContent('1 active session');
    expect(
      within(screen.getByRole('list', { name: 'Load by wait' }))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Lock:transactionid 3', 'CPU 1']);
    await fullText();
    await expectNoViolations();
    act(() => button.focus());
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('figure')).not.toBeInTheDocument();
  });

  it('copies a statement', async () => {
    const user = userEvent.setup();
    render();
    await open(1);
    const written = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(
      await screen.findByRole('button', { name: 'Copy statement 1' }),
    );
    expect(written).toHaveBeenCalledWith(
      'UPDATE accounts SET balance = balance - ? WHERE id = ?',
    );
  });

  it('reads the full texts on request only, after a notice', async () => {
    const api = render({
      getStatementTexts: async (_, id) => ({
        id,
        items: [
          { text: "UPDATE accounts SET name = 'Ann'", load: 3 },
          { text: "UPDATE accounts SET name = 'Bob'", load: 0.5 },
        ],
      }),
    });
    await open(1);
    const button = await fullText();
    expect(button).toHaveAccessibleDescription(
      'The full text contains data. The portal records who reads it.',
    );
    expect(api.getStatementTexts).not.toHaveBeenCalled();
    await userEvent.click(button);
    const texts = await screen.findByRole('list', {
      name: 'Full texts of statement 1',
    });
    expect(
      within(texts)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      "UPDATE accounts SET name = 'Ann'3 average active sessions",
      "UPDATE accounts SET name = 'Bob'0.5 average active sessions",
    ]);
    expect(api.getStatementTexts).toHaveBeenCalledWith(
      'resource:default/goal-prd',
      'A1',
      '1h',
    );
  });

  it.each([
    ['there is none', { items: [] }, /has no full text of this statement/],
    [
      'the budget is used up',
      {
        items: [],
        unavailable: createMessage('insight.nextMinute', { seconds: 20 }),
      },
      /range follows in 20 s/,
    ],
  ])('says it if %s', async (_, texts, words) => {
    render({ getStatementTexts: async (__, id) => ({ id, ...texts }) });
    await open(1);
    await userEvent.click(await fullText());
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('says why the full text could not be read', async () => {
    render({
      getStatementTexts: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
      },
    });
    await open(1);
    await userEvent.click(await fullText());
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away');
  });

  it('disables the full text without the permission for the log', async () => {
    render({}, { denied: ['aurora-db.log.read'], name: 'no-log-prd' });
    await open(1);
    const button = await screen.findByRole('button', { name: 'Full text' });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /permission aurora-db\.log\.read/,
      ),
    );
    expect(button).toBeDisabled();
  });
});
