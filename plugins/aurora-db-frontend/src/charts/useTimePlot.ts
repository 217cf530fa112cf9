import { useEffect, useRef, type RefObject } from 'react';
import type UPlot from 'uplot';
import {
  pointAt,
  redraw,
  type CreateTimePlot,
  type TimePlotContent,
} from './timePlot';

/**
 * Keeps a chart in an element. The chart follows its content, the width and the theme.
 *
 * @param content - the same object until something changes; undefined if there is nothing to draw
 * @param create - a function that stays the same between renderings
 * @param index - of the time at the cursor; undefined if there is no cursor
 */
export function useTimePlot<C extends TimePlotContent>(
  content: C | undefined,
  create: CreateTimePlot<C>,
  index: number | undefined,
  onPoint: (index?: number) => void,
): RefObject<HTMLDivElement> {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>();
  const current = useRef({ content, onPoint });
  current.current = { content, onPoint };
  const hasContent = content !== undefined;

  useEffect(() => {
    const target = element.current;
    const first = current.current.content;
    if (!target || !first || !hasContent) {
      return undefined;
    }
    let latest = first;
    const read = () => {
      latest = current.current.content ?? latest;
      return latest;
    };
    const created = create(target, read, at => current.current.onPoint(at));
    plot.current = created;
    const refresh = () => redraw(created, target, read());
    const resizes = new ResizeObserver(refresh);
    resizes.observe(target);
    // Backstage writes the current theme to this attribute.
    const themes = new MutationObserver(refresh);
    themes.observe(document.body, { attributes: true });
    themes.observe(document.documentElement, { attributes: true });
    return () => {
      resizes.disconnect();
      themes.disconnect();
      created.destroy();
      plot.current = undefined;
    };
  }, [hasContent, create]);
  useEffect(() => {
    if (plot.current && element.current && content) {
      redraw(plot.current, element.current, content);
    }
  }, [content]);
  useEffect(() => {
    if (plot.current) {
      pointAt(plot.current, index);
    }
  }, [index, content]);

  return element;
}
