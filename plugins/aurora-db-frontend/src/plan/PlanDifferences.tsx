import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  planDifferenceAspects,
  type PlanDifference,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { PlanSection } from './PlanSection';
import styles from './PlanDetails.module.css';

/** A newer backend may have further aspects. */
const aspectOf = ({ aspect }: PlanDifference) =>
  planDifferenceAspects.find(known => known === aspect) ?? 'other';

/** How a restored database will differ from its source, by aspect. */
export function PlanDifferences(props: {
  differences: PlanDifference[];
  headingLevel: 'h3' | 'h4';
}) {
  const { differences, headingLevel } = props;
  const { t, language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  return (
    <PlanSection
      title={tDialog('plan.differences')}
      headingLevel={headingLevel}
    >
      <dl className={styles.facts}>
        {planDifferenceAspects.map(aspect => {
          const own = differences.filter(
            difference => aspectOf(difference) === aspect,
          );
          return (
            own.length > 0 && (
              <div key={aspect} className={styles.fact}>
                <dt>{tDialog(`plan.aspect.${aspect}`)}</dt>
                {own.map(({ message }) => (
                  <dd key={`${message.code} ${message.text}`}>
                    {translateMessage(message, t, language)}
                  </dd>
                ))}
              </div>
            )
          );
        })}
      </dl>
    </PlanSection>
  );
}
