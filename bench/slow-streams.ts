/** Many answers at a model's own pace: are the words on time, does every answer end whole, and what does a token cost? */
import { Agent, request } from "node:http";
import { longMark, paceMs, slowMark, timeOfWord, tokensPerAnswer } from "./mock-provider.ts";
import { cpuMs, memoryMb } from "./processes.ts";
import { questions } from "./visitors.ts";

/** A word that comes later than this after its provider said it is late. */
const lateMs = 100;

export type SlowStreams = {
  /** Shares, 0 to 1: of the words that were offered, and of the answers. */
  onTime: number;
  complete: number;
  cpuMicrosPerToken: number;
  memoryMb: { before: number; during: number; after: number };
};

type Streams = { url: string; pid: number; visitors: number };

/** Opens all streams at once and reads them to their end; memory is read again once the process had time to tidy up. */
export async function slowStreams({ url, pid, visitors }: Streams): Promise<SlowStreams> {
  const agent = new Agent({ keepAlive: true, maxSockets: visitors });
  const before = { cpu: await cpuMs(pid), memory: await memoryMb(pid) };
  const reading = Promise.all(
    Array.from({ length: visitors }, (_, index) =>
      readSlowly(url, agent, `${questionAt(index)} ${slowMark}`),
    ),
  );
  await pause((tokensPerAnswer * paceMs) / 2);
  const during = await memoryMb(pid);
  const answers = await reading;
  const cpu = (await cpuMs(pid)) - before.cpu;
  agent.destroy();
  await pause(tidyMs);
  const tokens = visitors * tokensPerAnswer;
  const sum = (pick: (answer: Answer) => number) =>
    answers.reduce((total, answer) => total + pick(answer), 0);
  return {
    onTime: sum((answer) => answer.onTime) / tokens,
    complete: sum((answer) => (answer.isWhole ? 1 : 0)) / visitors,
    cpuMicrosPerToken: (cpu * 1000) / tokens,
    memoryMb: { before: before.memory, during, after: await memoryMb(pid) },
  };
}

/** All streams are taken to be under way, and stay so, while this is measured. */
const openingMs = 4_500;
const underWayMs = 4_000;

/**
 * CPU microseconds that one more token costs while all streams are under way: no turn begins or ends meanwhile.
 * Throws where a stream is not open before or after. `provider` is the mock's origin, which counts what it says.
 */
export async function tokenUnderWay({
  url,
  pid,
  visitors,
  provider,
}: Streams & { provider: string }): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: visitors });
  const reading = Promise.all(
    Array.from({ length: visitors }, (_, index) =>
      readSlowly(url, agent, `${questionAt(index)} ${longMark}`),
    ),
  );
  await pause(openingMs);
  const before = { cpu: await cpuMs(pid), ...(await saidBy(provider)) };
  await pause(underWayMs);
  const after = { cpu: await cpuMs(pid), ...(await saidBy(provider)) };
  await reading;
  agent.destroy();
  await pause(tidyMs);
  if (before.open < visitors || after.open < visitors) {
    throw new Error(`only ${before.open} and then ${after.open} of ${visitors} streams were under way`);
  }
  return ((after.cpu - before.cpu) * 1000) / (after.said - before.said);
}

async function saidBy(provider: string): Promise<{ open: number; said: number }> {
  const response = await fetch(`${provider}/open`);
  return (await response.json()) as { open: number; said: number };
}

const questionAt = (index: number) => questions[index % questions.length] ?? "";

const tidyMs = 5_000;

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

type Answer = { onTime: number; isWhole: boolean };

/** A word may come in two frames, where its end could have been the beginning of something that is looked at first. */
const betweenFrames = /"\}\n\n(?:id: \d+\n)?data: \{"content":"/gu;
const words = / ([a-j]{13})/gu;

function readSlowly(url: string, agent: Agent, question: string): Promise<Answer> {
  const body = JSON.stringify({ message: question, mode: "text", useCache: false });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((done) => {
    let said = 0;
    let onTime = 0;
    let unread = "";
    const end = () => done({ onTime, isWhole: said === tokensPerAnswer && unread.includes("[DONE]") });
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      response.setEncoding("latin1");
      response.on("data", (text: string) => {
        const now = Date.now();
        unread = (unread + text).replace(betweenFrames, "");
        for (const { 1: word = "" } of unread.matchAll(words)) {
          said += 1;
          if (now - timeOfWord(word) <= lateMs) onTime += 1;
        }
        unread = unread.replace(words, "").slice(-200);
      });
      response.on("end", end);
      response.on("error", end);
    });
    sent.on("error", end);
    sent.end(body);
  });
}
