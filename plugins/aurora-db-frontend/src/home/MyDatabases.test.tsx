import { identityApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import homePlugin from '@backstage/plugin-home/alpha';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import auroraDbPlugin from '..';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { fakeAuroraDbApi } from '../testing/fakeAuroraDbApi';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testSummary } from '../testing/testData';
import { MyDatabases } from './MyDatabases';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const databases = [
  testSummary({ entityRef: 'resource:default/alpha-dev', environment: 'dev' }),
  testSummary({
    entityRef: 'resource:default/beta-prd',
    severity: 'critical',
    owner: 'guests',
  }),
  testSummary({
    entityRef: 'resource:default/gamma-prd',
    owner: 'group:default/payments',
  }),
];

/** Adds the widget to Backstage's home page, as a member of the group `guests`. */
async function renderHome() {
  renderTestApp({
    features: [homePlugin, auroraDbPlugin],
    apis: [
      [
        auroraDbApiRef,
        fakeAuroraDbApi({
          getDatabases: async () => ({ items: databases, unavailable: [] }),
        }),
      ],
      [catalogApiRef, catalogApiMock()],
      [
        identityApiRef,
        {
          getBackstageIdentity: async () => ({
            type: 'user' as const,
            userEntityRef: 'user:default/guest',
            ownershipEntityRefs: ['user:default/guest', 'group:default/guests'],
          }),
          getProfileInfo: async () => ({}),
          getCredentials: async () => ({}),
          signOut: async () => {},
        },
      ],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/home'],
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Add widget' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(await dialog.findByText('My databases'));
}

describe('MyDatabases', () => {
  beforeEach(() => localStorage.clear());

  it('shows the databases of the user’s groups on the home page, the worst first', async () => {
    await renderHome();
    const list = await screen.findByRole('list', { name: 'My databases' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['Criticalbeta-prdprod', 'OKalpha-devdev']);
    expect(screen.getByRole('link', { name: 'All databases' })).toHaveAttribute(
      'href',
      '/databases',
    );
  });

  it('says that the user’s groups own none', async () => {
    renderOnEntityPage(<MyDatabases />);
    expect(
      await screen.findByText('You and your groups own no database.'),
    ).toBeVisible();
  });

  it('says why they could not be read', async () => {
    renderOnEntityPage(<MyDatabases />, {
      api: {
        getDatabases: async () => {
          throw await refusal(403, 'NotAllowedError', 'denied');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'aurora-db.cluster.read',
    );
  });
});
