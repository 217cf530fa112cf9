import { screen } from '@testing-library/react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { ReactElement } from 'react';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testGuest } from '../testing/testData';
import { CatalogLink } from './CatalogLink';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

function renderLinks(links: ReactElement) {
  const catalogApi = catalogApiMock({ entities: [testGuest] });
  const lookUp = jest.spyOn(catalogApi, 'getEntitiesByRefs');
  renderOnEntityPage(links, { catalogApi });
  return lookUp;
}

describe('CatalogLink', () => {
  it('links to an entity of the catalog, and shows the name of another', async () => {
    renderLinks(
      <>
        <CatalogLink entityRef="user:default/guest" />
        <CatalogLink entityRef="group:default/payments" />
      </>,
    );
    expect(await screen.findByRole('link', { name: 'guest' })).toHaveAttribute(
      'href',
      '/catalog/default/user/guest',
    );
    expect(screen.getByText('payments')).toBeVisible();
    expect(
      screen.queryByRole('link', { name: 'payments' }),
    ).not.toBeInTheDocument();
  });

  it('looks up all entities of a page in one request', async () => {
    const lookUp = renderLinks(
      <>
        <CatalogLink entityRef="user:default/guest" />
        <CatalogLink entityRef="group:default/payments" />
        <CatalogLink entityRef="user:default/guest" />
      </>,
    );
    await screen.findAllByRole('link', { name: 'guest' });
    expect(lookUp.mock.calls.map(([{ entityRefs }]) => entityRefs)).toEqual([
      ['user:default/guest', 'group:default/payments'],
    ]);
  });

  it('shows the name if the catalog does not answer', async () => {
    const catalogApi = catalogApiMock();
    const lookUp = jest
      .spyOn(catalogApi, 'getEntitiesByRefs')
      .mockRejectedValue(new Error('the network is down'));
    renderOnEntityPage(<CatalogLink entityRef="user:default/guest" />, {
      catalogApi,
    });
    expect(await screen.findByText('guest')).toBeVisible();
    expect(lookUp).toHaveBeenCalled();
    expect(screen.queryByRole('link', { name: 'guest' })).toBeNull();
  });

  it('looks again for an entity that is about to appear', async () => {
    // What waits under fake timers advances them.
    jest.useFakeTimers();
    try {
      const catalogApi = catalogApiMock();
      const found = { items: [testGuest] };
      jest
        .spyOn(catalogApi, 'getEntitiesByRefs')
        .mockResolvedValueOnce({ items: [undefined] })
        .mockResolvedValue(found);
      renderOnEntityPage(
        <CatalogLink entityRef="user:default/guest" isAwaited />,
        { catalogApi },
      );
      expect(
        await screen.findByRole('link', { name: 'guest' }, { timeout: 20_000 }),
      ).toBeVisible();
    } finally {
      jest.useRealTimers();
    }
  });
});
