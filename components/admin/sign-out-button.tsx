"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { callAdmin, sentenceOf } from "@/lib/client/admin-api.ts";
import { signInPath } from "@/lib/client/admin-paths.ts";
import { useConsole } from "./console-context.tsx";
import { FootButton } from "./foot-button.tsx";

/** Ends the session everywhere it was copied to, and leaves nothing of the console in the window. */
export function SignOutButton() {
  const { workspace } = useConsole();
  const [failure, setFailure] = useState<string | null>(null);

  const signOut = async () => {
    try {
      await callAdmin(workspace, "session", { method: "DELETE" });
      window.location.assign(signInPath);
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };

  return (
    <>
      <FootButton icon={LogOut} label="Sign out" onClick={() => void signOut()} />
      {failure && (
        <p role="alert" className="px-2 text-13 text-bad">
          {failure}
        </p>
      )}
    </>
  );
}
