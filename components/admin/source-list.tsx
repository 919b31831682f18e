"use client";

import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { type Source, stateOfSource } from "@/lib/client/admin-sources.ts";
import type { SourceAct } from "./use-sources.ts";

type Props = { sources: Source[] | undefined; onAct: SourceAct };

/** The addresses that are kept. */
export function SourceList({ sources, onAct }: Props) {
  if (!sources) return null;
  return (
    <section aria-label="Kept addresses" className="mt-6 border-line border-t pt-4">
      <h3 className="text-13 text-ink-2">
        {sources.length === 0 ? "No address is kept yet." : "Kept addresses"}
      </h3>
      <ul>
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} onAct={onAct} />
        ))}
      </ul>
    </section>
  );
}

function SourceRow({ source, onAct }: { source: Source; onAct: SourceAct }) {
  const [isAsking, setIsAsking] = useState(false);
  const { id, url, kind, tags, documents, ingest } = source;
  return (
    <li className="border-line border-b py-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="[overflow-wrap:anywhere]">{url}</p>
          <p role="status" className="text-13 text-ink-2">
            {kind === "sitemap" ? "Sitemap" : "Page"} · {stateOfSource(source)}
            {tags.length > 0 && ` · ${tags.join(", ")}`}
          </p>
        </div>
        <IconButton
          label={`Fetch ${url} again`}
          icon={RotateCw}
          size="small"
          disabled={ingest?.finishedAt === null}
          onClick={() => void onAct(id, "refresh")}
        />
        <IconButton label={`Delete ${url}`} icon={Trash2} size="small" onClick={() => setIsAsking(true)} />
      </div>
      {isAsking && (
        <p className="mt-1 flex flex-wrap items-center gap-2 text-13">
          {documents === 0
            ? "Fetch no more from there?"
            : `Its ${documents === 1 ? "document goes" : `${documents} documents go`} with it, at once.`}
          <Button look="danger" size="tight" onClick={() => void onAct(id, "delete")}>
            Delete
          </Button>
          <Button look="plain" size="tight" onClick={() => setIsAsking(false)}>
            Keep
          </Button>
        </p>
      )}
    </li>
  );
}
