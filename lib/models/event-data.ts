import { ModelError } from "./model-error.ts";

/** The same bound as for a line: an event of many lines must not grow without end either. */
const maxEventLength = 1024 * 1024;

/**
 * The lean half of an event-stream reader: takes whole lines and gives back the data of the events that they
 * complete. Names, ids and comments are skipped, since every provider repeats what matters in the data. The
 * lines of one event's data are joined by a newline. One reader per stream.
 */
export function eventData(): (lines: string[]) => string[] {
  let data: string | null = null;

  return (lines) => {
    const events: string[] = [];
    for (const line of lines) {
      if (line === "") {
        if (data !== null) events.push(data);
        data = null;
        continue;
      }
      const value = dataOf(line);
      if (value === null) continue;
      data = data === null ? value : `${data}\n${value}`;
      if (data.length > maxEventLength)
        throw new ModelError("malformed", "an event of the stream is too long");
    }
    return events;
  };
}

function dataOf(line: string): string | null {
  if (line.startsWith("data: ")) return line.slice(6);
  if (line.startsWith("data:")) return line.slice(5);
  return line === "data" ? "" : null;
}
