"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { DocumentSummary } from "@/lib/client/admin-knowledge.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { fieldLook } from "./text-field.tsx";

type Named = { documentId: string; title: string };

/** Names one more document that answers a question; the list is fetched when it is shown. */
export function AddExpected({ onAdd }: { onAdd: (document: Named) => void }) {
  const { workspace } = useConsole();
  const [documents, setDocuments] = useState<DocumentSummary[]>([]);
  const [chosen, setChosen] = useState("");
  const [error, setError] = useState<unknown>(null);
  const load = async () => {
    setError(null);
    try {
      const list = await callAdmin<{ documents: DocumentSummary[] }>(workspace, "documents");
      setDocuments(list.documents.sort((one, other) => one.title.localeCompare(other.title)));
    } catch (failure) {
      setError(failure);
    }
  };
  const loadFirst = useEffectEvent(() => void load());
  useEffect(() => loadFirst(), []);

  const add = () => {
    const document = documents.find(({ id }) => id === chosen);
    if (document) onAdd({ documentId: document.id, title: document.title });
    setChosen("");
  };
  if (error !== null)
    return (
      <div className="mt-2">
        <Failure error={error} onRetry={() => void load()} />
      </div>
    );
  return (
    <div className="mt-2 flex gap-2">
      <select
        aria-label="One more document that answers it"
        className={`${fieldLook} h-9 min-w-0 flex-1`}
        value={chosen}
        disabled={documents.length === 0}
        onChange={({ target }) => setChosen(target.value)}
      >
        <option value="">One more document that answers it</option>
        {documents.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <Button onClick={add} disabled={chosen === ""}>
        Add
      </Button>
    </div>
  );
}
