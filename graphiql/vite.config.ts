import { defineConfig } from "vite";

export default defineConfig({
  // The API serves the page at /graphql and everything else beneath it.
  base: "/graphql/",
  oxc: { jsx: { runtime: "automatic" } },
  build: {
    target: "es2023",
    // Files of our own host rather than data: addresses, so that the security policy stays narrow.
    assetsInlineLimit: 0,
    // Monaco and GraphiQL are one lazy chunk each; there is nothing to gain from the warning.
    chunkSizeWarningLimit: 4000,
    // "use client" marks in libraries speak to server frameworks; this page has no server part.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  worker: { format: "es" },
});
