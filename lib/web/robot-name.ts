/** Whose name a site's log shows, and by which its robots.txt may address us. */
export const robotName = "BevGenie";

export const userAgent = `${robotName}/1.0 (reads pages that a company adds to its knowledge base)`;
