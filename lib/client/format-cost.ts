const whole = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });

/** A cost in the installation's currency, which has no sign here: 12.40, 0.0031, 0. */
export function formatCost(micros: number): string {
  if (micros === 0) return "0";
  const units = micros / 1e6;
  return Math.abs(units) < 0.01 ? small.format(units) : whole.format(units);
}
