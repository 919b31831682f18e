import { type NextRequest, NextResponse } from "next/server";
import { readLinked } from "@/lib/linked-page.ts";

/** Only addresses of single pages; uploads must never pass through here, since their bodies would be cut. */
export const config = { matcher: "/p/:pageId([0-9a-fA-F-]{36})" };

/** A page that is no longer to be had answers 410, which a server component cannot say by itself. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const pageId = request.nextUrl.pathname.slice("/p/".length);
  const stored = await readLinked(pageId).catch(() => null);
  return stored?.gone ? NextResponse.rewrite(request.nextUrl, { status: 410 }) : NextResponse.next();
}
