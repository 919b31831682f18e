/** @type {import('next').NextConfig} */
const nextConfig = {
  reactCompiler: true,
  // A build is of the product; its tests have their own check.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  poweredByHeader: false,
  // Nothing here is resized by the server, so nobody can ask it to fetch an image.
  images: { unoptimized: true },
  // Compressing would hold back what is streamed, and a proxy does it better.
  compress: false,
  // Loaded by Node as they are, not bundled.
  serverExternalPackages: ["pg", "pino", "gpt-tokenizer", "undici"],
  devIndicators: false,
};

export default nextConfig;
