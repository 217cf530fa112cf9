import { useRef, useState } from 'react';
import { toError } from '../api/toError';

/** An action that runs at most once at a time. */
export interface Submission {
  isBusy: boolean;
  /** Why the last attempt failed. */
  error?: Error;
  /** Does nothing during an attempt, e.g. on the second click of a double click. */
  submit: () => Promise<void>;
}

/** Runs an action on submit, once even after several clicks, and keeps the last error. */
export function useSubmission(send: () => Promise<void>): Submission {
  const [error, setError] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const underWay = useRef(false);

  const submit = async () => {
    if (underWay.current) {
      return;
    }
    underWay.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await send();
    } catch (reason) {
      setError(toError(reason));
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return { isBusy, error, submit };
}
