import { moveCursor } from './moveCursor';

describe('moveCursor', () => {
  it.each([
    ['ArrowLeft', 30, 29],
    ['ArrowDown', 30, 29],
    ['ArrowRight', 30, 31],
    ['ArrowUp', 30, 31],
    ['PageDown', 30, 24],
    ['PageUp', 30, 36],
    ['Home', 30, 0],
    ['End', 30, 60],
    ['Escape', 30, 'newest'],
    ['Tab', 30, undefined],
  ])('moves by %s from %s to %s', (key, from, to) => {
    expect(moveCursor(key, from, 60)).toBe(to);
  });

  it('begins at the newest datapoint', () => {
    expect(moveCursor('ArrowLeft', undefined, 60)).toBe(59);
  });

  it.each([
    ['ArrowLeft', 0, 0],
    ['PageDown', 2, 0],
    ['ArrowRight', 60, 60],
    ['PageUp', 59, 60],
  ])('stays within the range (%s)', (key, from, to) => {
    expect(moveCursor(key, from, 60)).toBe(to);
  });

  it('leaves Escape to the page if there is no cursor', () => {
    expect(moveCursor('Escape', undefined, 60)).toBeUndefined();
  });
});
