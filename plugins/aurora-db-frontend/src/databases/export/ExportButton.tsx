import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useTracking } from '../../analytics/useTracking';
import { pagesTranslationRef } from '../pagesTranslationRef';
import { databasesCsv } from './databasesCsv';
import { downloadFile } from './downloadFile';

/** The date in the user's time zone, as in ISO 8601. */
function isoDate(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Saves databases as a CSV file. */
export function ExportButton({ databases }: { databases: ClusterSummary[] }) {
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const track = useTracking();
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      onPress={() => {
        track('exportDatabases', 'csv');
        downloadFile(
          `aurora-databases-${isoDate(new Date())}.csv`,
          'text/csv;charset=utf-8',
          databasesCsv(databases),
        );
      }}
    >
      {tPage('databases.export')}
    </Button>
  );
}
