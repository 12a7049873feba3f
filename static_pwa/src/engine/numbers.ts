/** Rounding and writing of numbers, so that Python and the browser agree to the last digit.
 *
 * Host rounding differs between languages (half-even against half-up); floor does not.
 */

/** Of a converted or computed number. */
export const DECIMALS = 6;

/** `value` rounded half up to `decimals` places. */
export function roundHalfUp(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.floor(value * scale + 0.5) / scale;
}

/** A converted or computed number: six decimals, before anything compares or uses it. */
export function computed(value: number): number {
  return roundHalfUp(value, DECIMALS);
}

/** `value` rounded half up to few decimals: 15.75 is 15.8, also where doubles make 15.749999999999998 of it. */
export function asByHand(value: number, decimals: number): number {
  return roundHalfUp(roundHalfUp(value, 10), decimals);
}

/** `value` as people write it: at most six decimals, no trailing zeros, no exponent; below half a millionth, in words.
 *
 * Built from integers because the two languages print small and large floats differently.
 */
export function written(value: number): string {
  if (value < 0) return "-" + written(-value);
  const millionths = Math.floor(value * 1000000 + 0.5);
  if (millionths === 0 && value > 0) return "less than 0.000001";
  const rest = millionths % 1000000;
  const fraction = String(rest).padStart(DECIMALS, "0").replace(/0+$/, "");
  return String((millionths - rest) / 1000000) + (fraction && "." + fraction);
}

/** A fraction as a percentage with at most one decimal: 0.15 is `15 %`. */
export function percent(value: number): string {
  return written(roundHalfUp(value * 100, 1)) + " %";
}

/** As a sentence says it: to a thousandth. */
export const inWords = (value: number): number => roundHalfUp(value, 3);
