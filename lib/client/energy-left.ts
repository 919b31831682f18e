/** A visitor's balance, as the session tells it. `resetsAt` is ISO 8601. */
export type EnergyLeft = { available: number; dailyAllowance: number; resetsAt: string };

/** Below this share of the day's allowance a visitor is told, so that the end is no surprise. */
const lowShare = 0.1;

/** What to tell a visitor of their balance: undefined while there is plenty. */
export function energyNotice(energy: EnergyLeft | undefined, locale?: string): string | undefined {
  if (!energy || energy.available > energy.dailyAllowance * lowShare) return undefined;
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const fullAgain = time.format(new Date(energy.resetsAt));
  const left = new Intl.NumberFormat(locale).format(energy.available);
  return `Energy left today: ${left}. Full again at ${fullAgain}.`;
}

/** The balance after a turn that used `used`. */
export function spendEnergy(energy: EnergyLeft | undefined, used: number): EnergyLeft | undefined {
  return energy && { ...energy, available: Math.max(0, energy.available - used) };
}
