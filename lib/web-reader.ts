import { AppError } from "./errors.ts";
import type { WebReader } from "./knowledge/read-item.ts";

export const webReader: WebReader = {
  fetchPage: () => Promise.reject(new AppError("invalid_request", { message: "Not here yet." })),
  collectSite: () => {
    throw new AppError("invalid_request", { message: "Not here yet." });
  },
};
