import type {
  EnvironmentList,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { toError } from '../api/toError';

/** The configured environments or the error. Loading if both are absent. */
export interface Environments {
  environments?: EnvironmentList['items'];
  /** Why no environment, or some of them, cannot be used. */
  problems: Message[];
  error?: Error;
  retry: () => void;
}

/** Reads the configured environments. */
export function useEnvironments(): Environments {
  const api = useApi(auroraDbApiRef);
  const [attempt, setAttempt] = useState(0);
  const [{ list, error }, setState] = useState<{
    list?: EnvironmentList;
    error?: Error;
  }>({});

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState({});
    api.getEnvironments({ signal }).then(
      answer => !signal.aborted && setState({ list: answer }),
      (reason: unknown) =>
        !signal.aborted && setState({ error: toError(reason) }),
    );
    return () => controller.abort();
  }, [api, attempt]);

  const invalid = list?.invalid ?? [];
  return {
    environments: list?.items,
    problems: [
      ...(list?.notConfigured ? [list.notConfigured] : []),
      ...invalid.map(({ message }) => message),
    ],
    error,
    retry: () => setAttempt(count => count + 1),
  };
}
