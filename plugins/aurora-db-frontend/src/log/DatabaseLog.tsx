import { auroraDbLogReadPermission } from '@aurora-db/backstage-plugin-aurora-db-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Link, Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useResolvedPath, useSearchParams } from 'react-router-dom';
import { usePermissionRefusal } from '../actions/usePermissionRefusal';
import { useTracking } from '../analytics/useTracking';
import { LoadingReading } from '../readings/LoadingReading';
import { RefreshButton } from '../readings/RefreshButton';
import { useTexts } from '../translation/useTexts';
import { formatLogRange } from './formatLogTime';
import {
  boundsOf,
  formatLogAddress,
  parseLogAddress,
  type LogView,
} from './logAddress';
import { LogErrors } from './LogErrors';
import { LogFilters } from './LogFilters';
import { LogLines } from './lines/LogLines';
import { LogForbidden } from './LogProblem';
import { LogSlowStatements } from './LogSlowStatements';
import { logTranslationRef } from './texts/logTranslationRef';
import readable from '../readableText.module.css';
import styles from './DatabaseLog.module.css';

const views = { errors: LogErrors, slow: LogSlowStatements, all: LogLines };

/**
 * The log of the database whose entity page it is on: errors, slow statements and lines. The address
 * stores what it shows. It reads only what the user asks for.
 */
export default function DatabaseLog() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const { language } = useTexts();
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const refusal = usePermissionRefusal(auroraDbLogReadPermission, entityRef);
  const [params, setParams] = useSearchParams();
  const address = formatLogAddress(parseLogAddress(params));
  const [readings, setReadings] = useState(0);
  const track = useTracking();
  const databasePath = useResolvedPath('..').pathname;
  // A range ends when it is read. `readings` counts how often the user wanted that again.
  const { view, bounds } = useMemo(() => {
    const parsed = parseLogAddress(new URLSearchParams(address));
    return {
      view: parsed,
      bounds: boundsOf(parsed.time, Date.now()),
      readings,
    };
  }, [address, readings]);
  const View = views[view.kind];
  const change = (changed: Partial<LogView>) => {
    const next = { ...view, ...changed };
    track('readLog', next.kind, {
      time: 'range' in next.time ? next.time.range : 'custom',
    });
    setParams(new URLSearchParams(formatLogAddress(next)));
  };

  return (
    <EntityInfoCard
      className={readable.readable}
      title={tLog('logPage.title')}
      headerActions={
        <div className={styles.header}>
          <Link variant="body-small" href={databasePath}>
            {tLog('logPage.back')}
          </Link>
          <RefreshButton
            label={tLog('logPage.refresh')}
            of="log"
            isDisabled={Boolean(refusal)}
            onPress={() => setReadings(count => count + 1)}
          />
        </div>
      }
    >
      <div className={styles.body}>
        {refusal?.isPassing && (
          <LoadingReading label={tLog('logPage.loading')} />
        )}
        {refusal?.isDenied && <LogForbidden />}
        {refusal && !refusal.isPassing && !refusal.isDenied && (
          <Alert
            role="alert"
            status="warning"
            icon
            title={tLog('logPage.unknownPermission')}
            description={refusal.reason}
          />
        )}
        {!refusal && (
          <>
            <Alert status="info" icon description={tLog('logPage.notice')} />
            <LogFilters
              key={`filters of ${view.search ?? ''}`}
              view={view}
              bounds={bounds}
              onChange={change}
            />
            <Text as="p" variant="body-x-small" color="secondary">
              {formatLogRange(bounds, language)}
              {' · '}
              {tLog('logPage.zone', {
                zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
              })}
            </Text>
            {/* A new key reads again. */}
            <View
              key={`${readings} ${address}`}
              entityRef={entityRef}
              view={view}
              onChange={change}
            />
          </>
        )}
      </div>
    </EntityInfoCard>
  );
}
