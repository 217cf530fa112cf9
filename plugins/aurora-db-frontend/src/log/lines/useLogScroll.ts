import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { RefCallback, RefObject } from 'react';

/** A user who is this close to the end wants to see the newest line. In CSS pixels. */
const nearEnd = 40;

/**
 * Keeps the end of a log in sight until the user scrolls up, and the lines that the user reads in
 * their place when older ones appear above.
 *
 * @param first - identifies the first block
 * @param onMove - called when the user leaves the end or returns to it
 */
export function useLogScroll(
  first: string | undefined,
  onMove: (isAtEnd: boolean) => void,
): {
  scroller: RefObject<HTMLDivElement>;
  content: RefCallback<HTMLDivElement>;
  onScroll: () => void;
  goToEnd: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const [element, content] = useState<HTMLDivElement | null>(null);
  const isAtEnd = useRef(true);
  const top = useRef(0);
  /** The distance between the top of what is shown and the end of the log. */
  const fromEnd = useRef(0);
  const previousFirst = useRef(first);

  const goToEnd = useCallback(() => {
    isAtEnd.current = true;
    onMove(true);
    if (scroller.current) {
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [onMove]);
  const onScroll = () => {
    const {
      scrollTop = 0,
      scrollHeight = 0,
      clientHeight = 0,
    } = scroller.current ?? {};
    fromEnd.current = scrollHeight - scrollTop;
    const isNear = fromEnd.current - clientHeight <= nearEnd;
    // Lines that grow when they are drawn move the end away, too. Only a user moves up.
    if (isNear || scrollTop < top.current) {
      isAtEnd.current = isNear;
      onMove(isNear);
    }
    top.current = scrollTop;
  };
  useLayoutEffect(() => {
    if (
      scroller.current &&
      !isAtEnd.current &&
      first !== previousFirst.current
    ) {
      scroller.current.scrollTop =
        scroller.current.scrollHeight - fromEnd.current;
      top.current = scroller.current.scrollTop;
    }
    previousFirst.current = first;
  }, [first]);
  // The height of lines out of sight is an estimate, so the end moves when they are drawn.
  useEffect(() => {
    if (!element) {
      return undefined;
    }
    const sizes = new ResizeObserver(() => {
      if (isAtEnd.current && scroller.current) {
        scroller.current.scrollTop = scroller.current.scrollHeight;
      }
    });
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [element]);

  return { scroller, content, onScroll, goToEnd };
}
