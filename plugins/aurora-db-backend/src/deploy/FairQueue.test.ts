import { FairQueue } from './FairQueue';

function queueOf(...items: string[]): FairQueue<string> {
  const queue = new FairQueue<string>();
  for (const item of items) {
    queue.add(item.charAt(0), item);
  }
  return queue;
}

const drain = (queue: FairQueue<string>) =>
  Array.from({ length: queue.size }, () => queue.take());

describe('FairQueue', () => {
  it('gives each requester a turn, and keeps the order of each', () => {
    expect(drain(queueOf('a1', 'a2', 'a3', 'b1', 'c1', 'c2'))).toEqual([
      'a1',
      'b1',
      'c1',
      'a2',
      'c2',
      'a3',
    ]);
  });

  it('puts new requesters after those who already wait', () => {
    const queue = queueOf('a1', 'a2', 'b1');
    expect(queue.take()).toBe('a1');
    queue.add('c', 'c1');
    expect(drain(queue)).toEqual(['b1', 'a2', 'c1']);
  });

  it('removes an item, and keeps the turns', () => {
    const queue = queueOf('a1', 'a2', 'b1', 'b2');
    queue.remove('a', 'a1');
    queue.remove('b', 'b1');
    queue.remove('b', 'b2');
    queue.remove('c', 'c1');
    expect(queue.sizeOf('b')).toBe(0);
    expect(drain(queue)).toEqual(['a2']);
    expect(queue.take()).toBeUndefined();
  });

  it('returns all waiting items when it is cleared', () => {
    const queue = queueOf('a1', 'b1', 'a2');
    expect(queue.clear().sort()).toEqual(['a1', 'a2', 'b1']);
    expect(queue.size).toBe(0);
  });
});
