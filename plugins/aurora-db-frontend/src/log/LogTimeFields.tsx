import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DatePicker, Text } from '@backstage/ui';
import { fromAbsolute, getLocalTimeZone } from '@internationalized/date';
import { useId, useState } from 'react';
import { logTranslationRef } from './texts/logTranslationRef';
import readable from '../readableText.module.css';
import styles from './LogFilters.module.css';

/**
 * Asks for the start and the end of a time, to the second, in the browser's time zone.
 *
 * @param props - `from` and `to` in ISO 8601
 */
export function LogTimeFields(props: {
  from: string;
  to: string;
  onChange: (from: string, to: string) => void;
}) {
  const { onChange } = props;
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const [from, setFrom] = useState(Date.parse(props.from));
  const [to, setTo] = useState(Date.parse(props.to));
  const problem = useId();
  const zone = getLocalTimeZone();
  const isPossible = from < to;
  const field = (
    label: string,
    value: number,
    onPick: (value: number) => void,
  ) => (
    <DatePicker
      label={label}
      size="small"
      granularity="second"
      hourCycle={24}
      shouldForceLeadingZeros
      hideTimeZone
      value={fromAbsolute(value, zone)}
      onChange={at => at && onPick(at.toDate(zone).getTime())}
      isInvalid={!isPossible}
      validationBehavior="aria"
      aria-describedby={isPossible ? undefined : problem}
    />
  );

  return (
    <div className={styles.times}>
      {field(tLog('logPage.from'), from, setFrom)}
      {field(tLog('logPage.to'), to, setTo)}
      <Button
        size="small"
        variant="secondary"
        isDisabled={!isPossible}
        onPress={() =>
          onChange(new Date(from).toISOString(), new Date(to).toISOString())
        }
      >
        {tLog('logPage.show')}
      </Button>
      {!isPossible && (
        <Text id={problem} as="p" role="alert" className={readable.danger}>
          {tLog('logPage.wrongOrder')}
        </Text>
      )}
    </div>
  );
}
