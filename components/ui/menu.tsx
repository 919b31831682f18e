"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import { createContext, type ReactNode, type RefObject, useContext, useRef } from "react";

const row =
  "flex min-h-9 pointer-coarse:min-h-11 w-full cursor-default select-none items-center gap-2 rounded-6 px-2 text-15 outline-none data-[highlighted]:bg-accent-soft";

/** What a chosen item does, once the menu has given the focus back: a dialog then knows where to return it. */
const AfterCloseContext = createContext<RefObject<(() => void) | null>>({ current: null });

type MenuProps = { trigger: ReactNode; align?: "start" | "end"; children: ReactNode };

/** A menu that opens from `trigger`, which must be one button. */
export function Menu({ trigger, align = "end", children }: MenuProps) {
  const afterClose = useRef<(() => void) | null>(null);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={() => {
            afterClose.current?.();
            afterClose.current = null;
          }}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-56 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-12 border border-line bg-raised p-1.5 shadow-float data-[state=open]:animate-fade-in"
        >
          <AfterCloseContext value={afterClose}>{children}</AfterCloseContext>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  const afterClose = useContext(AfterCloseContext);
  return (
    <DropdownMenu.Item
      className={row}
      onSelect={() => {
        afterClose.current = onSelect;
      }}
    >
      {children}
    </DropdownMenu.Item>
  );
}

/** A way to another page; `isCurrent` is the page one is on. */
export function MenuLink({
  href,
  isCurrent,
  children,
}: {
  href: string;
  isCurrent: boolean;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Item asChild>
      <Link href={href} className={row} aria-current={isCurrent ? "page" : undefined}>
        <span className="flex size-4 shrink-0 items-center">
          {isCurrent && <Check aria-hidden size={15} />}
        </span>
        {children}
      </Link>
    </DropdownMenu.Item>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="my-1.5 h-px bg-line" />;
}

type Choice = { id: string; name: string; description?: string };
type ChoiceProps = {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
};

/** One of several; `label` stands above them. */
export function MenuChoice({ label, value, choices, onChoose }: ChoiceProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChoose} aria-label={label}>
      <DropdownMenu.Label className="px-2 pt-1 pb-0.5 text-13 text-ink-2">{label}</DropdownMenu.Label>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.id} value={choice.id} className={`${row} py-1.5`}>
          <span className="flex size-4 shrink-0 items-center">
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden size={15} />
            </DropdownMenu.ItemIndicator>
          </span>
          <span className="min-w-0">
            {choice.name}
            {choice.description && (
              <span className="block max-w-64 text-13 text-ink-2">{choice.description}</span>
            )}
          </span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
