import type { PublicWorkspace } from "./client/public-workspace.ts";
import type { Workspace } from "./workspace.ts";

/** What a visitor's browser may know of a workspace. */
export function publicWorkspace(config: Workspace, { offline }: { offline: boolean }): PublicWorkspace {
  return {
    slug: config.slug,
    name: config.name,
    welcome: config.welcome,
    starters: config.starters,
    accent: config.brand.accent,
    personas: config.personas.map(({ id, name, description }) => ({ id, name, description })),
    voices: config.voices.map(({ id, name, description }) => ({ id, name, description })),
    contact: config.contact,
    sampleData: config.sampleData,
    offline,
  };
}
