import { useCallback, useEffect } from 'react';
import type {
  AuroraDbApi,
  AuroraDbRequestOptions,
} from '../api/auroraDbApiRef';

interface SharedRequest {
  readers: number;
  controller?: AbortController;
}

const requests = new WeakMap<AuroraDbApi, Map<string, SharedRequest>>();

function requestOf(api: AuroraDbApi, name: string): SharedRequest {
  const byName = requests.get(api) ?? new Map<string, SharedRequest>();
  requests.set(api, byName);
  const request = byName.get(name) ?? { readers: 0 };
  byName.set(name, request);
  return request;
}

/**
 * Returns a function that makes the options of a request that several components share. The request
 * is aborted when the last of them is unmounted. SWR has no such function.
 *
 * @param onLastUnmount - called then; a function that stays the same between renderings
 */
export function useSharedRequest(
  api: AuroraDbApi,
  name: string,
  onLastUnmount: () => void,
): () => AuroraDbRequestOptions {
  useEffect(() => {
    const request = requestOf(api, name);
    request.readers += 1;
    return () => {
      request.readers -= 1;
      // The components of the next page may need the same request. React mounts them first.
      setTimeout(() => {
        if (request.readers === 0) {
          request.controller?.abort();
          request.controller = undefined;
          onLastUnmount();
        }
      });
    };
  }, [api, name, onLastUnmount]);

  return useCallback(() => {
    const request = requestOf(api, name);
    request.controller ??= new AbortController();
    return { signal: request.controller.signal };
  }, [api, name]);
}
