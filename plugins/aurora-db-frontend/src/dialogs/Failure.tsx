import { Alert } from '@backstage/ui';
import type { ReactNode } from 'react';
import { explainError } from '../api/explainError';

/** A failed action, with the backend's reason. */
export function Failure(props: {
  title: string;
  error: Error;
  action?: ReactNode;
}) {
  const { title, error, action } = props;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={explainError(error)}
      customActions={action}
    />
  );
}
