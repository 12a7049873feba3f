/** Published formulas that CEL cannot write. Their coefficients come from the guideline.
 *
 * Powers differ in the last bits between machines, so whoever calls these rounds before comparing.
 */

/** eGFR in mL/min/1.73 m2 from creatinine in mg/dL and age in years (CKD-EPI 2021). */
export function ckdEpi(
  creatinine: number,
  age: number,
  factor: number,
  kappa: number,
  alpha: number,
  exponent: number,
  yearly: number,
  sexFactor: number,
): number {
  const ratio = creatinine / kappa;
  const shape = Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** exponent;
  return factor * shape * yearly ** age * sexFactor;
}

/** eGFR in mL/min/1.73 m2 from height in cm and creatinine in mg/dL (bedside Schwartz). */
export function schwartz(height: number, creatinine: number, factor: number): number {
  return (factor * height) / creatinine;
}

/** Body surface in m2 from height in cm and weight in kg. */
export function mosteller(height: number, weight: number, divisor: number): number {
  return Math.sqrt((height * weight) / divisor);
}
