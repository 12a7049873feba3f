/** Whether the app will open without a network, and whether a newer one waits. */
import { work } from "./later";
import { store } from "./store";

/** In a launcher's frame storage is partitioned or refused: nothing is promised there beyond the network. */
export const framed = window.parent !== window;

export interface Ready {
  offline: boolean;
  /** Puts the newer app to use. Offered only between patients: two editions never meet in one case. */
  update: (() => void) | null;
}
export const ready = store<Ready>({ offline: false, update: null });

export async function keepReady(): Promise<void> {
  try {
    const { startOffline } = await work();
    const worker = startOffline({
      onReady: () => ready.set({ ...ready.get(), offline: true }),
      onUpdate: () => ready.set({ ...ready.get(), update: () => worker.activate() }),
    });
  } catch {
    // No service worker here (a launcher's frame, a private window): the app still works while it is open.
  }
}
