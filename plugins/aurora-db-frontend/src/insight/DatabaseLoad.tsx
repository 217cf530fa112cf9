import 'uplot/dist/uPlot.min.css';
import {
  auroraDbInsightsReadPermission,
  type HealthRange,
  type Load,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Alert, Badge, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { usePermissionRefusal } from '../actions/usePermissionRefusal';
import { isRefusal } from '../api/isRefusal';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { RefreshButton } from '../readings/RefreshButton';
import { Updated } from '../readings/Updated';
import { useTexts } from '../translation/useTexts';
import { useInsightTexts } from './insightTranslationRef';
import { LoadChart } from './LoadChart';
import { LoadUnavailable } from './LoadUnavailable';
import { TopStatements } from './TopStatements';
import { useLoad } from './useLoad';
import readable from '../readableText.module.css';
import styles from './DatabaseLoad.module.css';
import waits from './waitColors.module.css';

/** The backend keeps a long range for 5 minutes. The clocks may differ. */
const staleInMs = 10 * 60_000;

interface Shown {
  entityRef: string;
  range: HealthRange;
}

/** The load of a database over a range, and the statements that cause it. */
export default function DatabaseLoad(props: Shown) {
  const refusal = usePermissionRefusal(
    auroraDbInsightsReadPermission,
    props.entityRef,
  );
  if (refusal?.isDenied) {
    return (
      <LoadCard>
        <ForbiddenLoad />
      </LoadCard>
    );
  }
  if (refusal?.isPassing) {
    return (
      <LoadCard>
        <LoadingLoad />
      </LoadCard>
    );
  }
  // If the permission could not be checked, the backend decides.
  return <AllowedLoad {...props} />;
}

function LoadCard(props: { actions?: ReactNode; children: ReactNode }) {
  const t = useInsightTexts();
  return (
    <EntityInfoCard
      className={`${readable.readable} ${waits.waits}`}
      title={t('load.title')}
      headerActions={props.actions}
    >
      <div className={styles.body}>{props.children}</div>
    </EntityInfoCard>
  );
}

function LoadingLoad() {
  const t = useInsightTexts();
  return (
    <div className={styles.loading}>
      <LoadingReading label={t('load.loading')} />
    </div>
  );
}

function ForbiddenLoad() {
  const t = useInsightTexts();
  return (
    <Alert
      status="info"
      icon
      title={t('load.forbidden.title')}
      description={t('load.forbidden.description', {
        permission: auroraDbInsightsReadPermission.name,
      })}
    />
  );
}

function AllowedLoad({ entityRef, range }: Shown) {
  const t = useInsightTexts();
  const { t: tCard } = useTexts();
  const reading = useLoad(entityRef, range);
  const { value: load, readAt, error, isLoading, refresh } = reading;
  if (isRefusal(error, 403)) {
    return (
      <LoadCard>
        <ForbiddenLoad />
      </LoadCard>
    );
  }
  const isStale =
    load &&
    readAt &&
    load.waits.length > 0 &&
    (load.unavailable ||
      Date.parse(readAt) - Date.parse(load.asOf) > staleInMs);
  return (
    <LoadCard
      actions={
        <>
          {isStale && <Badge>{tCard('card.stale')}</Badge>}
          {load && <Updated asOf={load.asOf} />}
          <RefreshButton
            label={t('load.refresh')}
            of="load"
            isDisabled={isLoading}
            onPress={refresh}
          />
        </>
      }
    >
      {error && (
        <ReadingProblem
          error={error}
          title={t('load.error')}
          asOf={load?.asOf}
          onRetry={refresh}
        />
      )}
      {!load && !error && <LoadingLoad />}
      {load && (
        <LoadContent
          entityRef={entityRef}
          range={range}
          load={load}
          readAt={readAt}
        />
      )}
    </LoadCard>
  );
}

function LoadContent(props: Shown & { load: Load; readAt?: string }) {
  const { entityRef, range, load, readAt } = props;
  const t = useInsightTexts();
  const hasPoints = load.waits.some(({ points }) => points.length > 0);
  const isIdle = load.waits.every(({ points }) =>
    points.every(([, sessions]) => sessions === 0),
  );
  return (
    <>
      {load.unavailable && (
        <LoadUnavailable
          load={load}
          message={load.unavailable}
          readAt={readAt}
        />
      )}
      {!load.unavailable && isIdle && (
        <Text as="p" color="secondary">
          {t('load.none')}
        </Text>
      )}
      {hasPoints && (
        <LoadChart entityRef={entityRef} load={load} range={range} />
      )}
      {!isIdle && (
        <TopStatements
          // Another range has other statements.
          key={range}
          entityRef={entityRef}
          range={range}
          statements={load.statements}
        />
      )}
    </>
  );
}
