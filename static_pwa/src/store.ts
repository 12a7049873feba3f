/** One value that views can watch: all the state management this app needs. */
import { useEffect, useReducer } from "preact/hooks";

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

export function useStore<T>(from: Store<T>): T {
  const [, again] = useReducer((count: number, _: void) => count + 1, 0);
  useEffect(() => {
    // The value may have changed between render and effect.
    again();
    return from.subscribe(() => again());
  }, [from]);
  return from.get();
}
