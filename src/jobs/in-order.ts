// A bounded pipeline: several fetches under way at once, their results handed over in the order of the items.

export interface Pipeline<Item, Result> {
  readonly items: readonly Item[];
  /** Most fetches under way at once. */
  readonly concurrency: number;
  /** `stop` ends the starting of further fetches, as a failure does; the result is handed over all the same. */
  fetch(item: Item, stop: () => void): Promise<Result>;
  handOver(result: Result): Promise<void>;
}

type Settled<Result> = { readonly result: Result } | { readonly error: unknown };

/**
 * After the first failed fetch nothing new is started, but what is on its way is still handed over (it has been paid
 * for); then the error of the first item that failed is thrown. An error of `handOver` is thrown at once.
 */
export async function fetchInOrder<Item, Result>(pipeline: Pipeline<Item, Result>): Promise<void> {
  const underWay: Promise<Settled<Result>>[] = [];
  const waiting = [...pipeline.items];
  const errors: unknown[] = [];
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  const start = () => {
    while (!isStopped && underWay.length < pipeline.concurrency && waiting.length > 0) {
      underWay.push(settle(pipeline.fetch(waiting.shift() as Item, stop), stop));
    }
  };
  for (start(); underWay.length > 0; start()) {
    const settled = await (underWay.shift() as Promise<Settled<Result>>);
    if ('error' in settled) errors.push(settled.error);
    else await pipeline.handOver(settled.result);
  }
  if (errors.length > 0) throw errors[0];
}

/** A failure stops when it happens, not when its turn comes: nothing may be started in between. */
function settle<Result>(promise: Promise<Result>, stop: () => void): Promise<Settled<Result>> {
  return promise.then(
    (result) => ({ result }),
    (error: unknown) => {
      stop();
      return { error };
    },
  );
}
