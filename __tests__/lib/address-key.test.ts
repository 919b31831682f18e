import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { addressKey } from "../../lib/address-key.ts";
import { admitNewVisitor } from "../../lib/new-visitor-limit.ts";
import { giveBackTry, spendTry } from "../../lib/sign-in-limit.ts";
import { startTestRuntime } from "../support/runtime.ts";

beforeEach(() => {
  startTestRuntime({ environment: { NEW_VISITORS_PER_MINUTE_PER_IP: "3" } });
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
});
afterEach(() => {
  jest.advanceTimersByTime(120_000);
  jest.useRealTimers();
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["192.0.2.1:52100", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::ffff", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::3]:443", "2001:db8:1:2::/64"],
  ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
  ["fe80::1%eth0", "fe80::/64"],
  ["::1", "::/64"],
  ["unknown", "unknown"],
  ["", ""],
  ["1.2.3.4.5:80", "1.2.3.4.5:80"],
])("%s is counted as %s", (address, key) => expect(addressKey(address)).toBe(key));

test("whoever owns an IPv6 network has the new visitors of one address, not of each in it", async () => {
  for (let host = 1; host <= 3; host += 1) await admitNewVisitor(`2001:db8::${host}`);
  await expect(admitNewVisitor("2001:db8::4")).rejects.toMatchObject({ code: "rate_limited" });
  await admitNewVisitor("2001:db8:0:1::4");
});

test("and the tries of one", async () => {
  for (let n = 1; n <= 5; n += 1) await spendTry(`2001:db8::${n}`);
  const sixth = "2001:db8::6";
  await expect(spendTry(sixth)).rejects.toMatchObject({ code: "rate_limited" });
  // Counted though refused: two have to be given back before there is room.
  await giveBackTry("2001:db8::7");
  await giveBackTry("2001:db8::8");
  await spendTry(sixth);
});
