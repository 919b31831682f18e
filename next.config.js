/**
 * Everything a page needs comes from here: no other host may be asked for anything, and no other site may
 * frame it. Next's own inline scripts and styles want 'unsafe-inline'; model output never becomes HTML.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

const securityHeaders = [
  { key: "content-security-policy", value: contentSecurityPolicy },
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** @type {import('next').NextConfig} */
const nextConfig = {
  reactCompiler: true,
  // A build is of the product; its tests have their own check.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  poweredByHeader: false,
  // Compressing would hold back what is streamed, and a proxy does it better.
  compress: false,
  // Loaded by Node as they are, not bundled.
  serverExternalPackages: ["pg", "pino"],
  devIndicators: false,
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default nextConfig;
