"use client";

import { ExternalLink, Maximize2, Minimize2, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { openedFrom } from "@/components/page/opened-source.ts";
import { PageView } from "@/components/page/page-view.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { ScrollBox } from "@/components/ui/scroll-box.tsx";
import { TextSkeleton } from "@/components/ui/skeleton.tsx";
import { useFocusReturn } from "@/components/ui/use-focus-return.ts";
import { useMediaQuery } from "@/components/ui/use-media-query.ts";
import type { PageCard } from "@/lib/client/conversation.ts";
import type { BevGeniePage } from "@/lib/pages/page-spec.ts";
import { useChat } from "./chat-context.tsx";

type Props = {
  card: PageCard;
  /** Undefined while a stored page is being read. */
  page: BevGeniePage | undefined;
  state: "growing" | "whole" | "failed";
  isWide: boolean;
  onWiden: (isWide: boolean) => void;
  onClose: () => void;
  onReload: () => void;
  /** The calculator's values, after the visitor moved a slider. */
  onInputs: (values: Record<string, number>) => Promise<void>;
  /** The last values could not be stored. */
  isUnkept: boolean;
};

/** Where talk and page stand side by side; on paper the page stands alone, but not as a sheet. */
const room = "(min-width: 64rem), print";

/** The page beside the talk; where there is no room for both, a sheet over it. */
export function Canvas(props: Props) {
  const hasRoom = useMediaQuery(room);
  if (!hasRoom) return <CanvasSheet {...props} />;
  return (
    <aside
      aria-label={`Page: ${props.card.title}`}
      className={`flex min-w-0 animate-from-end flex-col border-line border-s bg-ground print:block print:animate-none print:border-0 ${props.isWide ? "flex-1" : "w-[56%] shrink-0 print:w-full"}`}
    >
      <header className="flex items-center gap-1 border-line border-b ps-5 pe-3 print:hidden">
        <CanvasTitle card={props.card} />
        <OwnTab card={props.card} />
        <IconButton
          label={props.isWide ? "Show the chat beside it" : "Fill the window"}
          icon={props.isWide ? Minimize2 : Maximize2}
          onClick={() => props.onWiden(!props.isWide)}
        />
        <IconButton label="Close the page" icon={X} onClick={props.onClose} />
      </header>
      <CanvasBody {...props} />
    </aside>
  );
}

function CanvasSheet(props: Props) {
  const focusReturn = useFocusReturn();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          {...focusReturn}
          aria-describedby={undefined}
          className="fixed inset-0 z-40 flex flex-col bg-ground data-[state=open]:animate-from-end"
        >
          <header className="flex items-center gap-1 border-line border-b ps-4 pe-2 print:hidden">
            <Dialog.Title asChild>
              <CanvasTitle card={props.card} />
            </Dialog.Title>
            <OwnTab card={props.card} />
            <Dialog.Close asChild>
              <IconButton label="Close the page" icon={X} />
            </Dialog.Close>
          </header>
          <CanvasBody {...props} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CanvasTitle({ card, ...rest }: { card: PageCard }) {
  return (
    <h2 {...rest} dir="auto" className="flex h-13 min-w-0 flex-1 items-center font-medium text-15">
      <span className="truncate">{card.title}</span>
    </h2>
  );
}

function OwnTab({ card }: { card: PageCard }) {
  return (
    <a
      href={card.url}
      target="_blank"
      rel="noopener"
      aria-label="Open the page in its own tab"
      title="Open the page in its own tab"
      className="inline-flex size-9 pointer-coarse:size-11 shrink-0 items-center justify-center rounded-6 text-ink-2 hover:bg-accent-soft hover:text-ink"
    >
      <ExternalLink aria-hidden size={18} strokeWidth={1.75} />
    </a>
  );
}

function CanvasBody({ page, state, onReload, onClose, onInputs, isUnkept }: Props) {
  const { workspace, ask, openSource } = useChat();
  const hasRoom = useMediaQuery(room);

  function read(n: number) {
    const source = openedFrom(page?.sources ?? [], n);
    if (source) openSource(source);
  }

  function askFromPage(question: string) {
    if (!hasRoom) onClose();
    ask(question);
  }

  return (
    <ScrollBox
      label="The page"
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain print:overflow-visible outline-offset-[-2px]"
    >
      {page && (
        <PageView
          page={page}
          state={state === "growing" ? "writing" : "whole"}
          locale={navigator.language}
          contact={workspace.contact}
          onAsk={askFromPage}
          onOpenSource={read}
          onInputs={onInputs}
          notice={
            isUnkept ? "Your values could not be kept: they hold until this page is closed." : undefined
          }
        />
      )}
      {state === "failed" && !page && (
        <div className="p-6">
          <p>The page could not be read. It is kept.</p>
          <button type="button" className="mt-2 text-accent underline underline-offset-4" onClick={onReload}>
            Try again
          </button>
        </div>
      )}
      {state !== "failed" && !page && (
        <div className="mx-auto max-w-176 p-6">
          <TextSkeleton label="Reading the page" lines={6} />
        </div>
      )}
    </ScrollBox>
  );
}
