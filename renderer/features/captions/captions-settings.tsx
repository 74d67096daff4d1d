import { useState } from 'react'
import { type CaptionEngine, type CaptionModel, captionEngineSchema } from '../../../domain/captions/engine.ts'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { giveModel } from '../../api/captions-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Band } from '../../ui/band.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { useChange } from '../settings/use-change.ts'
import css from './captions.module.css'
import { LanguageChoice } from './language-choice.tsx'
import { LibraryTerms } from './library-terms.tsx'
import { ModelRow } from './model-row.tsx'
import { SetUpCaptions } from './set-up-captions.tsx'
import { useCaptionsSetup } from './use-setup.ts'

/** Who writes captions on this device, and with what. Off until it is set up. */
export function CaptionsSettings({ settings }: { settings: Settings }) {
  const change = useChange()
  const sayFailure = useSayFailure()
  const { setup, refresh } = useCaptionsSetup(settings)
  const engines: CaptionEngine[] = captionEngineSchema.options
  const libraries = useLive((live) => live.libraries) ?? []
  const isOff = settings.captionsBy === 'nobody'
  const choose = (captionsModel: CaptionModel): void => void change({ captionsModel })
  const give = (file: File): void =>
    void giveModel(file).then(() => {
      void change({ captionsModel: 'file', captionsModelPath: '' })
      refresh()
    }, sayFailure)
  return (
    <Stack gap={4}>
      <Note size="m" className={css.lead}>
        {text('captions.lead')}
      </Note>
      {isOff && (
        <div>
          <SetUpCaptions settings={settings} />
        </div>
      )}
      <Field label={text('captions.by')}>
        <RadioGroup
          options={engines.map((value) => ({
            value,
            label: text(`captions.by-${value}`),
            detail: text(`captions.by-${value}-detail`),
          }))}
          value={settings.captionsBy}
          onValueChange={(captionsBy) => void change({ captionsBy })}
        />
      </Field>
      {!isOff && (
        <>
          {settings.captionsBy === 'program' && (
            <KeptPath
              label={text('captions.program')}
              hint={text('captions.program-hint')}
              standing={settings.captionsProgramPath}
              keep={(captionsProgramPath) => void change({ captionsProgramPath })}
            />
          )}
          <Field label={text('captions.language')} hint={text('captions.language-hint')}>
            <LanguageChoice
              canListen
              value={settings.captionsLanguage}
              onValueChange={(captionsLanguage) => void change({ captionsLanguage })}
            />
          </Field>
          <Field label={text('captions.models')}>
            <RadioGroup
              options={[
                ...(setup?.models ?? []).map(({ id }) => ({ value: id, label: text(`captions.model-${id}`) })),
                {
                  value: 'file' as const,
                  label: text('captions.model-file'),
                  detail:
                    setup === undefined || setup.givenFile === null
                      ? text('captions.model-file-none')
                      : text('captions.model-file-here', {
                          name: setup.givenFile.name,
                          size: writtenSize(setup.givenFile.sizeBytes),
                        }),
                },
              ]}
              value={settings.captionsModel}
              onValueChange={choose}
            />
          </Field>
          {setup?.models
            .filter(({ id }) => id === settings.captionsModel)
            .map((model) => (
              <ModelRow key={model.id} model={model} onChanged={refresh} />
            ))}
          {settings.captionsModel === 'file' && (
            <>
              <FileDrop
                hint={text('captions.give-hint')}
                choose={text('captions.give')}
                label={text('captions.give-label')}
                accept=".bin,.ggml"
                quiet
                onChoose={give}
              />
              <KeptPath
                label={text('captions.path')}
                hint={text('captions.path-hint')}
                standing={settings.captionsModelPath}
                keep={(captionsModelPath) => void change({ captionsModelPath })}
              />
            </>
          )}
          {setup !== undefined && setup.engine !== 'nobody' && (
            <div role="status">
              {setup.problem === null ? (
                <Note>{text('captions.ready')}</Note>
              ) : (
                <Band>{text('captions.not-ready', { problem: setup.problem })}</Band>
              )}
            </div>
          )}
          {libraries.map((library) => (
            <LibraryTerms key={library.id} library={library} />
          ))}
        </>
      )}
    </Stack>
  )
}

interface KeptPathProps {
  label: string
  hint: string
  standing: string
  keep: (path: string) => void
}

/** A path that holds as soon as one leaves the field. */
function KeptPath({ label, hint, standing, keep }: KeptPathProps) {
  const [path, setPath] = useState(standing)
  return (
    <Field label={label} hint={hint}>
      <TextInput
        value={path}
        onValueChange={setPath}
        onBlur={() => {
          if (path.trim() !== standing) keep(path.trim())
        }}
        spellCheck={false}
      />
    </Field>
  )
}
