"use client";

import { useSyncExternalStore } from "react";

export const themes = [
  { id: "system", name: "As the system" },
  { id: "light", name: "Light" },
  { id: "dark", name: "Dark" },
];

const changed = "theme-change";

/** The chosen colour mode and a way to choose another; app/layout.tsx applies it before the first paint. */
export function useTheme(): [string, (theme: string) => void] {
  const theme = useSyncExternalStore(
    (onChange) => {
      window.addEventListener(changed, onChange);
      return () => window.removeEventListener(changed, onChange);
    },
    () => document.documentElement.dataset.theme ?? "system",
    () => "system",
  );
  return [theme, chooseTheme];
}

function chooseTheme(theme: string): void {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem("theme");
  } else {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
  }
  window.dispatchEvent(new Event(changed));
}
