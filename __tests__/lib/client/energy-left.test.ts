import { expect, test } from "@jest/globals";
import { energyNotice, spendEnergy } from "../../../lib/client/energy-left.ts";

const energy = { available: 1_000, dailyAllowance: 1_000, resetsAt: "2026-11-22T00:00:00.000Z" };

test("a visitor hears nothing of energy while there is plenty", () => {
  expect(energyNotice(undefined)).toBeUndefined();
  expect(energyNotice(energy)).toBeUndefined();
  expect(energyNotice({ ...energy, available: 101 })).toBeUndefined();
});

test("a visitor with little or nothing left hears how much, and when it is full again", () => {
  expect(energyNotice({ ...energy, available: 100 }, "en")).toMatch(
    /^Energy left today: 100\. Full again at \d/,
  );
  expect(energyNotice({ ...energy, available: 0 }, "en")).toMatch(/^Energy left today: 0\./);
});

test("a turn takes what it used, and never more than there is", () => {
  expect(spendEnergy(energy, 10)).toMatchObject({ available: 990 });
  expect(spendEnergy({ ...energy, available: 3 }, 10)).toMatchObject({ available: 0 });
  expect(spendEnergy(undefined, 10)).toBeUndefined();
});
