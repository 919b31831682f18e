/** @type {import('next').NextConfig} */
const nextConfig = {
  reactCompiler: true,
  poweredByHeader: false,
  // server.ts is the one HTTP server; these are loaded by Node as they are, not bundled.
  serverExternalPackages: ["pg", "pino", "@electric-sql/pglite"],
  devIndicators: false,
  typescript: { ignoreBuildErrors: false },
};

export default nextConfig;
