import { createActivityHandler } from './bot/activity-handler';
import { createCardFor } from './bot/card-for';
import { createCardSender } from './bot/card-sender';
import { conversationStorage } from './bot/conversation-storage';
import { createDecides } from './bot/decides';
import type { Log } from './bot/log';
import { updateLive } from './bot/live-message';
import { createInstalled } from './bot/installed';
import { createMembers } from './bot/members';
import { createOpenQuestions } from './bot/open-questions';
import { createOwnChat } from './bot/own-chat';
import { createPreferences } from './bot/preferences';
import { createReach } from './bot/reach';
import { createReceiver } from './bot/receive';
import { openSignIn, type SignIn } from './bot/open-sign-in';
import { createServer } from './bot/server';
import type { ShownAs } from './bot/shown-as';
import { createSpeaker, wantsCards } from './bot/speaker';
import { createHearing } from './bot/speech-of';
import { createTextPages } from './bot/text-pages';
import { createTurnQueue } from './bot/turn-queue';
import type { Access } from './auth/access';
import { createPeople, type People } from './auth/people';
import { actingOn, bystander, type Identity, type Recorded } from './auth/person';
import { rightRefusal, whoMay } from './auth/right-refusal';
import { factLines } from './cards/fact-lines';
import type { Rendered } from './cards/rendered';
import { changeCard } from './cards/views/change';
import { reportCard } from './cards/views/report';
import { keyInMessage } from './checks/certificate/key-in-message';
import { createNetwork } from './checks/network/network';
import type { Change } from './changes/change';
import type { ChangesContext } from './changes/context';
import { createChanges } from './changes/create-changes';
import { startWorker } from './changes/worker';
import { systemClock, type Clock } from './clock';
import type { Config } from './config';
import { openConfiguration, type Configuration } from './configuration/configuration';
import { createDirectory } from './directory/create-directory';
import { brokenOffCard, lookShown } from './dialogs/checks/outcome-card';
import { createConversation } from './dialogs/create-conversation';
import { openDoor } from './door';
import { openSigningKeys, type SigningKeys } from './evidence/signing-keys';
import { storedAbout } from './evidence/stored-about';
import { say } from './i18n/say';
import { openEvidence } from './open-evidence';
import { operations } from './operations';
import { createReports } from './reports/create-reports';
import { personVoice } from './resources/person-voice/person-voice';
import { createResources } from './resources/registry';
import { createStatus } from './resources/status';
import { createLooks } from './setup/looks';
import { createNotebook } from './setup/notebook';
import { proveAuditWritable } from './store/audit-writable';
import { openDatabase, type Database } from './store/database';
import { freeLeftBehind } from './store/left-behind';
import { noteReader } from './store/occasion';
import { verifyAudit } from './store/verify-audit';
import { rolesFor } from './tenant/contract';
import { openTenants } from './tenant/open-tenants';
import { createReading, readerIdentity, readOnly } from './tenant/reader';
import { createSettingsMemory } from './tenant/remember-settings';
import { openWayIn } from './way-in';

export interface Switchboard {
  url: string;
  /** Reads the configuration file again now. */
  reload(): Promise<void>;
  /** Takes nothing new, lets running turns and cmdlets end within 20 seconds, closes everything. */
  stop(): Promise<void>;
}

const stopWithinMs = 18_000;

/** Builds a whole bot from its configuration and starts it. Throws `DatabaseError`, or an `Error` that says what to do. */
export async function startSwitchboard(given: Config, log: Log, clock: Clock = systemClock): Promise<Switchboard> {
  const keys = openSigningKeys(given.signingKeyFile);
  let opened: Configuration | null = null;
  const hand = { keys, policyVersion: () => opened?.version() ?? null };
  const database = await openDatabase(given.databaseUrl, { clock, hand });
  await joinOrClose(keys, database);
  const configuration = await openConfiguration({
    database,
    clock,
    started: given.source.file,
    read: given.source.read,
    accepted: given.source.accepted,
    refusalOf: async (who) => rightRefusal(people, await people.now(who), 'approve-configuration', { places: [null] }),
    log,
  });
  opened = configuration;
  // What is in force may be an older version than the file: one that nobody has approved waits.
  const config = given.withFile(configuration.file());
  let current = { file: configuration.file(), config };
  const inForce = (): Config => {
    const file = configuration.file();
    if (file !== current.file) current = { file, config: given.withFile(file) };
    return current.config;
  };
  const { model } = config;
  const access = () => inForce().access;
  const wayIn =
    config.teams &&
    openWayIn(config.teams, { database, clock, renewBeforeMs: config.credentials.renewBeforeMs, reader: config.credentials.reader });
  const people: People = createPeople(access, wayIn?.groups({ access, log }));
  const tenants = openTenants({
    ...config,
    clock,
    credentialsOfPeople: wayIn?.credentials ?? null,
    noted: (difference) => log.info({ difference }, 'the installed module is not as the contract has it, where it does not matter'),
  });
  const { tenantFor, reach } = tenants;
  const reader = config.teams && config.credentials.reader === 'app' ? readerIdentity(config.teams) : null;
  const readingFor = createReading({ own: tenantFor, reader: reader && tenantFor(reader), noted: noteReader });
  const { watch, retention, told } = openEvidence(config, { database, clock, keys, log });
  const resourceOf = createResources(model);
  const news = new Set<() => void>();
  const context: ChangesContext = {
    database,
    clock,
    people,
    policy: () => inForce().policy,
    model,
    operations,
    resourceOf,
    tenantFor,
    readingFor,
    rolesFor,
    siteOf: personVoice(model).siteOf,
    placeOf: personVoice(model).placeOf,
    numbers: personVoice(model).platform,
    draftExpiryMs: config.draftExpiryMs,
    coolMs: config.coolMs,
    recheckAfterMs: [3_600_000, 24 * 3_600_000],
    ...(config.teams && {
      proven: { at: async (person) => signIn?.signedInAt(person) ?? null, freshMs: () => inForce().credentials.freshSignInMs },
    }),
    moved: () => news.forEach((tell) => tell()),
    altered: (changeId, what) => {
      watch.altered(changeId, what);
      log.error(
        { changeId, what: say('en', what) },
        'a change is not what its signed record says: it was ended, and this Switchboard is not ready',
      );
    },
    fault: (err, changeId) => log.error({ err, changeId }, 'work on a change failed; it is tried again'),
  };
  const changes = createChanges(context);
  const settings = createSettingsMemory(clock);

  const server = createServer({
    host: config.host,
    port: config.port,
    loopbackOnly: config.teams === null,
    // A file of the local page comes inside its message, a third longer than it is. Teams sends files beside its messages.
    ...(config.teams === null && { maxBodyBytes: 3 * 1024 * 1024 }),
    checks: [
      {
        name: 'database',
        timeoutMs: 2_000,
        run: async () => void (await database.db.selectFrom('changes').select('id').limit(1).execute()),
      },
      { name: 'audit', timeoutMs: 2_000, run: () => proveAuditWritable(database, clock) },
      { name: 'evidence', timeoutMs: 2_000, run: watch.check },
      { name: 'tenant', timeoutMs: 2_000, run: reach },
    ],
    log,
  });
  const door = openDoor({ config, wayIn, server, people, database, clock });
  const { adapter } = door;
  const queue = createTurnQueue();
  const preferences = createPreferences(database, clock);
  const { speechOf, spokenIn } = createHearing({ speaking: door.speaking, preferences, language: () => configuration.file().language });
  const wakeCards = (): void => sender.wake();
  const members = createMembers({ database, clock });
  const reached = createReach({
    database,
    clock,
    restored: async (person) => changes.reached(await people.now(person)),
    wake: wakeCards,
  });
  const own = createOwnChat({ database, adapter, reach: reached, wake: wakeCards, address: door.ownChat });
  const { files, consent, readFile, sweep: sweepFiles } = door.openFiles(own);
  /** In a shared place for nobody in particular: everybody gets their own view of it from there. */
  const render = async (change: Change, { person: stored, language, place }: ShownAs): Promise<Rendered | null> => {
    const person = await people.lately(stored);
    if (!(await changes.maySee(person, change))) return null;
    const about = await changes.about(change);
    const reader = place === 'shared' ? bystander(person) : actingOn(person, about);
    return changeCard({
      change,
      reader: { person: reader, language, now: clock.now(), whoMay: (right) => whoMay(people, right, about) },
      tenantName: model.tenantName,
      lines: (part) => factLines(resourceOf(part.resource), part),
    });
  };
  const load = (id: number): Promise<Change> => changes.load(id);
  const unreached = (id: number, person: Pick<Identity, 'name'>): Promise<void> => changes.unreached(id, person);
  const pages = createTextPages({ database, clock });
  const sender = createCardSender({ database, clock, adapter, queue, load, render, own, members, reach: reached, pages, unreached, log });
  const telling = { adapter, queue, own, pages };
  const reports = createReports({
    database,
    clock,
    model,
    platform: personVoice(model).platform,
    placeOf: personVoice(model).place,
    readingFor,
    files,
    show: (live, request, language, news) =>
      updateLive(telling, live, reportCard({ language, request, news }), { atEnd: news.state !== 'running' }),
    fault: (err, id) => log.error({ err, fault: id }, 'a report had trouble'),
  });
  // Nobody in particular reads the directory for everybody: in production that takes an identity of Switchboard's own.
  const refreshEveryMs = config.teams && !reader ? 0 : config.directoryRefreshMs;
  const directoryReader = reader ?? nobodyInParticular(model.tenantId);
  const directory = createDirectory({
    database,
    clock,
    reader: directoryReader,
    tenant: () => readOnly(tenantFor(directoryReader), () => undefined),
    refreshEveryMs,
    fault: (err) => log.warn({ err }, 'the index of the directory could not be refreshed; it is tried again'),
  });
  const speaker = createSpeaker({ database, clock, speechOf, wake: sender.wake, own, reach: reached, pages });
  const looks = createLooks({
    database,
    clock,
    broken: (live, shown) => updateLive(telling, live, brokenOffCard(lookShown.parse(shown)), { atEnd: true }),
    fault: (err, check, id) => log.error({ err, check: check?.id, fault: id }, 'a check broke'),
  });
  const signIn: SignIn | null =
    config.teams &&
    wayIn &&
    openSignIn({
      ...wayIn,
      app: config.teams,
      queue,
      routes: server.routes,
      language: () => inForce().language,
      database,
      clock,
      reach: reached,
      noteWhere: speaker.noteWhere,
      goOn: changes.signedIn,
      moved: context.moved,
      handle: (activity) => receiver.handle(activity),
      log,
    });
  const openQuestions = createOpenQuestions({
    database,
    clock,
    adapter,
    queue,
    offer: async (turn) => conversation.offerAgain(turn, await speechOf(turn.activity)),
    log,
  });
  const conversation = createConversation({
    signIns: signIn?.desk ?? null,
    live: config.backend === 'powershell',
    people,
    configuration,
    changes,
    reports,
    fileOffers: files,
    ...(refreshEveryMs > 0 && { index: directory }),
    readingFor,
    model,
    operations,
    resourceOf,
    speaker,
    preferences,
    openQuestions,
    storage: conversationStorage(database, clock),
    clock,
    notebook: createNotebook(database, clock),
    verifyAudit: () => verifyAudit(database.db, { keys, checkpoints: told() }),
    storedAbout: (names) => storedAbout(database.db, names),
    statusOf: createStatus(resourceOf('person-voice'), settings),
    network: createNetwork({ model, ...config.checks }),
    looks,
    updateLive: (live, message, when) => updateLive(telling, live, message, when),
  });
  const handler = createActivityHandler({
    conversation,
    speechOf,
    spokenIn,
    members,
    own,
    cardFor: createCardFor({ database, load, render, own }),
    files: consent,
    ...(readFile && { readFile }),
    signIn: signIn?.invokes ?? null,
    log,
  });
  const receiver = createReceiver({
    database,
    clock,
    adapter,
    handler,
    installed: createInstalled({
      reach: reached,
      speechOf,
      isText: async (activity) => !(await wantsCards(database, activity)),
      greet: handler.greet,
    }),
    members,
    decides: createDecides(conversation),
    queue,
    holdsKey: keyInMessage,
    isOurs: door.isOurs,
    log,
  });
  server.routes.post('/api/messages', receiver.onRequest);

  if (database.dialect === 'sqlite') await freeLeftBehind(database.db);
  await watch.start();
  retention.start();
  const url = await server.listen();
  await receiver.sweep({ atStart: true });
  await reports.sweep({ atStart: true });
  await looks.sweep({ atStart: true });
  await openQuestions.sweep({ atStart: true });
  const sweeping = setInterval(() => {
    void receiver.sweep();
    void reports.sweep();
    void looks.sweep();
    void openQuestions.sweep();
    sweepFiles();
  }, 30_000);
  // So that a refusal can name who may from the first one on. It waits for nobody for long, and what it cannot read is logged.
  if (config.teams) await within(2_000, Promise.all(namedGroups(access()).map((group) => people.membersOf(group))));
  const worker = startWorker(context, { pollMs: 1_000, atOnce: 16 });
  news.add(worker.wake).add(sender.wake).add(settings.forget);
  if (signIn) {
    news.add(signIn.sender.wake);
    signIn.sender.start();
  }
  sender.start();
  if (refreshEveryMs > 0) directory.start();
  configuration.start();

  return {
    url,
    reload: configuration.look,
    async stop() {
      clearInterval(sweeping);
      door.close();
      await within(
        stopWithinMs,
        Promise.all([receiver.stop(stopWithinMs), worker.stop(), reports.close(), directory.stop(), looks.close()]),
      );
      await signIn?.sender.stop();
      await sender.stop();
      await retention.stop();
      await watch.stop();
      await server.stop(500);
      tenants.close();
      await configuration.stop();
      await database.close();
    },
  };
}

/** A start that fails leaves the file to the next one. */
async function joinOrClose(keys: SigningKeys, database: Database): Promise<void> {
  try {
    await keys.join(database.db);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function namedGroups({ roles }: Access): string[] {
  return [...new Set(roles.flatMap(({ groups }) => groups))];
}

/** Who reads the directory for everybody where the tenant is simulated. */
function nobodyInParticular(tenantId: string): Recorded {
  return { tenantId, objectId: 'directory-reader', name: 'Switchboard', roles: [] };
}

/** What does not come to rest in time is found by the next start: the rows say all. */
async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)))]);
  clearTimeout(timer);
}
