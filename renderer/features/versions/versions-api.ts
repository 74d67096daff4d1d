import type { AlteredDocument, VersionText, VersionView } from '../../../domain/views/versions.ts'
import { api } from '../../api/client.ts'
import { unwrap } from '../../api/failure-of-response.ts'

interface Place {
  library: string
  id: string
}

/** Every version of one field of a record, the one shown first. */
export function fetchHistory({ library, id, field }: Place & { field: string }): Promise<VersionView[]> {
  return unwrap(api.libraries[':library'].records[':id'].versions.$get({ param: { library, id }, query: { field } }))
}

export function fetchVersion({ library, id, version }: Place & { version: string }): Promise<VersionText> {
  const param = { library, id, version }
  return unwrap(api.libraries[':library'].records[':id'].versions[':version'].$get({ param }))
}

/** The documents whose files another program changed, as far as their sizes tell. */
export function fetchAlteredDocuments(library: string): Promise<{ id: string; title: string }[]> {
  return unwrap(api.libraries[':library'].altered.$get({ param: { library } }))
}

/** Looks for what another program wrote into a document's file; null where it stands as it was published. */
export async function fetchAltered({ library, id }: Place): Promise<AlteredDocument | null> {
  const answer = unwrap(api.libraries[':library'].records[':id'].altered.$post({ param: { library, id } }))
  return ((await answer) as { altered: AlteredDocument | null }).altered
}
