/** For the keyboard: past the masthead and the talk, to where one writes. */
export function SkipLink() {
  return (
    <a
      href="#message"
      className="sr-only focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-50 focus:rounded-6 focus:bg-raised focus:px-3 focus:py-2 focus:shadow-float"
    >
      Skip to your message
    </a>
  );
}
