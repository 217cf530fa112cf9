import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { SnapshotsCard } from '../snapshots/SnapshotsCard';
import { renderOnEntityPage } from './renderOnEntityPage';
import { testSnapshot } from './testData';

export const quota = { used: 12, limit: 100 };
export const manual = testSnapshot();
export const automated = testSnapshot({
  id: 'rds:goal-mandala-prd-aurora-cluster-2026-11-22-18-07',
  type: 'automated',
  label: undefined,
  release: undefined,
  createdBy: undefined,
});

/** Renders the card with {@link manual} and {@link automated}, unless the API has others. */
export function renderSnapshotsCard(
  api: Partial<AuroraDbApi> = {},
  options: Parameters<typeof renderOnEntityPage>[1] = {},
) {
  return renderOnEntityPage(<SnapshotsCard />, {
    ...options,
    api: {
      getSnapshots: async () => ({ items: [manual, automated], quota }),
      ...api,
    },
  });
}
