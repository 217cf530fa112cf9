import type { Entity } from '@backstage/catalog-model';
import {
  analyticsApiRef,
  toastApiRef,
  type AnalyticsEvent,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
  type CatalogApi,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ReactElement } from 'react';
import { auroraDbApiRef, type AuroraDbApi } from '../api/auroraDbApiRef';
import { fakeAuroraDbApi } from './fakeAuroraDbApi';
import { testEntity, testGuest, testSource } from './testData';

let catalogs = 0;

/**
 * Shows a card on the page of a database.
 *
 * @param options - `denied` are names of permissions that the user lacks; `address` is the
 *   browser's, without the host
 */
export function renderOnEntityPage(
  card: ReactElement,
  options: {
    api?: Partial<AuroraDbApi>;
    language?: string;
    denied?: string[];
    entity?: Entity;
    catalogApi?: CatalogApi;
    address?: string;
  } = {},
) {
  const {
    language = 'en',
    denied = [],
    entity = testEntity,
    catalogApi = catalogApiMock({
      entities: [testEntity, testSource, testGuest],
    }),
    address = '/',
  } = options;
  const api = fakeAuroraDbApi(options.api);
  const toast = jest.fn(() => ({ close: jest.fn() }));
  // SWR tells objects apart by their properties. A test must not see what an earlier one read.
  catalogs += 1;
  Object.assign(catalogApi, { number: catalogs });
  const captureEvent = jest.fn((_event: AnalyticsEvent) => {});
  renderInTestApp(<EntityProvider entity={entity}>{card}</EntityProvider>, {
    apis: [
      [auroraDbApiRef, api],
      [catalogApiRef, catalogApi],
      [toastApiRef, { post: toast }],
      [analyticsApiRef, { captureEvent }],
      mockApis.permission({
        authorize: ({ permission }) =>
          denied.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    ],
    initialRouteEntries: [address],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    config: {
      app: {
        extensions: [
          {
            'api:app/app-language': {
              config: {
                defaultLanguage: language,
                availableLanguages: ['en', 'ja'],
              },
            },
          },
        ],
      },
    },
  });
  /** What was sent to analytics, without Backstage's own events. */
  const events = () =>
    captureEvent.mock.calls.flatMap(([{ action, subject, attributes }]) =>
      ['click', 'navigate'].includes(action)
        ? []
        : [[action, subject, attributes]],
    );
  return { api, toast, events };
}
