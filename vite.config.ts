import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** `vite build --app` makes two things: the page (dist/page) and the machine side (dist/*.js), one entry a process. */
export default defineConfig({
  root: path('renderer'),
  base: './',
  publicDir: path('renderer/public'),
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: path('dist/page'),
        emptyOutDir: true,
        target: 'chrome130',
        assetsInlineLimit: 0,
        rolldownOptions: { input: { index: path('renderer/index.html') } },
      },
    },
    node: {
      consumer: 'server',
      build: {
        outDir: path('dist'),
        emptyOutDir: false,
        copyPublicDir: false,
        target: 'node20',
        ssr: true,
        rolldownOptions: {
          external: ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
          input: {
            main: path('electron/main.ts'),
            cli: path('electron/cli/main.ts'),
            'index-worker': path('electron/backend/search/index-worker.ts'),
            'markdown-worker': path('electron/backend/export/markdown-worker.ts'),
            'captions-worker': path('electron/backend/captions/captions-worker.ts'),
            'probe-worker': path('electron/backend/media/probe/probe-worker.ts'),
          },
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', format: 'es' },
        },
      },
    },
  },
})
