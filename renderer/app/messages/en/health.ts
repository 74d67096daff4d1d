export const healthMessages = {
  'health.title': 'Library health',
  'health.lead':
    'What is on its way, what cannot be read and why, and whether every file is what its author published.',
  'health.on-its-way': 'On its way to the folder',
  'health.nothing-waits': 'Nothing waits: all is in the folder.',
  'health.waits-until': 'goes to the folder {when}',
  'health.waits-left': '{seconds, plural, =0 {now} one {in # s} other {in # s}}',
  'health.waits-for-folder': 'waits for the folder',
  'health.publishing': 'is being brought to the folder',
  'health.in-library': 'in {library}',
  'health.now': 'Now',
  'health.work': 'Work on this device',
  'health.no-work': 'Nothing is being worked on.',
  'health.state-ready': 'The folder is here. {name} is read up to its newest file.',
  'health.state-reading': 'The folder is being read.',
  'health.needs-newer': 'An owner has set {name} to be used with a newer Ownpace only.',
  'health.needs-newer-kept': 'What was read so far stays readable here, and what you publish waits on this device.',
  'health.needs-newer-remedy': 'Update Ownpace on this device; what waits is then published by itself.',
  'health.altered': 'Changed outside Ownpace',
  'health.none-altered': 'No document was changed by another program.',
  'health.altered-lead':
    '{count, plural, one {Another program wrote into the file of this document} other {Another program wrote into the files of these documents}}. Open it to read what was written, and to publish it or leave it.',
  'health.unconfirmed': 'This device is not confirmed yet: another device of yours does it in its catch-up.',
  'health.streamed':
    'This folder brings its files from the cloud only when they are opened. Choose “keep on this device” for its folder named ops, so that reading never waits; videos may stay in the cloud.',
  'health.asking': 'Looking at the library',
  'health.look-again': 'Look again',
  'health.looking': 'Looking',
  'health.arriving': 'On its way from others',
  'health.nothing-arriving': 'Nothing is on its way.',
  'health.entries-arriving':
    '{count, plural, one {One entry of {device} is on its way.} other {# entries of {device} are on their way.}}',
  'health.not-read': 'Cannot be read yet',
  'health.pending-lead': 'They are left as they are, and looked at again by themselves.',
  'health.pending-old':
    '{count, plural, one {One of them has waited for more than a day: the sync tool on the device that wrote it may say why.} other {# of them have waited for more than a day: the sync tool on the devices that wrote them may say why.}}',
  'health.pending-since': '{reason}, since {when}',
  'health.none-pending': 'Every file in it can be read.',
  'health.videos-away': 'Videos that are not here',
  'health.no-videos-away': 'Every video is here.',
  'health.videos-away-lead':
    '{count, plural, one {One video} other {# videos}}{inCloud, plural, =0 {} other {, # of them in the cloud alone}}. Their words can be read meanwhile.',
  'health.video-away': '{where, select, cloud {{name}, in the cloud} other {{name}, not here yet}}',
  'health.untitled': 'Without a title',
  'health.and-more': '{count, plural, one {and one more} other {and # more}}',
  'health.devices': 'Devices',
  'health.no-devices': 'No device has written anything yet.',
  'health.this-device': 'this one',
  'health.some-device': 'A device without a name',
  'health.device-of': 'A device of {name}',
  'health.last-wrote': 'last wrote {when}',
  'health.about-unconfirmed': 'It says whose it is, and nobody has confirmed that yet.',
  'health.about-closed': 'It was closed: what it writes now does not count.',
  'health.about-forked':
    'It wrote some things twice, as a copied device or one put back from a backup does; both count.',
  'health.holds-all': 'It has everything.',
  'health.holds-less':
    '{count, plural, one {When it last wrote, one entry had not reached it.} other {When it last wrote, # entries had not reached it.}}',
  'health.space': 'Space',
  'health.space-total': 'The library takes {size}, as its authors published it.',
  'health.by-year': 'By year',
  'health.by-author': 'By author',
  'health.someone': 'Someone',
  'health.free': '{size} are free where the folder is.',
  'health.grown': 'In the last 90 days it grew by {size}.',
  'health.full-at': 'At this pace there is room until about {when}.',
  'health.check': 'Check',
  'health.check-lead': 'Whether every file is what its author published. What is in the cloud stays there.',
  'health.verify': 'Check files',
  'health.verify-deep': 'Check every byte',
  'health.verify-go-on': 'Go on checking every byte',
  'health.verified-well':
    'Checked: {files, plural, one {one file} other {# files}}, {size}, all as their authors published them.',
  'health.verified-findings': '{count, plural, one {One finding} other {# findings}}',
  'health.verified-in-cloud':
    '{count, plural, one {One file is in the cloud and was not checked.} other {# files are in the cloud and were not checked.}}',
  'health.problem':
    '{problem, select, missing {is not here} wrongsize {has another size} wrongbytes {has other bytes than its author published} unreadable {cannot be read} other {could not be checked}}',
  'health.doubled': 'Doubled files',
  'health.doubled-lead':
    'Sync tools sometimes leave copies under names of their own. They do no harm, and use some space.',
  'health.doubled-known':
    '{count, plural, one {One file stands in the folder twice, under a name that a sync tool gave it.} other {# files stand in the folder twice, under names that a sync tool gave them.}}',
  'health.find-doubled': 'Look for them',
  'health.find-doubled-again': 'Look again for doubled files',
  'health.none-doubled': 'No file is there twice.',
  'health.doubled-found':
    '{count, plural, one {One file is an exact copy of another, {size}.} other {# files are exact copies of others, {size}.}}',
  'health.doubled-unsure':
    '{count, plural, one {One more file has a name that is not the library’s. It is left alone, since nothing whole has its bytes.} other {# more files have names that are not the library’s. They are left alone, since nothing whole has their bytes.}}',
  'health.doubled-removed': '{count, plural, one {One copy was removed.} other {# copies were removed.}}',
  'health.remove-doubled': 'Remove the copies',
  'health.remove-doubled-title': '{count, plural, one {Remove one copy?} other {Remove # copies?}}',
  'health.remove-doubled-lead':
    'Each has the very bytes of a file that is whole under its right name, and is compared with it once more. They go for everyone who has the folder.',
  'health.copy-of': 'copy of {original}',
  'health.left': 'Left by closed devices',
  'health.nothing-left': 'Nothing of what was deleted is left behind.',
  'health.left-lead':
    '{count, plural, one {One deleted item still uses {size}: its device was closed and will not remove it.} other {# deleted items still use {size}: their devices were closed and will not remove them.}}',
  'health.left-remove': 'Remove their files',
  'health.left-remove-title':
    '{count, plural, one {Remove the files of one item?} other {Remove the files of # items?}}',
  'health.left-remove-lead':
    'They were deleted more than 30 days ago. Their files go for everyone who has the folder, for good.',
  'health.copied':
    'This device was copied or put back from a backup; that was found on {when}. It goes on under a new key, and nothing was lost.',
  'health.mirror': 'Mirror',
  'health.mirror-lead':
    'A second copy of the library elsewhere, best on another disk, that only grows. A sync tool carries a deletion to everyone; a mirror keeps what was there, except what was withdrawn.',
  'health.mirror-folder': 'Folder of the mirror',
  'health.mirror-folder-hint': 'An empty folder, or one that holds this library’s mirror already.',
  'health.mirror-begin': 'Keep a mirror there',
  'health.mirror-now': 'Bring it up to date',
  'health.mirror-elsewhere': 'Choose another folder',
  'health.mirror-stop': 'Keep none any more',
  'health.mirror-not-yet': '{count, plural, one {One file} other {# files}}, {size}; not whole yet.',
  'health.mirror-done':
    '{count, plural, one {One file} other {# files}}, {size}; up to date {when}. It is brought up to date every day while Ownpace is open.',
  'health.mirror-waiting':
    '{count, plural, one {One file is not here or not whole and follows later.} other {# files are not here or not whole and follow later.}}',
  'health.repair': 'Repair',
  'health.repair-lead':
    'Puts back what is missing in the folder, from the mirror and from what this device still keeps, then reads the library anew. What is in the folder stays as it is.',
  'health.repair-look': 'Look for what is missing',
  'health.repair-do': 'Put it back',
  'health.repair-reread': 'Read the library anew',
  'health.repair-nothing': 'Nothing would be put back.',
  'health.repair-nothing-done': 'Nothing had to be put back.',
  'health.repair-would':
    'It would put back {entries, plural, one {one entry} other {# entries}} and {files, plural, one {one file} other {# files}}, {size}.',
  'health.repair-did':
    'It put back {entries, plural, one {one entry} other {# entries}} and {files, plural, one {one file} other {# files}}, {size}.',
  'health.repair-read-anew': 'The library was read anew.',
  'health.repair-not-read-anew':
    'It was not read anew, because this device knows things of it that the folder does not hold.',
  'health.repair-list': '{count, plural, one {The file} other {The # files}}',
  'health.repair-missing':
    '{count, plural, one {One file is missing, and nothing here has it} other {# files are missing, and nothing here has them}}',
  'health.repair-altered':
    '{count, plural, one {In the place of one file something else stands; it was left} other {In the place of # files something else stands; they were left}}',
  'health.no-libraries': 'No library yet.',
  'health.no-libraries-lead': 'Once a library is open, its state is told here.',
} as const
