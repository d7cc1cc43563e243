// The bounded pipeline: order, bound, and what happens after an error.

import { describe, expect, it } from 'vitest';
import { fetchInOrder } from '../../src/jobs/in-order.ts';
import { settled } from './riot-virtual-clock.ts';

interface Ending {
  resolve(result: string): void;
  reject(error: Error): void;
}

/** Fetches that end when the test says so, and a record of what happened. */
function deferredFetches(count: number, concurrency: number) {
  const started: number[] = [];
  const handedOver: string[] = [];
  const endings = new Map<number, Ending>();
  const pipeline = {
    items: Array.from({ length: count }, (_, item) => item),
    concurrency,
    fetch: (item: number) => {
      started.push(item);
      return new Promise<string>((resolve, reject) => endings.set(item, { resolve, reject }));
    },
    handOver: async (result: string) => {
      handedOver.push(result);
    },
  };
  const succeed = async (item: number) => {
    endings.get(item)?.resolve(`result ${item}`);
    await settled();
  };
  const fail = async (item: number, error: Error) => {
    endings.get(item)?.reject(error);
    await settled();
  };
  return { started, handedOver, pipeline, succeed, fail };
}

describe('fetchInOrder', () => {
  it('does nothing without items', async () => {
    const { pipeline, started } = deferredFetches(0, 4);
    await fetchInOrder(pipeline);
    expect(started).toEqual([]);
  });

  it('hands results over in the order of the items, whatever the order of the answers', async () => {
    const { pipeline, handedOver, succeed } = deferredFetches(4, 4);
    const work = fetchInOrder(pipeline);
    for (const item of [2, 0, 3]) await succeed(item);
    expect(handedOver).toEqual(['result 0']);
    await succeed(1);
    await work;
    expect(handedOver).toEqual(['result 0', 'result 1', 'result 2', 'result 3']);
  });

  it('has never more under way than allowed, counting those that wait for their turn', async () => {
    const { pipeline, started, succeed } = deferredFetches(6, 2);
    const work = fetchInOrder(pipeline);
    expect(started).toEqual([0, 1]);
    await succeed(1);
    expect(started).toEqual([0, 1]);
    await succeed(0);
    expect(started).toEqual([0, 1, 2, 3]);
    for (const item of [2, 3, 4, 5]) await succeed(item);
    await work;
    expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('hands over one after the other', async () => {
    let open = 0;
    let most = 0;
    const handOver = async () => {
      open += 1;
      most = Math.max(most, open);
      await settled();
      open -= 1;
    };
    await fetchInOrder({ items: [0, 1, 2], concurrency: 3, fetch: async (item) => item, handOver });
    expect({ open, most }).toEqual({ open: 0, most: 1 });
  });

  it('starts nothing after an error, and hands over what is on its way', async () => {
    const { pipeline, started, handedOver, succeed, fail } = deferredFetches(8, 3);
    const work = fetchInOrder(pipeline);
    const ended = expect(work).rejects.toThrow('no answer');
    await fail(1, new Error('no answer'));
    await succeed(2);
    await succeed(0);
    expect(started).toEqual([0, 1, 2]);
    await ended;
    expect(handedOver).toEqual(['result 0', 'result 2']);
  });

  it('starts nothing after a fetch that asks for the stop, whose result is handed over like any other', async () => {
    const { pipeline, started, handedOver, succeed } = deferredFetches(8, 3);
    const fetch = (item: number, stop: () => void) => {
      if (item === 1) stop();
      return pipeline.fetch(item);
    };
    const work = fetchInOrder({ ...pipeline, fetch });
    for (const item of [1, 0]) await succeed(item);
    await work;
    expect(started).toEqual([0, 1]);
    expect(handedOver).toEqual(['result 0', 'result 1']);
  });

  it('throws the error of the first item that failed, when several do', async () => {
    const { pipeline, fail } = deferredFetches(3, 3);
    const ended = expect(fetchInOrder(pipeline)).rejects.toThrow('of item 0');
    await fail(2, new Error('of item 2'));
    await fail(0, new Error('of item 0'));
    await fail(1, new Error('of item 1'));
    await ended;
  });

  it('throws an error of handOver at once and hands nothing more over', async () => {
    const { pipeline, started, succeed } = deferredFetches(5, 2);
    const handedOver: string[] = [];
    const handOver = async (result: string) => {
      handedOver.push(result);
      throw new Error('disk full');
    };
    const ended = expect(fetchInOrder({ ...pipeline, handOver })).rejects.toThrow('disk full');
    await succeed(0);
    await ended;
    await succeed(1);
    expect(handedOver).toEqual(['result 0']);
    expect(started).toEqual([0, 1]);
  });
});
