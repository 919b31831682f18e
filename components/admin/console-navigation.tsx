"use client";

import { ChartNoAxesColumn, KeyRound, Library, MessageCircleQuestion, Search, Users } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import {
  gapsPath,
  keysPath,
  knowledgePath,
  peoplePath,
  searchPath,
  usagePath,
} from "@/lib/client/admin-paths.ts";

/** The rooms of the console. */
export function ConsoleNavigation({ workspace }: { workspace: string }) {
  const path = usePathname();
  const rooms = [
    { name: "Knowledge", href: knowledgePath(workspace), icon: Library },
    { name: "Search", href: searchPath(workspace), icon: Search },
    { name: "Unanswered", href: gapsPath(workspace), icon: MessageCircleQuestion },
    { name: "Usage", href: usagePath(workspace), icon: ChartNoAxesColumn },
    { name: "People", href: peoplePath(workspace), icon: Users },
    { name: "API keys", href: keysPath(workspace), icon: KeyRound },
  ];
  return (
    <nav aria-label="Console" className="order-last w-full lg:order-none lg:mt-5">
      <ul className="-mx-2 flex overflow-x-auto sm:gap-1 lg:mx-0 lg:flex-col lg:gap-0.5 lg:overflow-visible">
        {rooms.map(({ name, href, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
              className="flex min-h-9 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-2 text-ink-2 transition-colors duration-150 hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink lg:rounded-6 lg:border-b-0 lg:aria-[current]:bg-accent-soft"
            >
              <Icon aria-hidden size={16} strokeWidth={1.75} className="hidden shrink-0 sm:block" />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
