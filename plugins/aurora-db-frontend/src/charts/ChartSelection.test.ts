import { selectByKey, timeOfSelection } from './ChartSelection';

const times = [0, 60_000, 120_000, 180_000];
const press = (
  key: string,
  shiftKey: boolean,
  selection?: { anchor: number; end: number },
  index?: number,
) => selectByKey({ key, shiftKey }, selection, times, index);

describe('a selection on charts', () => {
  it.each(['Enter', ' '])('begins at the cursor with the key %j', key => {
    expect(press(key, false, undefined, 1)).toEqual({
      anchor: 60_000,
      end: 60_000,
    });
  });

  it('begins at the newest datapoint if there is no cursor', () => {
    expect(press('Enter', false)).toEqual({ anchor: 180_000, end: 180_000 });
  });

  it('grows with Shift and an arrow key, up to the ends of the chart', () => {
    const begun = press('ArrowLeft', true, undefined, 1);
    expect(begun).toEqual({ anchor: 60_000, end: 0 });
    expect(press('ArrowLeft', true, begun)).toEqual(begun);
    expect(press('ArrowRight', true, begun)).toEqual({
      anchor: 60_000,
      end: 60_000,
    });
  });

  it('leaves other keys to the cursor', () => {
    expect(press('ArrowLeft', false, undefined, 1)).toBeUndefined();
    expect(press('Home', true, undefined, 1)).toBeUndefined();
  });

  it('lasts to the end of its last period', () => {
    expect(timeOfSelection({ anchor: 120_000, end: 60_000 }, times)).toEqual({
      from: 60_000,
      to: 180_000,
    });
  });
});
