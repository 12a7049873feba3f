/** A button that goes with its own press must not drop a keyboard's reader at the top of the page: what stood around it takes the focus. */
export function keepFocus(): void {
  addEventListener("click", (event) => {
    const path = event.composedPath() as HTMLElement[];
    setTimeout(() => {
      const left = path.find((one) => one.isConnected)!;
      if (left === path[0] || document.activeElement !== document.body) return;
      left.tabIndex = -1;
      left.focus({ preventScroll: true });
    });
  });
}
