import type UPlot from 'uplot';

/** A chart as far as jsdom can have one: it keeps what it was given; a real browser draws it in the end-to-end tests. */
export class FakeUPlot {
  /** All that exist now. */
  static readonly plots: FakeUPlot[] = [];

  readonly root: HTMLElement;
  readonly cursor: { idx?: number | null } = {};
  width: number;
  /** Where the cursor was put, in the pixels of {@link valToPos}; negative where it was taken away. */
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

  /** A pixel for a second. */
  valToPos(value: number) {
    return value - (this.data[0][0] ?? 0);
  }

  setCursor({ left }: { left: number }) {
    this.cursorLeft = left;
  }

  /** What a browser does when the pointer has come over `cursor.idx`. */
  pointed() {
    for (const hook of [this.options.hooks?.setCursor ?? []].flat()) {
      Reflect.apply(hook ?? (() => {}), undefined, [this]);
    }
  }

  destroy() {
    FakeUPlot.plots.splice(FakeUPlot.plots.indexOf(this), 1);
  }
}
