import type { Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { SnapshotsCard } from '../snapshots/SnapshotsCard';
import { renderOnEntityPage } from './renderOnEntityPage';
import { testCluster, testSnapshot } from './testData';

const backup = {
  retentionDays: 30,
  window: '18:00-19:00',
  earliestRestorableTime: '2026-11-23T01:31:05.000Z',
  latestRestorableTime: '2026-11-23T02:31:05.000Z',
};

/** Opens the dialog from the card's footer or from a snapshot's row. */
export async function openRestoreDialog(
  api: Partial<AuroraDbApi> = {},
  from: string | RegExp = 'Restore…',
  language = 'en',
  entity?: Entity,
  catalogApi?: CatalogApi,
) {
  const rendered = renderOnEntityPage(<SnapshotsCard />, {
    language,
    entity,
    catalogApi,
    api: {
      getCluster: async () => testCluster({ backup }),
      getSnapshots: async () => ({
        items: [
          testSnapshot({ id: 'still-creating', status: 'creating' }),
          testSnapshot(),
        ],
        quota: { used: 2, limit: 100 },
      }),
      ...api,
    },
  });
  const user = userEvent.setup();
  const opener = await screen.findByRole('button', { name: from });
  await waitFor(() => expect(opener).toBeEnabled());
  await user.click(opener);
  const dialog = within(await screen.findByRole('dialog'));
  const press = async (name: string) => {
    const button = await dialog.findByRole('button', { name });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
  };
  return { ...rendered, user, dialog, press, opener };
}
