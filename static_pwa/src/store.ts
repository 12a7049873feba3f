/** One value that views can watch: all the state management this app needs. */
import { useEffect, useReducer, useRef } from "preact/hooks";

export interface Store<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

export function store<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (next === value) return;
      value = next;
      // A copy, because a listener may unsubscribe another while we walk.
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The whole value, or what `pick` takes from it: a view is drawn anew only when that has changed. */
export function useStore<T, U = T>(from: Store<T>, pick: (value: T) => U = (value) => value as unknown as U): U {
  const [, again] = useReducer((count: number, _: void) => count + 1, 0);
  const now = pick(from.get());
  const drawn = useRef({ now, pick });
  drawn.current = { now, pick };
  useEffect(() => {
    const check = () => drawn.current.pick(from.get()) !== drawn.current.now && again();
    // The value may have changed between render and effect.
    check();
    return from.subscribe(check);
  }, [from]);
  return now;
}
