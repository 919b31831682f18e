"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Menu, MenuLine, MenuLink } from "@/components/ui/menu.tsx";
import { consoleRooms, type Room } from "./console-rooms.ts";

/** The way to the rooms of the console: a list beside the page, on a small window a menu above it. */
export function ConsoleNavigation({ workspace }: { workspace: string }) {
  const path = usePathname();
  const groups = consoleRooms(workspace);
  return (
    <nav aria-label="Console" className="order-last w-full lg:order-none lg:mt-5">
      <div className="-mx-2 lg:hidden">
        <RoomMenu groups={groups} path={path} />
      </div>
      <div className="hidden lg:block">
        {groups.map((rooms, index) => (
          <ul
            key={rooms[0]?.href}
            className={`space-y-0.5 ${index > 0 ? "mt-3 border-line border-t pt-3" : ""}`}
          >
            {rooms.map((room) => (
              <li key={room.href}>
                <RoomLink room={room} path={path} />
              </li>
            ))}
          </ul>
        ))}
      </div>
    </nav>
  );
}

function RoomLink({ room: { name, href, icon: Icon }, path }: { room: Room; path: string }) {
  return (
    <Link
      href={href}
      aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
      className="flex min-h-9 pointer-coarse:min-h-11 items-center gap-2 whitespace-nowrap rounded-6 px-2 text-ink-2 transition-colors duration-150 hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-ink"
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
      {name}
    </Link>
  );
}

/** Many rooms do not fit side by side: the menu says where one is and opens to all of them. */
function RoomMenu({ groups, path }: { groups: Room[][]; path: string }) {
  const isHere = ({ href }: Room) => path === href || path.startsWith(`${href}/`);
  const here = groups.flat().find(isHere);
  const trigger = (
    <button
      type="button"
      className="flex min-h-10 pointer-coarse:min-h-11 items-center gap-1.5 rounded-6 px-2 font-medium hover:bg-accent-soft"
    >
      <span className="sr-only">Page: </span>
      {here?.name ?? "Console"}
      <ChevronDown aria-hidden size={16} className="text-ink-2" />
    </button>
  );
  return (
    <Menu trigger={trigger} align="start">
      {groups.map((rooms, index) => (
        <div key={rooms[0]?.href}>
          {index > 0 && <MenuLine />}
          {rooms.map((room) => (
            <MenuLink key={room.href} href={room.href} isCurrent={isHere(room)}>
              {room.name}
            </MenuLink>
          ))}
        </div>
      ))}
    </Menu>
  );
}
