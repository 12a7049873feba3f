/** A QR code of a text: byte mode, level L, the smallest that holds it. Follows ISO/IEC 18004.
 *  Own code, because a link to a patient's values must not pass through anything that could send it on.
 *  Level L alone: beyond 84 signs, which a link of a few values has, a code of level M is larger. */

// For each version: correction signs in each block, and how many blocks.
const SIGNS: readonly number[] = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30];
const BLOCKS: readonly number[] = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];
const LEVEL = 1; // the bits that name L

function rawBits(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    bits -= (25 * marks - 10) * marks - 55;
    if (version >= 7) bits -= 36;
  }
  return bits;
}

const capacity = (version: number): number => Math.floor(rawBits(version) / 8) - SIGNS[version - 1]! * BLOCKS[version - 1]!;

function times(x: number, y: number): number {
  let z = 0;
  for (let i = 7; i >= 0; i--) z = ((z << 1) ^ ((z >>> 7) * 0x11d)) ^ (((y >>> i) & 1) * x);
  return z;
}

function divisor(degree: number): number[] {
  const result: number[] = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) result[j] = times(result[j]!, root) ^ (result[j + 1] ?? 0);
    root = times(root, 2);
  }
  return result;
}

function remainder(data: readonly number[], by: readonly number[]): number[] {
  const result = Array<number>(by.length).fill(0);
  for (const sign of data) {
    const factor = sign ^ result.shift()!;
    result.push(0);
    by.forEach((part, i) => (result[i]! ^= times(part, factor)));
  }
  return result;
}

function withCorrection(data: readonly number[], version: number): number[] {
  const count = BLOCKS[version - 1]!;
  const signs = SIGNS[version - 1]!;
  const raw = Math.floor(rawBits(version) / 8);
  const short = count - (raw % count);
  const length = Math.floor(raw / count);
  const by = divisor(signs);
  const parts: number[][] = [];
  for (let i = 0, k = 0; i < count; i++) parts.push(data.slice(k, (k += length - signs + (i < short ? 0 : 1))));
  return [...interleaved(parts), ...interleaved(parts.map((part) => remainder(part, by)))];
}

/** The first sign of each, then the second of each: the longer ones stand last. */
function interleaved(parts: readonly (readonly number[])[]): number[] {
  return parts.at(-1)!.flatMap((_, i) => parts.flatMap((part) => part.slice(i, i + 1)));
}

function alignment(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const result = [6];
  for (let at = size - 7; result.length < count; at -= step) result.splice(1, 0, at);
  return result;
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Rows of dark and light squares, or null where the text is too long for any code. */
export function qr(text: string): boolean[][] | null {
  const bytes = [...new TextEncoder().encode(text)];
  const counter = (version: number) => (version < 10 ? 8 : 16);
  let version = 1;
  while (version <= 40 && capacity(version) * 8 < 4 + counter(version) + bytes.length * 8) version++;
  if (version > 40) return null;
  const size = version * 4 + 17;

  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  put(4, 4);
  put(bytes.length, counter(version));
  for (const byte of bytes) put(byte, 8);
  const full = capacity(version) * 8;
  put(0, Math.min(4, full - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < full; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data: number[] = [];
  for (let i = 0; i < bits.length; i += 8) data.push(Number.parseInt(bits.slice(i, i + 8).join(""), 2));

  const dark: boolean[][] = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed: boolean[][] = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const set = (x: number, y: number, on: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    dark[y]![x] = on;
    fixed[y]![x] = true;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]] as const)
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
  const marks = alignment(version, size);
  for (const [i, cy] of marks.entries())
    for (const [j, cx] of marks.entries()) {
      const last = marks.length - 1;
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) continue;
      for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
  if (version >= 7) {
    let rest = version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const name = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const on = ((name >>> i) & 1) === 1;
      const a = size - 11 + (i % 3);
      const b = Math.floor(i / 3);
      set(a, b, on);
      set(b, a, on);
    }
  }
  const writeFormat = (mask: number) => {
    const name = (LEVEL << 3) | mask;
    let rest = name;
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const code = ((name << 10) | rest) ^ 0x5412;
    const bit = (i: number) => ((code >>> i) & 1) === 1;
    for (let i = 0; i <= 5; i++) set(8, i, bit(i));
    set(8, 7, bit(6));
    set(8, 8, bit(7));
    set(7, 8, bit(8));
    for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
    set(8, size - 8, true);
  };
  writeFormat(0); // claims its squares before the data goes round them

  const all = withCorrection(data, version);
  let next = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let vertical = 0; vertical < size; vertical++)
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - vertical : vertical;
        if (fixed[y]![x] || next >= all.length * 8) continue;
        dark[y]![x] = ((all[next >>> 3]! >>> (7 - (next & 7))) & 1) === 1;
        next++;
      }
  }

  const apply = (mask: number) => {
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (!fixed[y]![x] && MASKS[mask]!(x, y)) dark[y]![x] = !dark[y]![x];
  };
  let best = 0;
  let least = Infinity;
  for (let mask = 0; mask < 8; mask++) {
    apply(mask);
    writeFormat(mask);
    const found = penalty(dark);
    if (found < least) [best, least] = [mask, found];
    apply(mask);
  }
  apply(best);
  writeFormat(best);
  return dark;
}

/** How hard a pattern is to read: long runs, blocks, look-alikes of the corner marks, imbalance. */
function penalty(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  let sum = 0;
  let on = 0;
  const line = (at: (i: number) => boolean) => {
    let run = 0;
    let text = "";
    for (let i = 0; i < size; i++) {
      const same = i > 0 && at(i) === at(i - 1);
      run = same ? run + 1 : 1;
      if (run === 5) sum += 3;
      else if (run > 5) sum += 1;
      text += at(i) ? "1" : "0";
    }
    for (const look of ["10111010000", "00001011101"]) for (let at = text.indexOf(look); at >= 0; at = text.indexOf(look, at + 1)) sum += 40;
  };
  for (let i = 0; i < size; i++) {
    line((j) => dark[i]![j]!);
    line((j) => dark[j]![i]!);
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const here = dark[y]![x]!;
      if (here) on++;
      if (x + 1 < size && y + 1 < size && here === dark[y]![x + 1] && here === dark[y + 1]![x] && here === dark[y + 1]![x + 1]) sum += 3;
    }
  return sum + Math.floor(Math.abs(on * 20 - size * size * 10) / (size * size)) * 10;
}

/** The dark squares as one path of runs: a code of ten thousand squares must not become ten thousand elements. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const from = x;
      while (row[x]) x++;
      if (x > from) path += `M${from} ${y}H${x}v1H${from}z`;
    }
  });
  return path;
}
