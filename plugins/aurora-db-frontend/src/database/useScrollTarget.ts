import { useEffect, useRef, type RefObject } from 'react';
import { useLocation } from 'react-router-dom';

/** What users do to read another part of the page. */
const userEvents = ['wheel', 'touchstart', 'pointerdown', 'keydown'];
/** Charts above and in the element may still be loading for this time. */
const settleInMs = 5_000;

/**
 * Shows an element if the address has its hash. What loads above it moves the element, so it is
 * shown again whenever the page changes its height, until the user scrolls.
 *
 * @param isThere - whether the element is rendered
 */
export function useScrollTarget(
  hash: string,
  isThere: boolean,
): RefObject<HTMLElement> {
  const element = useRef<HTMLElement>(null);
  const location = useLocation();
  useEffect(() => {
    const target = element.current;
    if (location.hash !== hash || !isThere || !target) {
      return undefined;
    }
    const show = () => target.scrollIntoView({ block: 'start' });
    show();
    const resizes = new ResizeObserver(show);
    resizes.observe(target.parentElement ?? target);
    const stop = () => resizes.disconnect();
    const timer = setTimeout(stop, settleInMs);
    userEvents.forEach(name =>
      window.addEventListener(name, stop, { passive: true }),
    );
    return () => {
      stop();
      clearTimeout(timer);
      userEvents.forEach(name => window.removeEventListener(name, stop));
    };
  }, [location.hash, location.key, hash, isThere]);
  return element;
}
