/**
 * What a process that reads files may use. It is a process and not a thread: in a thread, six of eleven ways to use
 * up its memory (one large string, one large map, a regular expression's matches) ended the whole server with it.
 */
export const readingLimits = {
  /** Until a new process takes its first task; longer than that on any machine. */
  longestStartMs: 30_000,
  /** For one file, or one file of an archive. A PDF of a thousand pages takes about 10 s. */
  longestPartMs: 60_000,
  /** For everything that one upload holds, and how many of its files may end the process. */
  longestFileMs: 15 * 60_000,
  mostDeaths: 10,
  /** Megabytes of JavaScript's own memory; reading 20 MiB of XML takes about half of it. */
  heapMb: 640,
  /** Megabytes of the whole process, buffers included. */
  residentMb: 1_400,
  /** Without work it is ended; starting it and its tokenizer again takes half a second. */
  idleMs: 30_000,
  /** Two, so that one bad file does not hold up the others. */
  mostProcesses: 2,
};
