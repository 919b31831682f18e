import { tierChoices } from "@/lib/client/admin-keys.ts";
import { SelectField } from "./select-field.tsx";

/** How much somebody may use. */
export function TierField({ tier, onChoose }: { tier: string; onChoose: (tier: string) => void }) {
  return (
    <SelectField label="Tier" value={tier} onChoose={onChoose}>
      {tierChoices.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </SelectField>
  );
}
