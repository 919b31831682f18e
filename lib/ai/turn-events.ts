import type { ChatEvent } from "./chat-event.ts";
import type { RunningTurn } from "./running-turns.ts";

/** A turn's events as values: those so far, then each as it comes. Ends with the turn; does not end it. */
export async function* turnEvents(turn: RunningTurn): AsyncGenerator<ChatEvent> {
  for (let read = 0; ; ) {
    const event = turn.events[read];
    if (event) {
      read += 1;
      yield event;
    } else if (turn.ended) {
      return;
    } else {
      await new Promise<void>((wake) => turn.wake.add(wake));
    }
  }
}
