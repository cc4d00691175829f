import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The console's server: where `vite` (development) hands on what is not a file of the page.
const server = process.env.HENGZHUN_CONSOLE ?? 'http://127.0.0.1:7443';

export default defineConfig({
  root: import.meta.dirname,
  // The server puts the nonce of each answer in its place, for the styles that Ant Design makes.
  html: { cspNonce: 'hengzhun-csp-nonce' },
  // Everything is served from the server's own origin under a strict content security policy: no inlined script, no data URL.
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': { target: server, changeOrigin: true } } },
});
