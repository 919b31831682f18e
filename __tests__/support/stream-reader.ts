import type { Frame } from "./app-request.ts";

/** A reader of an event stream that can stop in the middle: the frames so far, with their ids. */
export function streamReader(response: Response) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  const frames: { id: string | undefined; data: Frame | "[DONE]" }[] = [];
  let rest = "";

  async function more(): Promise<boolean> {
    const { done, value } = await reader.read();
    if (done) return false;
    rest += decoder.decode(value, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data === undefined) continue;
      frames.push({
        id: /^id: (.*)$/m.exec(part)?.[1],
        data: data === "[DONE]" ? data : (JSON.parse(data) as Frame),
      });
    }
    return true;
  }

  return {
    frames,
    content: () => frames.map(({ data }) => (data === "[DONE]" ? "" : String(data.content ?? ""))).join(""),
    /** Reads until the answer's words contain `text`. */
    async until(text: string): Promise<void> {
      while (!this.content().includes(text)) {
        if (!(await more())) throw new Error(`the stream ended before ${text}: ${JSON.stringify(frames)}`);
      }
    },
    async toEnd(): Promise<typeof frames> {
      while (await more());
      return frames;
    },
    leave: () => reader.cancel(),
  };
}
