"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { callApi } from "@/lib/client/api-client.ts";
import { useChat } from "./chat-context.tsx";

type Props = { isOpen: boolean; onClose: () => void; onErase: () => Promise<void> };

/** That this is an AI, what it keeps, and how to take it along or have it gone. */
export function PrivacySheet({ isOpen, onClose, onErase }: Props) {
  const { workspace } = useChat();
  return (
    <Sheet title="About this chat and your data" isOpen={isOpen} onClose={onClose}>
      <div className="space-y-3">
        <p>
          An AI answers here, in the name of {workspace.name}. It can be wrong. The small numerals lead to the
          words an answer rests on, so that you can check them.
        </p>
        {workspace.offline && (
          <p>
            Answering from the knowledge base; no model is connected. Nothing you write leaves this server.
          </p>
        )}
        {workspace.sampleData && (
          <p>The company shown is a sample: its name, its prices and its claims are invented.</p>
        )}
        <h3 className="pt-3 font-medium">What is stored</h3>
        <ul className="list-disc space-y-1 ps-5">
          <li>your messages, the answers and the pages made for you</li>
          <li>what role we think you have, and why</li>
          <li>your thumbs and remarks on answers</li>
          <li>
            one cookie that recognises this browser for 30 days; your draft and colours stay in the browser
          </li>
        </ul>
        <p>We ask for no name. {workspace.name} can read the conversations to improve its answers.</p>
      </div>
      <div className="mt-6 space-y-3 border-line border-t pt-6">
        <TakeAlong />
        <Erase onErase={onErase} />
      </div>
    </Sheet>
  );
}

function TakeAlong() {
  const { slug } = useChat().workspace;
  const [hasFailed, setFailed] = useState(false);

  async function download() {
    const file = await (await callApi(slug, "/api/session/export")).blob();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "my-data.json";
    link.click();
    URL.revokeObjectURL(link.href);
    setFailed(false);
  }

  return (
    <div>
      <Button onClick={() => void download().catch(() => setFailed(true))}>
        Download everything about me
      </Button>
      <p role="status" className="mt-1 text-13 text-ink-2">
        {hasFailed && "There is nothing to download yet, or the server could not be reached."}
      </p>
    </div>
  );
}

/** It cannot be undone, so it is asked for twice. */
function Erase({ onErase }: { onErase: () => Promise<void> }) {
  const [step, setStep] = useState<"idle" | "asked" | "failed" | "done">("idle");
  if (step === "done") return <p role="status">Everything about you is deleted.</p>;
  if (step === "idle") {
    return (
      <Button look="danger" onClick={() => setStep("asked")}>
        Delete everything about me
      </Button>
    );
  }
  return (
    <div className="border-bad border-s-2 ps-3">
      <p role="alert">
        {step === "failed"
          ? "It could not be deleted just now. Nothing was changed; try again."
          : "Your conversations and pages go for good, here and on the server. Links to your pages stop working."}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          look="danger"
          onClick={() =>
            void onErase().then(
              () => setStep("done"),
              () => setStep("failed"),
            )
          }
        >
          Delete for good
        </Button>
        <Button onClick={() => setStep("idle")}>Keep it</Button>
      </div>
    </div>
  );
}
