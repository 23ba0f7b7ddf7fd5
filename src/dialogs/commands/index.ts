import { auditVerify } from './audit-verify';
import { cardsOff, cardsOn } from './cards';
import { changes, more } from './changes';
import { checkCertificate } from './checks/certificate';
import { canCall, canReach, checkPerson } from './checks/person';
import { checkAll, checkDns, checkMediationServers, checkPorts, checkTenant } from './checks/set-up';
import { stopChecks } from './checks/stop-checks';
import { checkTrunks } from './checks/trunks';
import type { ChatCommand } from './command';
import {
  again,
  agree,
  answerQuestion,
  approve,
  confirm,
  deny,
  edit,
  question,
  resume,
  script,
  show,
  stop,
  undo,
  withdraw,
} from './on-change';
import { dataOf } from './data-of';
import { approvalsElsewhere, approvalsHere, pending, policyExplain } from './pending';
import { approveConfiguration, configuration } from './configuration';
import { formsOff, formsOn } from './forms';
import { language, languageAuto } from './language';
import { helpCommands } from './help';
import { freeNumbers, release, reserve, whoHas } from './numbers';
import { back, cancel, goOn, oneByOne, refuse, skip, startOver, why } from './open-question';
import { site, sites } from './sites';
import { setUp, setUpExport, tick, tickNo, tickYes, untick } from './set-up';
import { same } from './same';
import { report, stopReport } from './report';
import { signIn } from './sign-in';
import { signOut } from './sign-out';
import { status } from './status';
import { whoAmI } from './who-am-i';

const { help, helpOn, hello } = helpCommands(() => commands);

/** Everything people can say that is no operation, in the order of help. A new command is its file, one line here and its texts. */
export const commands: readonly ChatCommand[] = [
  help,
  helpOn,
  hello,
  status,
  sites,
  site,
  setUp,
  setUpExport,
  tickYes,
  tickNo,
  tick,
  untick,
  changes,
  more,
  whoHas,
  freeNumbers,
  reserve,
  release,
  report,
  stopReport,
  checkPerson,
  canCall,
  canReach,
  checkAll,
  checkTenant,
  checkMediationServers,
  checkDns,
  checkPorts,
  checkCertificate,
  checkTrunks,
  stopChecks,
  show,
  confirm,
  pending,
  approve,
  deny,
  question,
  answerQuestion,
  policyExplain,
  agree,
  oneByOne,
  refuse,
  same,
  stop,
  resume,
  edit,
  withdraw,
  again,
  undo,
  script,
  auditVerify,
  dataOf,
  configuration,
  approveConfiguration,
  back,
  goOn,
  skip,
  why,
  startOver(help),
  cancel,
  whoAmI,
  signIn,
  signOut,
  approvalsHere,
  approvalsElsewhere,
  cardsOn,
  cardsOff,
  formsOn,
  formsOff,
  language,
  languageAuto,
];
