import type { Entity } from '@backstage/catalog-model';
import { toastApiRef } from '@backstage/frontend-plugin-api';
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
  const toast = jest.fn(() => ({ close() {} }));
  renderInTestApp(<EntityProvider entity={entity}>{card}</EntityProvider>, {
    apis: [
      [auroraDbApiRef, api],
      [catalogApiRef, catalogApi],
      [toastApiRef, { post: toast }],
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
  return { api, toast };
}
