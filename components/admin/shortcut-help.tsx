import { Sheet } from "@/components/ui/sheet.tsx";

const groups = [
  {
    name: "Everywhere",
    keys: [
      { keys: ["?"], does: "Show this list" },
      { keys: ["/"], does: "Go to the search field" },
      { keys: ["Esc"], does: "Leave a field, close what is open" },
    ],
  },
  {
    name: "Lists",
    keys: [
      { keys: ["j", "↓"], does: "Next row" },
      { keys: ["k", "↑"], does: "Previous row" },
      { keys: ["Enter"], does: "Open the row" },
    ],
  },
  {
    name: "Knowledge",
    keys: [
      { keys: ["n"], does: "New document" },
      { keys: ["u"], does: "Upload files" },
      { keys: ["w"], does: "Web addresses" },
      { keys: ["Delete"], does: "Delete the focused document" },
      { keys: ["z"], does: "Undo the last deletion" },
      { keys: ["b"], does: "From a document back to the list" },
    ],
  },
];

/** Every key of the console. */
export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Sheet title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose}>
      {groups.map((group) => (
        <section key={group.name} className="mb-6">
          <h3 className="mb-1 text-13 text-ink-2">{group.name}</h3>
          <dl>
            {group.keys.map(({ keys, does }) => (
              <div key={does} className="flex items-center justify-between gap-4 border-line border-b py-1.5">
                <dt>{does}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="min-w-7 rounded-6 border border-line-2 px-1.5 text-center font-sans text-13"
                    >
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
