import type { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, screen, waitFor } from '@testing-library/react';
import { expectNoViolations } from '../testing/expectNoViolations';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testEntity } from '../testing/testData';
import { DependencyHealthCards } from './DependencyHealthCards';
import { mayDependOnDatabase } from './resourceDependencies';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const component = (...dependencies: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'goal-mandala-api', namespace: 'default' },
  relations: dependencies.map(targetRef => ({ type: 'dependsOn', targetRef })),
});
const bucket: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'pictures', namespace: 'default' },
};

describe('the card of a component', () => {
  it.each([
    [true, component('resource:default/goal-mandala-prd')],
    [false, component('component:default/other')],
    [false, component()],
    [false, testEntity],
  ])('is shown (%s) if a component depends on a resource', (is, entity) => {
    expect(mayDependOnDatabase(entity)).toBe(is);
  });

  it('shows the health of the database that it depends on, with a link to it', async () => {
    const { api } = renderOnEntityPage(<DependencyHealthCards />, {
      entity: component(
        'resource:default/pictures',
        'resource:default/goal-mandala-prd',
      ),
      catalogApi: catalogApiMock({ entities: [testEntity, bucket] }),
    });
    expect(await screen.findByText('6.5')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'goal-mandala-prd' }),
    ).toHaveAttribute('href', '/catalog/default/resource/goal-mandala-prd');
    expect(api.getHealth.mock.lastCall?.[0]).toBe(
      'resource:default/goal-mandala-prd',
    );
    expect(
      screen.queryByRole('button', { name: 'Take snapshot' }),
    ).not.toBeInTheDocument();
    await expectNoViolations();
  });

  it('shows nothing if no resource is a database', async () => {
    const catalogApi = catalogApiMock({ entities: [testEntity, bucket] });
    const asked = jest.spyOn(catalogApi, 'getEntitiesByRefs');
    const { api } = renderOnEntityPage(<DependencyHealthCards />, {
      entity: component('resource:default/pictures'),
      catalogApi,
    });
    await waitFor(() => expect(asked).toHaveBeenCalled());
    await act(() => asked.mock.results[0]?.value);
    expect(screen.queryByText(/Aurora database/)).not.toBeInTheDocument();
    expect(api.getHealth).not.toHaveBeenCalled();
  });

  it('says that the catalog could not be read', async () => {
    const catalogApi = catalogApiMock();
    jest
      .spyOn(catalogApi, 'getEntitiesByRefs')
      .mockRejectedValue(new Error('The catalog is away'));
    renderOnEntityPage(<DependencyHealthCards />, {
      entity: component('resource:default/goal-mandala-prd'),
      catalogApi,
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /could not be read.*The catalog is away/,
    );
  });
});
