import { useEffect, useState } from 'react';

const isVisible = () => document.visibilityState !== 'hidden';

/** Whether the browser's tab is visible. */
export function useIsTabVisible(): boolean {
  const [value, setValue] = useState(isVisible);
  useEffect(() => {
    const update = () => setValue(isVisible());
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, []);
  return value;
}
