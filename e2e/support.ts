import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import { operatorPassword } from "./installation.ts";

export { expect };

/** Four of the questions that the first view offers; the knowledge base answers each. */
export const questions = {
  roi: "Show me ROI for beverage distributors",
  dropSize: "How do we raise drop size and cut the cost per stop?",
  territories: "How should sales reps plan calls and territories?",
};

type Fixtures = {
  /** Makes another browser of its own: other cookies, other storage. */
  newBrowser: () => Promise<BrowserContext>;
};

/** Every test fails on an error that the page did not mean to have, in every browser it opened. */
export const test = base.extend<Fixtures>({
  context: async ({ context }, use) => {
    const mistakes = collectMistakes(context);
    await use(context);
    expect(mistakes, "errors in the browser").toEqual([]);
  },
  newBrowser: async ({ browser, contextOptions, baseURL }, use) => {
    const opened: { context: BrowserContext; mistakes: string[] }[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, ...(baseURL && { baseURL }) });
      opened.push({ context, mistakes: collectMistakes(context) });
      return context;
    });
    for (const { context } of opened) await context.close();
    expect(
      opened.flatMap(({ mistakes }) => mistakes),
      "errors in another browser",
    ).toEqual([]);
  },
});

/** The errors of every window of a browser, as they happen. */
function collectMistakes(context: BrowserContext): string[] {
  const mistakes: string[] = [];
  context.on("weberror", (error) => mistakes.push(error.error().message));
  context.on("console", (message) => {
    // A refused request is told on the page, and the tests cause some on purpose.
    const isMeant = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isMeant) mistakes.push(message.text());
  });
  return mistakes;
}

/** Opens the chat and waits until it listens: its first request is made when React has taken the page over. */
export async function openChat(page: Page, address = "/"): Promise<void> {
  const isListening = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/session");
  await page.goto(address);
  await isListening;
}

export function composer(page: Page): Locator {
  return page.getByRole("textbox", { name: "Your message" });
}

/** The newest message and its reply. */
export function lastTurn(page: Page): Locator {
  return page.getByRole("main").getByRole("article").last();
}

/** Sends a question and waits for the whole answer. */
export async function ask(page: Page, question: string): Promise<Locator> {
  await composer(page).fill(question);
  await composer(page).press("Enter");
  return answered(page, question);
}

/** Waits until the newest turn is this question's and is complete. */
export async function answered(page: Page, question: string): Promise<Locator> {
  const turn = lastTurn(page);
  await expect(turn).toHaveAccessibleName(question.slice(0, 80));
  await expect(turn).toHaveAttribute("aria-busy", "false");
  return turn;
}

/** The page beside the talk, or over it on a phone. */
export function canvas(page: Page): Locator {
  return page.getByRole("region", { name: "The page" });
}

/** Makes a page from the newest question and waits until it is whole. */
export async function makePage(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Make a page" }).click();
  await expect(page.getByText("A page with its sources")).toBeVisible();
  return canvas(page);
}

export async function addressOfPage(page: Page): Promise<string> {
  const link = page.getByRole("link", { name: "Open the page in its own tab" });
  return (await link.getAttribute("href")) ?? "";
}

/** A turn asked past the interface, by the same visitor. */
export async function askBefore(
  context: BrowserContext,
  message: string,
  mode: "text" | "generate" = "text",
): Promise<void> {
  const response = await context.request.post("/api/chat", { data: { message, mode } });
  expect(response.status()).toBe(200);
  await response.body();
}

/** From now on every message of this browser gets an answer of its own, whatever others were answered before. */
export async function askAnew(context: BrowserContext): Promise<void> {
  await context.route("**/api/chat", (route) =>
    route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), useCache: false }) }),
  );
}

/** Lets the page try as often as it does by itself. Needs `page.clock.install`. */
export async function outlastTries(page: Page): Promise<void> {
  const note = lastTurn(page).getByRole("button", { name: "Try again" });
  await expect
    .poll(async () => {
      await page.clock.fastForward(8_000);
      return note.isVisible();
    })
    .toBe(true);
}

/** Nothing serious may be found: names, roles and order in one look, the contrast in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const inLight = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  // The other rules do not look at colours.
  const inDark = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  const serious = [...inLight.violations, ...inDark.violations]
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ help, nodes }) => `${help}: ${nodes.map((node) => node.html).join(" | ")}`);
  expect(serious).toEqual([]);
}

/** Nothing on the page is wider than its window, once what was drawn for another width has followed. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWide = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return Math.max(0, scrollWidth - clientWidth);
    });
  await expect.poll(tooWide).toBe(0);
}

/** Nothing is cut off on a phone, nor on a narrow one; the window is then as it was. */
export async function expectFitsAPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoSidewaysScroll(page);
  }
  if (before) await page.setViewportSize(before);
}

/** Every control that is shown can be hit by a finger: 44 pixels high, what reaches beyond its edges included. Links inside a text are as high as its lines. */
export async function expectRoomForFingers(page: Page): Promise<void> {
  const tooSmall = () =>
    page.evaluate(() => {
      const controls = [...document.querySelectorAll("button, a[href], input, select, textarea, summary")];
      const reach = (control: Element) =>
        ["::before", "::after"].map((part) => {
          const { content, position, height } = getComputedStyle(control, part);
          return content !== "none" && position === "absolute" ? Number.parseFloat(height) || 0 : 0;
        });
      return controls
        .filter((control) => control.checkVisibility() && control.closest("p a, [aria-hidden=true]") === null)
        .filter((control) => {
          const label = control.closest("label")?.getBoundingClientRect().height ?? 0;
          const { height, width } = control.getBoundingClientRect();
          return width > 1 && Math.max(height, label, ...reach(control)) < 43.5;
        })
        .map((control) => control.outerHTML.slice(0, 200));
    });
  await expect.poll(tooSmall).toEqual([]);
}

/** Presses Tab, as who has only a keyboard does, until the focus is there. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** What is left of a text for comparing it: letters and digits, whatever signs set them. */
export function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Signs the browser in to the console, past the form. */
export async function signIn(context: BrowserContext, address = "/"): Promise<void> {
  const data = { password: operatorPassword };
  const response = await context.request.post(`${address}api/admin/session`, { data });
  expect(response.status()).toBe(200);
}

/** Opens a page of the console and waits until React listens to all of it; parts are taken over one by one. */
export async function openConsole(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => {
    const parts = [...document.querySelectorAll("main button, main a")];
    const isTakenOver = (part: Element) => Object.keys(part).some((name) => name.startsWith("__reactProps"));
    return parts.length > 0 && parts.every(isTakenOver);
  });
}
