import { Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';

/** A part of a plan, which its title names. */
export function PlanSection(props: {
  title: string;
  headingLevel: 'h3' | 'h4';
  children: ReactNode;
}) {
  const { title, headingLevel, children } = props;
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Text id={heading} as={headingLevel} weight="bold">
        {title}
      </Text>
      {children}
    </section>
  );
}
