/** Simulated visitors: each asks, reads the whole answer, and asks again, keeping its cookie as a browser does. */
import { Agent, request } from "node:http";

export type Sample = { firstTokenMs: number; totalMs: number };

/** A visitor asks this many times, then is replaced by a new one. */
const turnsPerVisitor = 5;

export const questions = [
  "Show me ROI for beverage distributors",
  "How does route optimization cut miles and overtime?",
  "What are depletions and how do we report them to suppliers?",
  "How do bill-backs and scan-backs work?",
  "Does it connect to NetSuite and our EDI partners?",
  "My reps miss their calls, how should we plan territories?",
  "How long does a rollout take?",
  "What does the Professional edition cost for 20 trucks?",
  "How do we handle kegs and deposits?",
  "Is there single sign-on and an audit log?",
  "Our pickers keep shorting pallets, what can we do?",
  "We already use spreadsheets, why change?",
];

type Load = { url: string; visitors: number; turns: number };

/** Runs `turns` turns with `visitors` of them at a time. */
export async function runLoad({
  url,
  visitors,
  turns,
}: Load): Promise<{ samples: Sample[]; wallMs: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: visitors });
  const samples: Sample[] = [];
  let begun = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: visitors }, async () => {
      let cookie: string | undefined;
      for (let turn = 0; begun < turns; turn += 1) {
        const message = questions[begun % questions.length] ?? "";
        begun += 1;
        if (turn % turnsPerVisitor === 0) cookie = undefined;
        const answered = await ask({ url, agent, message, cookie });
        cookie = answered.cookie ?? cookie;
        samples.push(answered);
      }
    }),
  );
  agent.destroy();
  return { samples, wallMs: performance.now() - startedAt };
}

type Ask = { url: string; agent: Agent; message: string; cookie: string | undefined };

function ask({ url, agent, message, cookie }: Ask): Promise<Sample & { cookie: string | undefined }> {
  // What is measured is an answer that is written, not one that is remembered.
  const body = JSON.stringify({ message, mode: "text", useCache: false });
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(cookie && { cookie }),
  };
  return new Promise((done, fail) => {
    const startedAt = performance.now();
    let firstTokenMs = -1;
    let tail = "";
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      response.on("data", (data: Buffer) => {
        if (firstTokenMs < 0 && data.includes('"content"')) firstTokenMs = performance.now() - startedAt;
        tail = (tail + data.toString("latin1")).slice(-200);
      });
      response.on("error", fail);
      response.on("end", () => {
        if (response.statusCode !== 200 || !tail.includes("[DONE]") || firstTokenMs < 0) {
          return fail(new Error(`a turn ended with ${response.statusCode}: ${tail}`));
        }
        const given = response.headers["set-cookie"]?.map((text) => text.split(";", 1)[0]).join("; ");
        done({ firstTokenMs, totalMs: performance.now() - startedAt, cookie: given });
      });
    });
    sent.on("error", fail);
    sent.end(body);
  });
}
