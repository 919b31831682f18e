import { ArrowRight } from "lucide-react";
import { safeLink } from "@/lib/client/safe-link.ts";
import type { SectionOf } from "@/lib/pages/page-spec.ts";
import type { PageReader } from "./reader.ts";

type Section = SectionOf<"call_to_action">;
type Action = Section["actions"][number];

/** What to do next. On paper there is nothing to press. */
export function CallToAction({ section, reader }: { section: Section; reader: PageReader }) {
  return (
    <section className="border-line border-t pt-6 pb-10 @2xl:pt-8 print:hidden">
      <h2 className="font-serif text-21">{section.heading}</h2>
      {section.text !== "" && <p className="mt-2 max-w-[62ch] text-15 text-ink-2">{section.text}</p>}
      <ul className="mt-4 max-w-[40rem]">
        {section.actions.map((action) => (
          <Item
            key={action.action === "ask" ? action.question : action.label}
            action={action}
            reader={reader}
          />
        ))}
      </ul>
    </section>
  );
}

const row =
  "group flex min-h-11 w-full items-center justify-between gap-4 py-2 text-start text-15 hover:text-accent transition-colors duration-150";

function Item({ action, reader }: { action: Action; reader: PageReader }) {
  const press = pressOf(action, reader);
  if (!press) return null;
  const words = (
    <>
      <span>{action.action === "ask" ? action.question : (reader.contact?.label ?? action.label)}</span>
      <ArrowRight
        aria-hidden
        className="size-4 shrink-0 text-ink-2 group-hover:text-accent rtl:-scale-x-100"
      />
    </>
  );
  return (
    <li className="border-line border-b">
      {"href" in press ? (
        <a className={row} href={press.href}>
          {words}
        </a>
      ) : (
        <button type="button" className={row} onClick={press.onClick}>
          {words}
        </button>
      )}
    </li>
  );
}

/** What pressing does here; null where it can do nothing. */
function pressOf(action: Action, reader: PageReader): { href: string } | { onClick: () => void } | null {
  const { onAsk, onContact, chatAddress, contact } = reader;
  if (action.action === "ask") {
    if (onAsk) return { onClick: () => onAsk(action.question) };
    return chatAddress === undefined
      ? null
      : { href: `${chatAddress}?ask=${encodeURIComponent(action.question)}` };
  }
  if (onContact) return { onClick: onContact };
  const address = safeLink(contact?.url);
  return address === undefined ? null : { href: address };
}
