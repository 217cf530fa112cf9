import {
  auroraDbEnvironmentInspectPermission,
  type EnvironmentInfo,
  type Readiness,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Badge,
  Button,
  Card,
  CardBody,
  CardHeader,
  Text,
} from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiQuestionFill,
} from '@remixicon/react';
import { useId } from 'react';
import { explainError } from '../api/explainError';
import { isRefusal } from '../api/isRefusal';
import { LoadingReading } from '../readings/LoadingReading';
import { useTexts } from '../translation/useTexts';
import { ReadinessFindings } from './ReadinessFindings';
import { useEnvironmentTexts } from './useEnvironmentTexts';
import { useReadiness } from './useReadiness';
import styles from './EnvironmentCard.module.css';

/** An environment and whether the portal can work in it. */
export function EnvironmentCard(props: { environment: EnvironmentInfo }) {
  const { name, title = name, accountId, region } = props.environment;
  const t = useEnvironmentTexts();
  const heading = useId();
  const { readiness, error, isLoading, checkAgain } = useReadiness(name);
  const isForbidden = isRefusal(error, 403);
  return (
    <Card>
      <section aria-labelledby={heading}>
        <CardHeader className={styles.header}>
          <Text as="h2" id={heading} variant="title-small" weight="bold">
            {title}
          </Text>
          {title !== name && <Badge>{name}</Badge>}
          <span role="status" className={styles.summary}>
            {readiness && <ReadinessSummary items={readiness.items} />}
          </span>
          {!isForbidden && (
            <Button
              size="small"
              variant="secondary"
              aria-label={t('environments.checkAgainLabel', {
                environment: title,
              })}
              isPending={isLoading}
              onPress={checkAgain}
            >
              {t('environments.checkAgain')}
            </Button>
          )}
        </CardHeader>
        <CardBody className={styles.body}>
          <dl className={styles.details}>
            <Fact term={t('environments.account')}>{accountId}</Fact>
            <Fact term={t('environments.region')}>{region}</Fact>
            {readiness?.role && (
              <Fact term={t('environments.role')}>{readiness.role}</Fact>
            )}
          </dl>
          {isLoading && !readiness && !error && (
            <LoadingReading
              label={t('environments.checking', { environment: title })}
              isLong
            />
          )}
          {error && (
            <CheckProblem error={error} title={title} onRetry={checkAgain} />
          )}
          {readiness && <Findings items={readiness.items} />}
        </CardBody>
      </section>
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

function ReadinessSummary({ items }: Pick<Readiness, 'items'>) {
  const t = useEnvironmentTexts();
  const problems = items.filter(({ ok }) => ok === false).length;
  const unknowns = items.filter(({ ok }) => ok === null).length;
  if (problems + unknowns === 0) {
    return (
      <Badge icon={<RiCheckboxCircleFill aria-hidden />} className={styles.ok}>
        {t('environments.ready')}
      </Badge>
    );
  }
  return (
    <>
      {problems > 0 && (
        <Badge
          icon={<RiErrorWarningFill aria-hidden />}
          className={styles.failed}
        >
          {t('environments.problems', { count: problems })}
        </Badge>
      )}
      {unknowns > 0 && (
        <Badge icon={<RiQuestionFill aria-hidden />} className={styles.unknown}>
          {t('environments.unknowns', { count: unknowns })}
        </Badge>
      )}
    </>
  );
}

/** What needs attention is always visible. */
function Findings({ items }: Pick<Readiness, 'items'>) {
  const t = useEnvironmentTexts();
  const passed = items.filter(({ ok }) => ok === true);
  const others = items.filter(({ ok }) => ok !== true);
  return (
    <>
      {others.length > 0 && <ReadinessFindings findings={others} />}
      {passed.length > 0 && (
        <Accordion>
          <AccordionTrigger
            title={t('environments.passed', { count: passed.length })}
          />
          <AccordionPanel>
            <ReadinessFindings findings={passed} />
          </AccordionPanel>
        </Accordion>
      )}
    </>
  );
}

function CheckProblem(props: {
  error: Error;
  title: string;
  onRetry: () => void;
}) {
  const { error, title, onRetry } = props;
  const t = useEnvironmentTexts();
  const texts = useTexts();
  if (isRefusal(error, 403)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('environments.forbidden.title')}
        description={t('environments.forbidden.description', {
          permission: auroraDbEnvironmentInspectPermission.name,
        })}
      />
    );
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('environments.checkError', { environment: title })}
      description={explainError(error, texts)}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {texts.t('card.retry')}
        </Button>
      }
    />
  );
}
