import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Switch, Text } from '@backstage/ui';
import { useId, useMemo, useState } from 'react';
import { CopyButton } from '../../details/CopyButton';
import { LoadingReading } from '../../readings/LoadingReading';
import { useTexts } from '../../translation/useTexts';
import type { LogView } from '../logAddress';
import { LogBlockView } from './LogBlockView';
import { LogProblem } from '../LogProblem';
import { LogRest } from '../LogRest';
import { logTranslationRef } from '../texts/logTranslationRef';
import { shortInstances } from './shortInstances';
import { NothingInLog } from '../NothingInLog';
import { useIsTabVisible } from './useIsTabVisible';
import { followSeconds, useLogLines } from './useLogLines';
import { useLogScroll } from './useLogScroll';
import styles from './LogLines.module.css';

/** The keyboard scrolls what has the focus. Safari does not give it to a scroller by itself. */
const focusable = 0;

/** The lines of a time, the newest last. New ones can be followed. */
export function LogLines(props: {
  entityRef: string;
  view: LogView;
  onChange: (change: Partial<LogView>) => void;
}) {
  const { entityRef, view, onChange } = props;
  const { language } = useTexts();
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const reasonId = useId();
  const canFollow = 'range' in view.time;
  const [wantsFollowing, setWantsFollowing] = useState(false);
  const [isAtEnd, setAtEnd] = useState(true);
  const [wraps, setWraps] = useState(true);
  const isVisible = useIsTabVisible();
  const isFollowing = canFollow && wantsFollowing;
  const reading = useLogLines(
    entityRef,
    view,
    isFollowing && isAtEnd && isVisible,
  );
  const { blocks = [], isLoading, isTrimmed } = reading;
  const hasOlder = reading.next !== undefined && !isTrimmed;
  const isRead = reading.blocks !== undefined;
  const lines = useMemo(
    () => (reading.blocks ?? []).flatMap(block => block.lines),
    [reading.blocks],
  );
  const total = lines.length;
  // The blocks are drawn again only if an instance is added.
  const instances = [...new Set(lines.map(({ instance }) => instance))]
    .sort()
    .join(' ');
  const names = useMemo(() => {
    const all = instances.split(' ');
    return all.length > 1 ? shortInstances(all) : undefined;
  }, [instances]);

  const { scroller, content, onScroll, goToEnd } = useLogScroll(
    blocks[0]?.id,
    setAtEnd,
  );

  if (!isRead && isLoading) {
    return <LoadingReading label={tLog('logPage.loading')} />;
  }
  const pause = () => {
    if (!isVisible) {
      return tLog('logPage.pausedHidden');
    }
    return isAtEnd
      ? tLog('logPage.following', { seconds: String(followSeconds) })
      : tLog('logPage.pausedScrolled');
  };
  return (
    <>
      <LogProblem
        error={reading.error}
        unavailable={reading.unavailable}
        onRetry={reading.retry}
      />
      {isRead && !reading.unavailable && (
        <div className={styles.tools}>
          <div className={styles.state}>
            <Switch
              label={tLog('logPage.follow')}
              isSelected={isFollowing}
              isDisabled={!canFollow}
              aria-describedby={canFollow ? undefined : reasonId}
              onChange={follows => {
                setWantsFollowing(follows);
                goToEnd();
              }}
            />
            <Switch
              label={tLog('logPage.wrap')}
              isSelected={wraps}
              onChange={setWraps}
            />
            {!canFollow && (
              <Text id={reasonId} variant="body-x-small" color="secondary">
                {tLog('logPage.followFixed')}
              </Text>
            )}
          </div>
          <div className={styles.state}>
            {total > 0 && !names && (
              <Text variant="body-x-small" color="secondary">
                {instances}
              </Text>
            )}
            <span role="status">
              <Text variant="body-small" color="secondary">
                {tLog('logPage.count', { count: total })}
                {isFollowing && ` · ${pause()}`}
              </Text>
            </span>
            {!isAtEnd && (
              <Button size="small" variant="tertiary" onPress={goToEnd}>
                {tLog('logPage.continue')}
              </Button>
            )}
            {total > 0 && (
              <CopyButton
                what={tLog('logPage.copy')}
                text={lines
                  .map(({ instance, text }) =>
                    names ? `${instance} ${text}` : text,
                  )
                  .join('\n')}
              />
            )}
          </div>
        </div>
      )}
      {reading.isCut && (
        <Text as="p" role="status" variant="body-small" color="warning">
          {tLog('logPage.cut')}
        </Text>
      )}
      {isRead && !reading.unavailable && total === 0 && (
        <>
          <NothingInLog view={view} hasMore={hasOlder} onChange={onChange} />
          {hasOlder && <LogRest isLoading={isLoading} onMore={reading.older} />}
        </>
      )}
      {total > 0 && (
        <div
          ref={scroller}
          // Not live: a busy log would never stop talking. The count above is.
          role="log"
          aria-live="off"
          aria-label={tLog('logPage.lines')}
          tabIndex={focusable}
          className={`${styles.scroller} ${wraps ? styles.wrapped : ''}`}
          onScroll={onScroll}
        >
          <div className={styles.edge}>
            {hasOlder ? (
              <Button
                size="small"
                variant="secondary"
                isPending={isLoading && !isFollowing}
                onPress={reading.older}
              >
                {tLog('logPage.older')}
              </Button>
            ) : (
              <Text variant="body-x-small" color="secondary">
                {isTrimmed ? tLog('logPage.trimmed') : tLog('logPage.start')}
              </Text>
            )}
          </div>
          <div ref={content}>
            {blocks.map(block => (
              <LogBlockView
                key={block.id}
                block={block}
                language={language}
                names={names}
              />
            ))}
          </div>
        </div>
      )}
    </>
  );
}
