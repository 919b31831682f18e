/** Learns in a thread of its own, so that no stream waits for it: texts in, a snapshot's bytes out. */
import { parentPort, workerData } from "node:worker_threads";
import { learnMeanings } from "./corpus-meanings.ts";

const { texts } = workerData as { texts: string[] };
parentPort?.postMessage(learnMeanings(texts));
