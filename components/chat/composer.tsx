"use client";

import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { countCharacters, longestMessage } from "@/lib/client/message-length.ts";
import { useDraft } from "./use-draft.ts";

/** The counter shows itself this close to the limit. */
const countFrom = longestMessage - 400;

export type ComposerHandle = { focus: () => void; fill: (message: string) => void; makePage: () => void };

type Props = {
  ref: Ref<ComposerHandle>;
  workspaceSlug: string;
  isRunning: boolean;
  /** The last question, from which a page is made when nothing is written. */
  lastQuestion: string | undefined;
  onSend: (message: string, mode: "text" | "generate") => void;
  onStop: () => void;
  /** The choice of voice, at the start of the toolbar. */
  children: ReactNode;
};

/** Where the visitor writes. Grows to six lines; Enter sends, Shift and Enter begin a line. */
export function Composer({ ref, workspaceSlug, isRunning, lastQuestion, onSend, onStop, children }: Props) {
  const [draft, setDraft] = useDraft(workspaceSlug);
  const field = useRef<HTMLTextAreaElement>(null);
  const characters = countCharacters(draft);
  const isTooLong = characters > longestMessage;
  const canSend = characters > 0 && !isTooLong;
  const pageSource = characters > 0 ? draft : lastQuestion;
  const canMakePage = pageSource !== undefined && !isTooLong && (characters > 0 || !isRunning);

  function focus() {
    field.current?.focus();
  }

  function send(message: string, mode: "text" | "generate") {
    onSend(message.trim(), mode);
    setDraft("");
    focus();
  }

  function makePage() {
    if (canMakePage) send(pageSource, "generate");
    else focus();
  }

  useImperativeHandle(ref, () => ({ focus, makePage, fill: (message) => fill(message) }));

  function fill(message: string) {
    setDraft(message);
    focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // 229 is what Safari reports for the Enter that only accepts an input method's suggestion.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || event.altKey || isComposing) return;
    event.preventDefault();
    if (canSend) send(draft, "text");
  }

  return (
    <form
      className="rounded-12 border border-line-2 bg-raised transition-colors duration-150 focus-within:border-accent print:hidden"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) send(draft, "text");
      }}
    >
      <GrowingField
        ref={field}
        value={draft}
        isTooLong={isTooLong}
        onChange={setDraft}
        onKeyDown={onKeyDown}
      />
      <CharacterCount characters={characters} />
      <div className="flex flex-wrap items-center justify-end gap-1 p-1.5 sm:gap-2 sm:p-2">
        <div className="me-auto">{children}</div>
        <Button look="plain" size="tight" disabled={!canMakePage} onClick={makePage}>
          Make a page
        </Button>
        <SendOrStop isRunning={isRunning} canSend={canSend} onStop={onStop} />
      </div>
    </form>
  );
}

/** Near the limit: how much of it is used. */
function CharacterCount({ characters }: { characters: number }) {
  if (characters < countFrom) return null;
  const isTooLong = characters > longestMessage;
  return (
    <p
      id="message-length"
      role="status"
      className={`px-4 text-13 ${isTooLong ? "font-medium text-bad" : "text-ink-2"}`}
    >
      {characters.toLocaleString()} of {longestMessage.toLocaleString()} characters
      {isTooLong && ". Shorten the message to send it."}
    </p>
  );
}

type ActionProps = { isRunning: boolean; canSend: boolean; onStop: () => void };

/** Stop takes the place of send while an answer runs, and stands beside it once the next message is written. */
function SendOrStop({ isRunning, canSend, onStop }: ActionProps) {
  return (
    <>
      {isRunning && (
        <Button look={canSend ? "plain" : "primary"} className="min-w-18" onClick={onStop}>
          Stop
        </Button>
      )}
      {(canSend || !isRunning) && (
        <Button look="primary" className="min-w-18" type="submit" disabled={!canSend}>
          Send
        </Button>
      )}
    </>
  );
}

type FieldProps = {
  ref: Ref<HTMLTextAreaElement>;
  value: string;
  isTooLong: boolean;
  onChange: (value: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
};

/** An unseen copy of the text gives the field its height, in every browser and without measuring. */
function GrowingField({ ref, value, isTooLong, onChange, onKeyDown }: FieldProps) {
  const both = "col-start-1 row-start-1 px-4 pt-3 pb-1 text-17 whitespace-pre-wrap [overflow-wrap:anywhere]";
  return (
    <div className="grid">
      <div aria-hidden className={`${both} invisible max-h-46 overflow-hidden`}>
        {value}{" "}
      </div>
      <textarea
        ref={ref}
        id="message"
        dir="auto"
        rows={1}
        aria-label="Your message"
        aria-invalid={isTooLong}
        aria-describedby={isTooLong ? "message-length" : undefined}
        placeholder="Ask a question"
        enterKeyHint="send"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className={`${both} max-h-46 w-full resize-none overflow-y-auto bg-transparent placeholder:text-ink-2 focus-visible:outline-none`}
      />
    </div>
  );
}
