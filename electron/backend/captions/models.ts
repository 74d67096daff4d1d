import type { ListedModel } from '../../../domain/captions/engine.ts'

const source = 'https://huggingface.co/ggerganov/whisper.cpp/resolve/main'

/**
 * The models that can be fetched: whisper's multilingual ones, quantised to five bits by whisper.cpp's authors. Sizes and
 * SHA-256 are those of the files' Git LFS pointers at the source, as many projects pin them too.
 */
export const listedModels: readonly ListedModel[] = [
  {
    id: 'base',
    fileName: 'ggml-base-q5_1.bin',
    sizeBytes: 59_707_625,
    sha256: '422f1ae452ade6f30a004d7e5c6a43195e4433bc370bf23fac9cc591f01a8898',
    url: `${source}/ggml-base-q5_1.bin`,
    licence: 'MIT',
  },
  {
    id: 'small',
    fileName: 'ggml-small-q5_1.bin',
    sizeBytes: 190_085_487,
    sha256: 'ae85e4a935d7a567bd102fe55afc16bb595bdb618e11b2fc7591bc08120411bb',
    url: `${source}/ggml-small-q5_1.bin`,
    licence: 'MIT',
  },
]
