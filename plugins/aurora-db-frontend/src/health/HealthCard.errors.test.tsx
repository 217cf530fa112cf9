import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { emptyMetrics, testCluster, testHealth } from '../testing/testData';
import { HealthCard } from './HealthCard';

function renderCard(api: Partial<AuroraDbApi> = {}, language = 'en') {
  return renderOnEntityPage(<HealthCard />, { api, language }).api;
}

/** The text beside a term, e.g. a metric's value beside its name. */
const valueOf = async (term: string) =>
  (await screen.findByText(term)).closest('div')?.textContent;

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);
describe('HealthCard without current data', () => {
  // The app keeps the language that was used there.
  beforeEach(() => localStorage.clear());

  it('marks data that the backend could not renew as stale', async () => {
    renderCard({ getHealth: async () => testHealth({ stale: true }) });
    expect(await screen.findByText('Stale')).toBeVisible();
  });

  it('says which permission is missing', async () => {
    renderCard({
      getCluster: async () => {
        throw await refusal(403, 'NotAllowedError', 'denied');
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You may not see this database');
    expect(alert).toHaveTextContent('aurora-db.cluster.read');
    expect(screen.queryByText('ACU')).not.toBeInTheDocument();
  });

  it('says that there is no such database', async () => {
    renderCard({
      getCluster: async () => {
        throw await refusal(404, 'NotFoundError', 'unknown');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This database does not exist',
    );
  });

  it('does not mark data as stale that was never read', async () => {
    renderCard({
      getCluster: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
      },
      getHealth: async () =>
        testHealth({ severity: 'unknown', metrics: emptyMetrics }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The health of the database could not be read.*AWS is away/,
    );
    expect(screen.queryByText('Stale')).not.toBeInTheDocument();
  });

  it('says once, in Japanese, why AWS returned nothing', async () => {
    renderCard(
      {
        getCluster: async () => {
          throw await refusal(503, 'ServiceUnavailableError', 'refused by AWS');
        },
        getHealth: async () =>
          testHealth({
            status: 'unknown',
            severity: 'unknown',
            metrics: emptyMetrics,
            reasons: [
              {
                code: 'health.credentials',
                params: { accountId: '444444444444', reason: 'expired' },
                text: 'as the backend says it',
              },
            ],
          }),
      },
      'ja',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /取得できませんでした.*アカウント 444444444444 の認証情報が AWS に拒否されました/,
    );
    expect(screen.getAllByText(/認証情報/)).toHaveLength(1);
    expect(screen.queryByText(/refused by AWS/)).not.toBeInTheDocument();
    expect(screen.getByText('不明')).toBeVisible();
  });

  it('says in Japanese why the backend refused, in a text that English cards do not load', async () => {
    const silent = createMessage('error.awsSilent', {
      seconds: 8,
      accountId: '444444444444',
      environment: 'prod',
      region: 'ap-northeast-1',
    });
    const refuse = async () => {
      throw await refusal(503, 'ServiceUnavailableError', 'silent', [silent]);
    };
    renderCard({ getCluster: refuse, getHealth: refuse }, 'ja');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /アカウント 444444444444 \(prod、ap-northeast-1\) で AWS が 8 秒間応答していません/,
    );
  });

  it('shows why nothing could be read, and tries again on request', async () => {
    const down = async () => {
      throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
    };
    const api = renderCard({ getCluster: down, getHealth: down });
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away');

    api.getCluster.mockResolvedValue(testCluster());
    api.getHealth.mockResolvedValue(testHealth());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await valueOf('ACU')).toContain('6.5');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('keeps the older data when a refresh fails, and says so', async () => {
    const api = renderCard();
    expect(await valueOf('ACU')).toContain('6.5');
    api.getHealth.mockRejectedValue(new Error('the network is down'));
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The refresh failed.*the network is down/,
    );
    expect(screen.getByText('Stale')).toBeVisible();
    expect(await valueOf('ACU')).toContain('6.5');
  });

  it('shows health if only the cluster could not be read', async () => {
    renderCard({
      getCluster: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'RDS is away');
      },
    });
    expect(await valueOf('ACU')).toContain('6.5');
    expect(screen.getByRole('alert')).toHaveTextContent('RDS is away');
  });
});
