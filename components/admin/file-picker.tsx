import type { Ref } from "react";

type Props = {
  ref: Ref<HTMLInputElement>;
  /** Ends of file names that can be read, with their full stops. */
  endings: readonly string[];
  onFiles: (files: File[]) => void;
};

/** The browser's own dialog for files, opened by whatever button clicks it. */
export function FilePicker({ ref, endings, onFiles }: Props) {
  return (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      accept={endings.join(",")}
      aria-label="Files to upload"
      onChange={({ target }) => {
        onFiles([...(target.files ?? [])]);
        target.value = "";
      }}
    />
  );
}
