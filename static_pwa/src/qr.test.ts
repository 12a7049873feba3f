/** The code of a link, read back by another program than the one that draws it. */
import jsQR from "jsqr";
import { describe, expect, test } from "vitest";
import { pathOf, qr } from "./qr";

const QUIET = 4;
const SCALE = 4;
const MOST_BYTES = 2953; // ISO/IEC 18004, table 7: version 40, level L

const link = (length: number): string => "https://clinic.example/fsgs/#v1:".padEnd(length, "eyJpbnB1dHMiOnsiYWdlIjp7InZhbHVlIjozNCwidW5pdCI6ImEifX19-_");

/** What a camera sees of the path that is drawn; `blot` leaves a square of so many squares white. */
function seen(text: string, blot = 0): string | undefined {
  const code = qr(text)!;
  const side = (code.length + 2 * QUIET) * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, from, y, to] of pathOf(code).matchAll(/M(\d+) (\d+)H(\d+)v1H\1z/g)) {
    for (let x = Number(from); x < Number(to); x++) {
      if (Math.max(Math.abs(x - code.length / 2), Math.abs(Number(y) - code.length / 2)) < blot / 2) continue;
      for (let at = 0; at < SCALE * SCALE; at++) {
        const place = ((Number(y) + QUIET) * SCALE + Math.floor(at / SCALE)) * side + (x + QUIET) * SCALE + (at % SCALE);
        pixels.set([0, 0, 0], place * 4);
      }
    }
  }
  return jsQR(pixels, side, side)?.data;
}

describe("another program reads back what was coded", () => {
  test.each([40, 100, 213, 300, 600, 1200, 2000, MOST_BYTES])("%i signs", (length) => {
    expect(seen(link(length))).toBe(link(length));
  });
});

test("a letter beyond ASCII is read as it was meant", () => {
  expect(seen("https://clinic.example/Köln/#v1:µ")).toBe("https://clinic.example/Köln/#v1:µ");
});

test("a code with a blot in its middle is still read", () => {
  expect(seen(link(300), 9)).toBe(link(300));
});

test("a text that no code holds has none", () => {
  expect(qr(link(MOST_BYTES + 1))).toBeNull();
});
