import { describe, expect, test } from "@jest/globals";
import { turnQueue } from "../../../lib/ai/turn-queue.ts";
import type { RedisPair } from "../../../lib/redis/connection.ts";
import { sharedLine } from "../../../lib/redis/shared-line.ts";
import { sharedTurnQueue } from "../../../lib/redis/shared-turn-queue.ts";
import { hasRedis, startRedis } from "../../support/redis.ts";
import { redisOfFile } from "../../support/redis-of-file.ts";

const withRedis = hasRedis ? describe : describe.skip;
const { connect } = redisOfFile();

function unconnected(url?: string) {
  const pair = connect(url === undefined ? {} : { url });
  return { pair, queue: sharedTurnQueue({ redis: pair, local: turnQueue() }) };
}

async function instance() {
  const made = unconnected();
  while (!made.pair.isUp()) await new Promise((done) => setTimeout(done, 5));
  return made;
}

type Script = (...args: (string | number)[]) => Promise<unknown>;

/** Has what this instance asks of one script done by Redis, and `then` decide what is heard of it. */
function overhear(
  { commands }: RedisPair,
  script: "lineEnter" | "lineAdvance",
  then: (answer: unknown[]) => unknown,
) {
  const scripts = commands as unknown as Record<string, Script>;
  const ask = scripts[script]?.bind(commands);
  scripts[script] = async (...args) => then((await ask?.(...args)) as unknown[]);
  return () => {
    if (ask) scripts[script] = ask;
  };
}

function unheard(): never {
  throw new Error("Command timed out");
}

const runningOf = ({ commands }: RedisPair, person: string) => commands.get(`bevgenie:{${person}}:running`);

const waiting = () => ({ signal: new AbortController().signal });
const untilWaiting = async ({ queue }: Awaited<ReturnType<typeof instance>>) => {
  while (queue.stats().waiting === 0) await new Promise((done) => setTimeout(done, 5));
};

withRedis(hasRedis ? "a dead process" : "a dead process (skipped: there is no redis-server here)", () => {
  test("keeps its visitor's place no longer than its lease", async () => {
    const [dying, other] = await Promise.all([instance(), instance()]);
    await dying.queue.enter("w:v", { turnId: "v-a", message: "One" }, waiting());
    const next = other.queue.enter("w:v", { turnId: "v-b", message: "Two" }, waiting());
    await untilWaiting(other);
    dying.pair.close();
    const lease = "bevgenie:{w:v}:running";
    const restMs = await other.pair.commands.pttl(lease);
    expect(restMs).toBeGreaterThan(0);
    expect(restMs).toBeLessThanOrEqual(15_000);
    // As when that time has passed.
    await other.pair.commands.pexpire(lease, 1);
    expect((await next).message).toBe("Two");
  });
});

withRedis(
  hasRedis ? "a message that waits" : "a message that waits (skipped: there is no redis-server here)",
  () => {
    test("knows who took its place, even if it looks the moment that it was taken", async () => {
      const [here, there] = await Promise.all([instance(), instance()]);
      await here.queue.enter("w:looks", { turnId: "looks-c", message: "One" }, waiting());
      const earlier = here.queue.enter("w:looks", { turnId: "looks-d", message: "Two" }, waiting());
      await untilWaiting(here);
      // Takes the place and does nothing after: the instance that took it ends here.
      const taken = await sharedLine(there.pair).enter("wait", "w:looks", {
        turnId: "looks-e",
        message: "Three",
      });
      expect(taken).toMatchObject({ outcome: "wait", superseded: "looks-d" });
      await expect(earlier).rejects.toMatchObject({ code: "superseded", turnId: "looks-e" });
    });
  },
);

withRedis(
  hasRedis ? "whoever leaves the line" : "leaving the line (skipped: there is no redis-server here)",
  () => {
    test("as it gets its turn keeps nobody's place", async () => {
      const { pair, queue } = await instance();
      const running = await queue.enter("w:leaves", { turnId: "leaves-a", message: "One" }, waiting());
      const leaving = new AbortController();
      overhear(pair, "lineAdvance", (answer) => {
        if (answer[0] === "run") leaving.abort();
        return answer;
      });
      const left = queue.enter(
        "w:leaves",
        { turnId: "leaves-b", message: "Two" },
        { signal: leaving.signal },
      );
      const refused = left.catch((error: unknown) => error);
      await untilWaiting({ pair, queue });
      running.leave();
      expect(await refused).toMatchObject({ code: "conflict" });
      expect(await runningOf(pair, "w:leaves")).toBeNull();
    });

    test("after another took its place hears who answers its words", async () => {
      const [here, there] = await Promise.all([instance(), instance()]);
      await here.queue.enter("w:taken", { turnId: "taken-a", message: "One" }, waiting());
      const leaving = new AbortController();
      const earlier = here.queue.enter(
        "w:taken",
        { turnId: "taken-b", message: "Two" },
        { signal: leaving.signal },
      );
      const refused = earlier.catch((error: unknown) => error);
      await untilWaiting(here);
      await sharedLine(there.pair).enter("wait", "w:taken", { turnId: "taken-c", message: "Three" });
      leaving.abort();
      expect(await refused).toMatchObject({ code: "superseded", turnId: "taken-c" });
      expect(here.queue.stats().cancelled).toBe(0);
    });

    test("before it stands there is dropped, unless it speaks for another", async () => {
      const { pair, queue } = await instance();
      const running = await queue.enter("w:unread", { turnId: "unread-a", message: "One" }, waiting());
      const unread = () => ({ ...waiting(), isRead: () => false });
      await expect(
        queue.enter("w:unread", { turnId: "unread-b", message: "Two" }, unread()),
      ).rejects.toMatchObject({
        code: "conflict",
      });
      const read = queue.enter("w:unread", { turnId: "unread-c", message: "Three" }, waiting());
      const refused = read.catch((error: unknown) => error);
      await untilWaiting({ pair, queue });
      const joined = queue.enter("w:unread", { turnId: "unread-d", message: "Four" }, unread());
      expect(await refused).toMatchObject({ code: "superseded", turnId: "unread-d" });
      running.leave();
      expect((await joined).message).toBe("Three\nFour");
    });
  },
);

withRedis(
  hasRedis ? "what keeps a message from waiting" : "waiting (skipped: there is no redis-server here)",
  () => {
    test("is thrown, and lets it not run beside the turn it would wait for", async () => {
      const [here, there] = await Promise.all([instance(), instance()]);
      await here.queue.enter("w:kept", { turnId: "kept-a", message: "One" }, waiting());
      const beforeWaiting = () => Promise.reject(new Error("the database is away"));
      const entering = there.queue.enter(
        "w:kept",
        { turnId: "kept-b", message: "Two" },
        { ...waiting(), beforeWaiting },
      );
      await expect(entering).rejects.toThrow("the database is away");
      expect(there.queue.stats()).toMatchObject({ running: 0, waiting: 0 });
    });
  },
);

withRedis(
  hasRedis ? "a Redis that goes away" : "a Redis that goes away (skipped: there is no redis-server here)",
  () => {
    test("between two messages that are joined takes the words of neither", async () => {
      const { pair, queue } = await instance();
      const running = await queue.enter("w:joined", { turnId: "joined-a", message: "One" }, waiting());
      const refused = queue
        .enter("w:joined", { turnId: "joined-b", message: "Two" }, waiting())
        .catch((error) => error);
      await untilWaiting({ pair, queue });
      const joined = queue.enter("w:joined", { turnId: "joined-c", message: "Three" }, waiting());
      expect(await refused).toMatchObject({ code: "superseded", turnId: "joined-c" });
      pair.close();
      running.leave();
      expect((await joined).message).toBe("Two\nThree");
    });

    test("after it let a turn run, unheard, keeps no place for it when it has ended", async () => {
      const { pair, queue } = await instance();
      const heard = overhear(pair, "lineEnter", unheard);
      const running = await queue.enter("w:unheard", { turnId: "unheard-a", message: "One" }, waiting());
      heard();
      running.leave();
      expect(await runningOf(pair, "w:unheard")).toBeNull();
    });

    test("after it joined a message to another, unheard, has both answered once", async () => {
      const { pair, queue } = await instance();
      const running = await queue.enter("w:both", { turnId: "both-a", message: "One" }, waiting());
      const refused = queue
        .enter("w:both", { turnId: "both-b", message: "Two" }, waiting())
        .catch((error) => error);
      await untilWaiting({ pair, queue });
      const heard = overhear(pair, "lineEnter", (answer) => (answer[0] === "wait" ? unheard() : answer));
      const joined = queue.enter("w:both", { turnId: "both-c", message: "Three" }, waiting());
      expect(await refused).toMatchObject({ code: "superseded", turnId: "both-c" });
      heard();
      running.leave();
      expect((await joined).message).toBe("Two\nThree");
    });

    test("while another takes the place of a message, unheard, has its words answered once", async () => {
      const [here, there] = await Promise.all([instance(), instance()]);
      await here.queue.enter("w:once", { turnId: "once-a", message: "One" }, waiting());
      overhear(here.pair, "lineAdvance", (answer) => (answer[0] === "gone" ? unheard() : answer));
      const refused = here.queue
        .enter("w:once", { turnId: "once-b", message: "Two" }, waiting())
        .catch((error) => error);
      await untilWaiting(here);
      await sharedLine(there.pair).enter("wait", "w:once", { turnId: "once-c", message: "Three" });
      expect(await refused).toMatchObject({ code: "superseded", turnId: "once-c" });
    });

    test("and forgets everything finds the turn that runs and the message that waits again", async () => {
      const { pair, queue } = await instance();
      const running = await queue.enter("w:lost", { turnId: "lost-a", message: "One" }, waiting());
      const next = queue.enter("w:lost", { turnId: "lost-b", message: "Two" }, waiting());
      await untilWaiting({ pair, queue });
      await pair.commands.flushall();
      while ((await pair.commands.exists("bevgenie:{w:lost}:waiting")) === 0)
        await new Promise((done) => setTimeout(done, 5));
      expect(await runningOf(pair, "w:lost")).toBe("lost-a");
      running.leave();
      expect((await next).message).toBe("Two");
    });

    test("and comes back knows at once what began meanwhile, and lets nobody past who waits here", async () => {
      const away = await startRedis();
      await away.stop();
      const here = unconnected(away.url);
      const running = await here.queue.enter("w:back", { turnId: "back-a", message: "One" }, waiting());
      const second = here.queue
        .enter("w:back", { turnId: "back-b", message: "Two" }, waiting())
        .catch((error) => error);
      const back = await startRedis(away.port);
      const there = unconnected(away.url);
      while (!here.pair.isUp() || !there.pair.isUp()) await new Promise((done) => setTimeout(done, 5));
      expect(await runningOf(here.pair, "w:back")).toBe("back-a");
      const third = here.queue.enter("w:back", { turnId: "back-c", message: "Three" }, waiting());
      expect(await second).toMatchObject({ code: "superseded", turnId: "back-c" });
      running.leave();
      expect((await third).message).toBe("Two\nThree");
      await back.stop();
    });
  },
);
