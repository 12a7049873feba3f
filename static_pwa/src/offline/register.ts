/** Starts the offline copy; says when it is complete, and when a newer one waits for the page's word. */

export interface OfflineEvents {
  /** Once for each start of the page, as soon as the whole app is kept on the device. */
  onReady: () => void;
  /** A newer version is complete and waits. It stays out until `activate()` or until every page is closed. */
  onUpdate: () => void;
}

export interface Offline {
  /** Lets the waiting version in and reloads this page with it. */
  activate: () => void;
}

/** The part of Trusted Types used here; the compiler's library does not know it yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL: (input: string) => string };
}

/** In a launcher's frame storage is partitioned or refused, so no offline copy is promised there. */
function possible(): boolean {
  try {
    return window.top === window && Boolean(navigator.serviceWorker) && Boolean(window.caches);
  } catch {
    return false;
  }
}

/** The page's policy lets one fixed address become a script, whatever is passed in. */
function workerUrl(): string {
  const url = new URL("sw.js", document.baseURI).href;
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy("app-sw", { createScriptURL: () => url }).createScriptURL("") ?? url;
}

export function startOffline({ onReady, onUpdate }: OfflineEvents): Offline {
  let waiting: ServiceWorker | undefined;

  const watch = (registration: ServiceWorkerRegistration, worker: ServiceWorker | null): void => {
    const look = (): void => {
      if (worker?.state !== "installed" || !registration.active) return;
      waiting = worker;
      onUpdate();
    };
    worker?.addEventListener("statechange", look);
    look();
  };

  const start = async (): Promise<void> => {
    const workers = navigator.serviceWorker;
    const registration = await workers.register(workerUrl(), { updateViaCache: "none" });
    watch(registration, registration.waiting);
    watch(registration, registration.installing);
    registration.addEventListener("updatefound", () => watch(registration, registration.installing));
    // An installed app is rarely reloaded: look for a newer version each time it is brought forward.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => undefined);
    });
    await workers.ready;
    onReady();
  };

  const activate = (): void => {
    if (!waiting) return;
    if (waiting.state !== "installed") return location.reload(); // another page has let it in already
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ type: "activate" });
  };

  if (possible()) start().catch(() => undefined);
  return { activate };
}
