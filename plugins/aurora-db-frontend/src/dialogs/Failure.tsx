import { Alert } from '@backstage/ui';
import type { ReactNode } from 'react';
import { explainError } from '../api/explainError';
import { useTexts } from '../translation/useTexts';

/** What could not be done, and why, in the reader's language if the backend explains it. */
export function Failure(props: {
  title: string;
  error: Error;
  action?: ReactNode;
}) {
  const { title, error, action } = props;
  const texts = useTexts();
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={explainError(error, texts)}
      customActions={action}
    />
  );
}
