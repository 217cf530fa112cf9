import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { CopyableText } from '../details/CopyableText';
import { Detail, DetailList } from '../details/Detail';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import { certificatesUrlOf, connectionLines } from './connectionLines';
import readable from '../readableText.module.css';
import styles from './DatabaseCard.module.css';

function Copyable({ term, text }: { term: string; text?: string | number }) {
  const { t } = useTexts();
  return (
    <Detail term={term}>
      {text === undefined ? (
        t('details.none')
      ) : (
        <CopyableText text={String(text)} what={term} />
      )}
    </Detail>
  );
}

/** How to connect to a database: endpoints, secrets, and lines to copy. */
export function ConnectionCard({ cluster }: { cluster: Cluster }) {
  const { t } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  // Every cluster has a reader endpoint. Without a reader, it leads to the writer.
  const hasReader = cluster.members.some(({ role }) => role === 'reader');
  const lines = connectionLines(cluster);

  return (
    <EntityInfoCard
      className={readable.readable}
      title={tPage('connection.title')}
    >
      <div className={styles.body}>
        <DetailList>
          <Copyable term={t('details.endpoint')} text={cluster.endpoint} />
          {hasReader && cluster.readerEndpoint && (
            <Copyable
              term={tPage('connection.readerEndpoint')}
              text={cluster.readerEndpoint}
            />
          )}
          {cluster.port !== undefined && (
            <Copyable term={tPage('connection.port')} text={cluster.port} />
          )}
          {cluster.databaseName && (
            <Copyable
              term={t('details.database')}
              text={cluster.databaseName}
            />
          )}
          {cluster.secretArn && (
            <Copyable
              term={tPage('connection.secret')}
              text={cluster.secretArn}
            />
          )}
          {cluster.connectionSecretArn && (
            <Copyable
              term={tPage('connection.connectionSecret')}
              text={cluster.connectionSecretArn}
            />
          )}
          {lines && (
            <>
              <Copyable term={tPage('connection.psql')} text={lines.psql} />
              <Copyable
                term={tPage('connection.prisma')}
                text={lines.databaseUrl}
              />
            </>
          )}
        </DetailList>
        {lines && (
          <Text
            as="p"
            variant="body-small"
            color="secondary"
            className={styles.hint}
          >
            {tPage(
              cluster.origin === 'existing'
                ? 'connection.hintExisting'
                : 'connection.hint',
              { url: certificatesUrlOf(cluster) },
            )}
          </Text>
        )}
      </div>
    </EntityInfoCard>
  );
}
