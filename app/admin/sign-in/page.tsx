import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/admin/sign-in-form.tsx";
import { pathAfterSignIn } from "@/lib/client/admin-paths.ts";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const next = pathAfterSignIn((await searchParams).next);
  if (await signedIn()) redirect(next);
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-5 py-12">
      <h1 className="font-serif text-28">Sign in to the console</h1>
      <SignInForm next={next} />
    </main>
  );
}
