import "@fontsource-variable/ibm-plex-sans/wght.css";
import "@fontsource-variable/ibm-plex-sans/wght-italic.css";
import "@fontsource-variable/newsreader/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "BevGenie" };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  interactiveWidget: "resizes-content",
};

/** Runs before the first paint, so that a chosen colour mode never flashes the other one. */
const applyChosenTheme = `
try {
  var chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch (forbidden) {
  // Where storage is forbidden nothing was chosen: the system's own mode holds.
}`;

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script>{applyChosenTheme}</script>
      </head>
      <body className="font-sans antialiased">{children}</body>
    </html>
  );
}
