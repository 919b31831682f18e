"use client";

import { SunMoon } from "lucide-react";
import { Menu, MenuChoice } from "@/components/ui/menu.tsx";
import { themes, useTheme } from "@/components/ui/use-theme.ts";
import { FootButton } from "./foot-button.tsx";

export function ThemeMenu() {
  const [theme, chooseTheme] = useTheme();
  return (
    <Menu trigger={<FootButton icon={SunMoon} label="Appearance" />}>
      <MenuChoice label="Appearance" value={theme} choices={themes} onChoose={chooseTheme} />
    </Menu>
  );
}
