"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { readTags } from "@/lib/client/admin-read-tags.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { TextArea } from "./text-area.tsx";
import { TextField } from "./text-field.tsx";
import { useSending } from "./use-sending.ts";

type Props = {
  isOpen: boolean;
  /** What it begins with, for whoever opens it on a subject. Another one takes a new `key`. */
  draft?: { title: string; content: string };
  onClose: () => void;
  onAdded: () => void;
};

const blank = { title: "", content: "", tags: "", url: "" };

/** Writes a document by hand. What was typed stays when the dialog is closed, until it was added. */
export function NewDocument({ isOpen, draft: begun, onClose, onAdded }: Props) {
  const { workspace } = useConsole();
  const [draft, setDraft] = useState({ ...blank, ...begun });
  const { isSending, error, problemAt, submit } = useSending(async () => {
    const { title, content, url } = draft;
    const body = { title, content, tags: readTags(draft.tags), ...(url.trim() && { url: url.trim() }) };
    await callAdmin(workspace, "documents", { method: "POST", body });
    setDraft(blank);
    onAdded();
    onClose();
  });
  const field = (name: keyof typeof blank) => ({
    name,
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => setDraft({ ...draft, [name]: target.value }),
    problem: problemAt(name),
  });
  const isAtField = Object.keys(blank).some((name) => problemAt(name) !== undefined);

  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(20_18_14/0.35)] data-[state=open]:animate-fade-in" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-50 overflow-y-auto bg-ground p-5 shadow-float data-[state=open]:animate-fade-in sm:inset-auto sm:start-1/2 sm:top-1/2 sm:max-h-[calc(100dvh-3rem)] sm:w-[44rem] sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-12 sm:border sm:border-line"
        >
          <div className="flex items-center justify-between">
            <Dialog.Title className="font-serif text-21">New document</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={X} />
            </Dialog.Close>
          </div>
          <form
            className="mt-3 space-y-4"
            onSubmit={submit}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
                event.currentTarget.requestSubmit();
            }}
          >
            <TextField label="Title" required maxLength={300} {...field("title")} />
            <TextArea
              label="Text"
              hint="Markdown or plain text. Headings help the search to find the right passage."
              required
              rows={12}
              {...field("content")}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField label="Tags" hint="Between commas." {...field("tags")} />
              <TextField
                label="Address"
                hint="Where the source can be read, if anywhere."
                type="url"
                {...field("url")}
              />
            </div>
            {error !== null && !isAtField && <Failure error={error} />}
            <div className="flex justify-end gap-2">
              <Button onClick={onClose}>Cancel</Button>
              <Button type="submit" look="primary" disabled={isSending} aria-keyshortcuts="Control+Enter">
                {isSending ? "Adding…" : "Add document"}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
