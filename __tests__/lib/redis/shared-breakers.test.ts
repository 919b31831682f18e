import { describe, expect, test } from "@jest/globals";
import { type Breakers, newBreakers } from "../../../lib/models/breakers.ts";
import type { RedisPair } from "../../../lib/redis/connection.ts";
import { sharedBreakers } from "../../../lib/redis/shared-breakers.ts";
import { hasRedis } from "../../support/redis.ts";
import { redisOfFile } from "../../support/redis-of-file.ts";

const withRedis = hasRedis ? describe : describe.skip;
const key = { provider: "openai", model: "gpt-4o", endpoint: 0 };
const { connect, pairs } = redisOfFile();

async function instance(listensFrom: Promise<void> = Promise.resolve()): Promise<Breakers> {
  const pair = connect();
  while (!pair.isUp()) await pause();
  const breakers = newBreakers({ faults: 2, restMs: 50 });
  breakers.of(key);
  const listenAlways: RedisPair["listenAlways"] = (...args) =>
    void listensFrom.then(() => pair.listenAlways(...args));
  breakers.share(sharedBreakers({ ...pair, listenAlways }));
  return breakers;
}

const pause = () => new Promise((done) => setTimeout(done, 5));
const stateIn = (breakers: Breakers) => breakers.of(key).state();
async function until(check: () => boolean): Promise<void> {
  while (!check()) await pause();
}

withRedis(hasRedis ? "breakers of instances" : "breakers (skipped: there is no redis-server here)", () => {
  test("open and close together, and one that starts later knows what is open", async () => {
    const [one, other] = await Promise.all([instance(), instance()]);
    for (let fault = 0; fault < 2; fault += 1) one.of(key).enter()?.("unhealthy");
    await until(() => stateIn(other) === "open");
    const late = await instance();
    await until(() => stateIn(late) === "open");

    await until(() => one.of(key).restMs() === 0);
    one.of(key).enter()?.("healthy");
    await until(() => stateIn(other) === "closed" && stateIn(late) === "closed");
  });

  test("are known to one that begins to listen just after they opened", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const [one, late] = await Promise.all([instance(), instance(promise)]);
    for (let fault = 0; fault < 2; fault += 1) one.of(key).enter()?.("unhealthy");
    const [pair] = pairs;
    while ((await pair?.commands.exists("bevgenie:breakers")) === 0) await pause();
    resolve();
    await until(() => stateIn(late) === "open");
    await until(() => one.of(key).restMs() === 0);
    one.of(key).enter()?.("healthy");
    await until(() => stateIn(late) === "closed");
  });

  test("what others write into the channel changes nothing", async () => {
    const one = await instance();
    const [pair] = pairs;
    for (const message of ["", "{", '{"from":"x","breaker":{"provider":"openai"}}']) {
      await pair?.commands.publish("bevgenie:breaker", message);
    }
    expect(stateIn(one)).toBe("closed");
  });
});
