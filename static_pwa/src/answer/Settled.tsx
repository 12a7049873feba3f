/** Tells a screen reader the new step once typing has paused: not at each key, and not twice. */
import { useEffect, useState } from "preact/hooks";
import { mixed } from "../parts/mixed";

const PAUSE_MS = 1200;

export function Settled({ text }: { text: string }) {
  const [said, say] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => say(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span class="sr" role="status">
      {mixed(said)}
    </span>
  );
}
