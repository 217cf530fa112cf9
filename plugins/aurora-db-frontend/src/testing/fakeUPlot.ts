import type UPlot from 'uplot';

/** Keeps what it is given, because jsdom has no canvas. The browser test draws real charts. */
export class FakeUPlot {
  /** The charts that are not destroyed. */
  static readonly plots: FakeUPlot[] = [];

  readonly root: HTMLElement;
  readonly cursor: { idx?: number | null } = {};
  width: number;
  /** The cursor's place in the pixels of {@link valToPos}. Negative if there is no cursor. */
  cursorLeft?: number;

  constructor(
    readonly options: UPlot.Options,
    public data: UPlot.AlignedData,
    element: HTMLElement,
  ) {
    this.width = options.width;
    this.root = element;
    FakeUPlot.plots.push(this);
  }

  setData(data: UPlot.AlignedData) {
    this.data = data;
  }

  setSize({ width }: { width: number }) {
    this.width = width;
  }

  /** One pixel for each second. */
  valToPos(value: number) {
    return value - (this.data[0][0] ?? 0);
  }

  setCursor({ left }: { left: number }) {
    this.cursorLeft = left;
  }

  /** Does what uPlot does when the pointer moves over `cursor.idx`. */
  pointed() {
    for (const hook of [this.options.hooks?.setCursor ?? []].flat()) {
      Reflect.apply(hook ?? (() => {}), undefined, [this]);
    }
  }

  destroy() {
    FakeUPlot.plots.splice(FakeUPlot.plots.indexOf(this), 1);
  }
}
